import { type ClinicProfile, readClinic } from '../clinic/read-clinic.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import type { MessagePack } from '../outreach/rules/message-template.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { withHashPlans } from '../recall/with-hash-plans.ts'
import { routesOf, type UnknownMessage } from './contact-routes.ts'
import type { InvitationSubject } from './contract/invitations.ts'
import { type CandidateRow, candidatesQuery } from './invitation-query.ts'
import { pickedPatients } from './picked-patients.ts'
import { audienceOfCampaign } from './read-audience.ts'
import { type Campaign, readVersions, versionKey } from './read-campaign.ts'
import { messageFor } from './rules/campaign-document.ts'
import { firstContact, mostInvited, type NotInvitedReason, whyNotInvited } from './rules/invitation.ts'

type Db = ModuleDb<'campaigns'>

export interface InvitationQuestion {
  readonly campaign: Campaign
  readonly subject: InvitationSubject
  readonly withHeldOut: boolean
  readonly messages: MessagePack
  readonly rules: ContactRules
}

export interface Invitee extends CandidateRow {
  /** When the planner looks at them first. */
  readonly nextAt: Temporal.Instant
}

export interface JudgedInvitation {
  readonly patients: number
  readonly invitees: readonly Invitee[]
  readonly notInvited: readonly { readonly reason: NotInvitedReason; readonly patients: number }[]
  readonly heldOut: number
  readonly firstAt: Temporal.Instant | null
}

/** Who of the subject would be invited now, who not and why: one statement for all, then the planner's own rule. */
export async function judgeInvitation(
  db: Db,
  question: InvitationQuestion,
): Promise<Result<JudgedInvitation, UnknownMessage | { readonly kind: 'too_many' }>> {
  const clinic = await readClinic(db.as('clinic'))
  const routes = routesOf({ ...question, document: question.campaign.document }, clinic)
  if (!routes.ok) return routes
  const audience = await audienceOfCampaign(db, question.campaign.document.audience)
  const picked = await pickedPatients(db, question.subject, audience.programme)
  if (picked.length > mostInvited) return fail({ kind: 'too_many' })
  const query = await candidatesQuery(db, {
    campaign: question.campaign,
    audience,
    picked,
    clinic,
    routes: routes.value,
  })
  const rows = await withHashPlans(db.as('recall'), async () => db.sql<CandidateRow>(query))
  const planFor = await openPlans(db, question, { clinic, rows })

  const invitees: Invitee[] = []
  const others = new Map<NotInvitedReason, number>()
  let heldOut = 0
  let firstAt: Temporal.Instant | null = null
  for (const row of rows) {
    const plan = row.reason === null ? planFor(row) : null
    const candidate = { reason: row.reason, isHeldOut: row.heldOutId !== null, firstAt: plan?.nextAt ?? null }
    if (candidate.isHeldOut && whyNotInvited(candidate, true) === null) heldOut += 1
    const reason = whyNotInvited(candidate, question.withHeldOut)
    if (reason !== null || plan === null) {
      others.set(reason ?? 'nothing_to_send', (others.get(reason ?? 'nothing_to_send') ?? 0) + 1)
      continue
    }
    invitees.push({ ...row, nextAt: plan.nextAt })
    if (firstAt === null || Temporal.Instant.compare(plan.leavesAt, firstAt) < 0) firstAt = plan.leavesAt
  }
  const notInvited = [...others]
    .map(([reason, patients]) => ({ reason, patients }))
    .sort((one, other) => other.patients - one.patients || (one.reason < other.reason ? -1 : 1))
  return ok({ patients: rows.length, invitees, notInvited, heldOut, firstAt })
}

interface FirstPlan {
  readonly nextAt: Temporal.Instant
  /** The same, once quiet hours have let it through. */
  readonly leavesAt: Temporal.Instant
}

/** The first contact of each, worked out once for all who are alike in everything it depends on. */
async function openPlans(
  db: Db,
  { campaign, messages, rules }: InvitationQuestion,
  { clinic, rows }: { readonly clinic: ClinicProfile; readonly rows: readonly CandidateRow[] },
): Promise<(row: CandidateRow) => FirstPlan | null> {
  const versions = new Set(rows.flatMap(({ heldOutVersion }) => heldOutVersion ?? []))
  const pinned = await readVersions(
    db,
    [...versions].map((version) => ({ campaignId: campaign.id, version })),
  )
  const known = new Map<string, FirstPlan | null>()
  const plan = (row: CandidateRow): FirstPlan | null => {
    const version = row.heldOutVersion ?? campaign.version
    const document = pinned.get(versionKey(campaign.id, version)) ?? campaign.document
    const zone = row.zone ?? clinic.zone
    const contact = firstContact(document, {
      dueDate: row.anchorOn,
      zone,
      usableChannels: row.channels ?? [],
      now: db.now,
    })
    if (contact === null) return null
    const message = messageFor(contact.step, { band: row.band, situation: null })
    const quietUntil = rules.quietUntil({
      country: clinic.country,
      region: row.region ?? clinic.region,
      purpose: messages.messages.get(message)?.purpose ?? document.purpose,
      now: contact.at,
      zones: [...new Set([zone, clinic.zone])],
    })
    return { nextAt: contact.at, leavesAt: quietUntil ?? contact.at }
  }
  return (row) => {
    const { anchorOn, zone, region, channels, band, heldOutVersion } = row
    const key = [anchorOn.toString(), zone, region, channels?.join('+'), band, heldOutVersion].join('|')
    const found = known.get(key)
    if (found !== undefined) return found
    const made = plan(row)
    known.set(key, made)
    return made
  }
}
