import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { lockPatients } from '../patients/lock-patients.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { InvitationRefusal, InvitationWish } from './count-invitation.ts'
import { type Invitee, type JudgedInvitation, judgeInvitation } from './judge-invitation.ts'
import { lockEnrolling } from './lock-enrolling.ts'
import { readCampaign } from './read-campaign.ts'

type Db = ModuleDb<'campaigns'>

export interface Invitation extends InvitationWish {
  /** How many the person was told; what has come on top since is not invited unseen. */
  readonly confirmed: number
  readonly actor: Extract<Actor, { readonly name: string }>
}

/**
 * Takes patients into a running campaign by hand: as the audience would have, but without a draw, so that they stand
 * outside the comparison with the hold-out. Asked again, it finds them in already.
 */
export async function invitePatients(
  db: Db,
  { campaignId, confirmed, actor, ...wish }: Invitation,
): Promise<Result<JudgedInvitation, InvitationRefusal | { readonly kind: 'more_than_confirmed' }>> {
  await lockEnrolling(db, campaignId)
  const campaign = await readCampaign(db, campaignId)
  if (campaign === null) return fail({ kind: 'not_found' })
  if (campaign.state !== 'running') return fail({ kind: 'not_running' })
  const judged = await judgeInvitation(db, { ...wish, campaign })
  if (!judged.ok) return judged
  const { invitees } = judged.value
  if (invitees.length > confirmed) return fail({ kind: 'more_than_confirmed' })
  if (invitees.length === 0) return ok(judged.value)

  const fromHoldOut = invitees.filter(({ heldOutId }) => heldOutId !== null)
  const changed =
    (await enrolNew(db, {
      campaign,
      invitees: invitees.filter(({ heldOutId }) => heldOutId === null),
      by: actor.name,
    })) + (await takeFromHoldOut(db, { invitees: fromHoldOut, by: actor.name }))
  if (changed !== invitees.length) throw new Error('somebody else enrolled patients under the lock')
  await recordAudit(db.as('clinic'), {
    actor,
    action: 'campaign.patients_invited',
    subjectKind: 'campaign',
    subjectId: campaign.id,
    detail: {
      version: campaign.version,
      how: wish.subject.kind,
      invited: invitees.length,
      fromHoldOut: fromHoldOut.length,
      notInvited: Object.fromEntries(
        judged.value.notInvited.map(({ reason, patients }) => [reason, patients]),
      ),
    },
  })
  return ok(judged.value)
}

interface Joining {
  readonly invitees: readonly Invitee[]
  readonly by: string
}

async function enrolNew(
  db: Db,
  {
    campaign,
    invitees,
    by,
  }: Joining & { readonly campaign: { readonly id: string; readonly version: number } },
): Promise<number> {
  return db.run(sql`
    insert into campaigns.enrolment (clinic_id, id, campaign_id, version, patient_id, entry_key, type_key, band, anchor_on, arm,
      state, next_at, enrolled_at, invited_at, invited_by)
    select ${db.clinicId}, md5(${db.clinicId} || '|' || ${campaign.id} || '|' || n.patient_id || '|' || n.entry_key)::uuid,
      ${campaign.id}, ${campaign.version}, n.patient_id, n.entry_key, n.type_key, n.band, n.anchor_on, 'contacted',
      'active', n.next_at, ${db.now}, ${db.now}, ${by}
    from unnest(${invitees.map(({ patientId }) => patientId)}::uuid[], ${invitees.map(({ entryKey }) => entryKey)}::text[],
        ${invitees.map(({ typeKey }) => typeKey)}::text[], ${invitees.map(({ band }) => band)}::text[],
        ${invitees.map(({ anchorOn }) => anchorOn.toString())}::date[], ${invitees.map(({ nextAt }) => nextAt.toString())}::timestamptz[])
      as n (patient_id, entry_key, type_key, band, anchor_on, next_at)
    on conflict (clinic_id, campaign_id, patient_id, entry_key) do nothing`)
}

/** The draw stays on record: in the comparison they go on counting as held out. */
async function takeFromHoldOut(db: Db, { invitees, by }: Joining): Promise<number> {
  if (invitees.length === 0) return 0
  await lockPatients(
    db.as('patients'),
    invitees.map(({ patientId }) => patientId),
  )
  return db.run(sql`
    update campaigns.enrolment e set arm = 'contacted', was_held_out = true, invited_at = ${db.now}, invited_by = ${by}, next_at = n.next_at
    from unnest(${invitees.map(({ heldOutId }) => heldOutId)}::uuid[], ${invitees.map(({ nextAt }) => nextAt.toString())}::timestamptz[])
      as n (id, next_at)
    where e.clinic_id = ${db.clinicId} and e.id = n.id and e.state = 'active' and e.arm = 'hold_out'`)
}
