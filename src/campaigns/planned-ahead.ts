import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { openPlanningDesk, type PlanningDesk } from './planning-desk.ts'
import { readVersions, versionKey } from './read-campaign.ts'
import type { LapseBand } from './rules/campaign-document.ts'
import { nextStep } from './rules/sequence.ts'
import { readContacts, readReactions } from './store.ts'

/** Contacts of one campaign and channel that fall due in one hour, before the gate has looked at them. */
export interface PlannedBatch {
  readonly at: Temporal.Instant
  readonly channel: 'sms' | 'email'
  readonly campaignId: string
  readonly messages: number
}

interface PlannedRow {
  readonly id: string
  readonly campaignId: string
  readonly version: number
  readonly patientId: string
  readonly band: LapseBand | null
  readonly anchorOn: Temporal.PlainDate
  readonly enrolledAt: Temporal.Instant
  readonly contacts: unknown
  readonly reactions: unknown
}

/**
 * What the sequences of running campaigns will ask to send until a moment, by hour. Asks the same rule as the planner
 * and writes nothing; the next `most` enrolments are looked at.
 */
export async function plannedAhead(
  db: ModuleDb<'campaigns'>,
  { until, most }: { readonly until: Temporal.Instant; readonly most: number },
): Promise<readonly PlannedBatch[]> {
  const rows = await db.sql<PlannedRow>(sql`
    select e.id, e.campaign_id as "campaignId", e.version, e.patient_id as "patientId", e.band, e.anchor_on as "anchorOn",
      e.enrolled_at as "enrolledAt", e.contacts, e.reactions
    from campaigns.enrolment e
    join campaigns.campaign c on c.clinic_id = e.clinic_id and c.id = e.campaign_id and c.state = 'running'
    where e.clinic_id = ${db.clinicId} and e.state = 'active' and e.arm = 'contacted' and e.next_at <= ${until}
    order by e.next_at, e.id limit ${most}`)
  if (rows.length === 0) return []
  const documents = await readVersions(db, rows)
  const desk = await openPlanningDesk(
    db,
    rows.map((row) => row.patientId),
  )
  const batches = new Map<string, PlannedBatch>()
  for (const row of rows) {
    const document = documents.get(versionKey(row.campaignId, row.version))
    const next =
      document === undefined
        ? null
        : nextStep(document, stateOf(row, desk, { now: db.now, isRecall: document.kind === 'recall' }))
    if (next?.kind !== 'contact' || Temporal.Instant.compare(next.at, until) > 0) continue
    const at = next.at.round({ smallestUnit: 'hour', roundingMode: 'floor' })
    const channel = next.channel === 'email' ? 'email' : 'sms'
    const key = `${at.toString()} ${channel} ${row.campaignId}`
    const batch = batches.get(key) ?? { at, channel, campaignId: row.campaignId, messages: 0 }
    batches.set(key, { ...batch, messages: batch.messages + 1 })
  }
  return [...batches.values()]
}

function stateOf(
  row: PlannedRow,
  desk: PlanningDesk,
  asked: { readonly now: Temporal.Instant; readonly isRecall: boolean },
) {
  const patient = desk.patients.get(row.patientId)
  if (patient === undefined) throw new Error('an enrolment without its patient')
  return {
    enrolledAt: row.enrolledAt,
    dueDate: asked.isRecall ? row.anchorOn : null,
    zone: patient.zone,
    hasFutureAppointment: patient.visitAheadAt !== null,
    usableChannels: (['sms', 'email'] as const).filter(
      (channel) => patient.contactPoints[channel] !== undefined && desk.accounts[channel] !== undefined,
    ),
    contacts: readContacts(row.contacts),
    reactions: readReactions(row.reactions),
    now: asked.now,
  }
}
