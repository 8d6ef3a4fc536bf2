import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { OutreachPacks } from '../outreach/compose-message.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { type AudienceFault, checkCampaignAudience } from './check-campaign-audience.ts'
import { checkWording } from './check-wording.ts'
import { insertVersion, type NewCampaign, type WordingRefused } from './create-campaign.ts'

interface Revision {
  readonly campaignId: string
  readonly revision: NewCampaign
  readonly packs: OutreachPacks
  readonly actor: Actor
}

/** A new version of a campaign (law 9): enrolments that began keep theirs, new ones take this one. */
export async function reviseCampaign(
  db: ModuleDb<'campaigns'>,
  { campaignId, revision, packs, actor }: Revision,
): Promise<
  Result<{ version: number }, { kind: 'not_found' | 'ended' | 'other_kind' } | WordingRefused | AudienceFault>
> {
  const row = await db.read
    .selectFrom('campaigns.campaign')
    .select(['state', 'version', 'kind'])
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', campaignId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return fail({ kind: 'not_found' })
  if (row.state === 'ended') return fail({ kind: 'ended' })
  if (row.kind !== revision.document.kind) return fail({ kind: 'other_kind' })
  const faults = await checkWording(db, revision.document, packs)
  if (faults.length > 0) return fail({ kind: 'wording', faults })
  const checked = await checkCampaignAudience(db, revision.document)
  if (!checked.ok) return checked
  const version = row.version + 1
  const author = 'name' in actor ? actor.name : actor.kind
  await insertVersion(db, { campaignId, version, document: checked.value, author })
  await db.write
    .updateTable('campaigns.campaign')
    .set({ version, name: revision.name })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', campaignId)
    .execute()
  await recordAudit(db.as('clinic'), {
    actor,
    action: 'campaign.revised',
    subjectKind: 'campaign',
    subjectId: campaignId,
    detail: { version },
  })
  return ok({ version })
}
