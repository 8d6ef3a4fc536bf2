import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { openPlanningDesk, type PlanningDesk } from './planning-desk.ts'
import { readVersions, versionKey } from './read-campaign.ts'
import { nextAppointmentStep } from './rules/appointment-stream.ts'
import type { Channel } from './rules/campaign-document.ts'
import { nextStep } from './rules/sequence.ts'
import { visitProgramme } from './run-visit-stream.ts'
import { readContacts, readReactions } from './store.ts'

type Db = ModuleDb<'campaigns'>

/** Contacts by one channel that fall due in one hour, before the gate has looked at them. */
export interface PlannedBatch {
  readonly at: Temporal.Instant
  readonly channel: 'sms' | 'email'
  /** Null: messages about booked visits. */
  readonly campaignId: string | null
  readonly messages: number
  /** More falls due than was looked at. */
  readonly isAtLeast: boolean
}

export interface AheadQuestion {
  readonly until: Temporal.Instant
  /** Enrolments, and visits, looked at. */
  readonly most: number
}

interface DueContact {
  readonly at: Temporal.Instant
  readonly channel: Channel
  readonly campaignId: string | null
}

/**
 * What running campaigns and booked visits will ask to send until a moment, by hour. Asks the rules that the planner
 * asks and writes nothing.
 */
export async function plannedAhead(db: Db, question: AheadQuestion): Promise<readonly PlannedBatch[]> {
  const batches = new Map<string, PlannedBatch>()
  for (const { contacts, isAtLeast } of [
    await invitationsAhead(db, question),
    await visitsAhead(db, question),
  ]) {
    for (const { at: moment, channel: by, campaignId } of contacts) {
      if (Temporal.Instant.compare(moment, question.until) > 0) continue
      const at = moment.round({ smallestUnit: 'hour', roundingMode: 'floor' })
      const channel = by === 'email' ? 'email' : 'sms'
      const key = `${at.toString()} ${channel} ${campaignId}`
      const messages = (batches.get(key)?.messages ?? 0) + 1
      batches.set(key, { at, channel, campaignId, messages, isAtLeast })
    }
  }
  return [...batches.values()]
}

interface Ahead {
  readonly contacts: readonly DueContact[]
  readonly isAtLeast: boolean
}

interface EnrolmentRow {
  readonly campaignId: string
  readonly version: number
  readonly patientId: string
  readonly anchorOn: Temporal.PlainDate
  readonly enrolledAt: Temporal.Instant
  readonly contacts: unknown
  readonly reactions: unknown
}

async function invitationsAhead(db: Db, { until, most }: AheadQuestion): Promise<Ahead> {
  const rows = await db.sql<EnrolmentRow>(sql`
    select e.campaign_id as "campaignId", e.version, e.patient_id as "patientId", e.anchor_on as "anchorOn",
      coalesce(e.invited_at, e.enrolled_at) as "enrolledAt", e.contacts, e.reactions
    from campaigns.enrolment e
    join campaigns.campaign c on c.clinic_id = e.clinic_id and c.id = e.campaign_id and c.state = 'running'
    where e.clinic_id = ${db.clinicId} and e.state = 'active' and e.arm = 'contacted' and e.next_at <= ${until}
    order by e.next_at, e.id limit ${most}`)
  if (rows.length === 0) return { contacts: [], isAtLeast: false }
  const documents = await readVersions(db, rows)
  const desk = await openPlanningDesk(db, [...new Set(rows.map((row) => row.patientId))])
  const contacts = rows.flatMap((row): readonly DueContact[] => {
    const document = documents.get(versionKey(row.campaignId, row.version))
    const patient = desk.patients.get(row.patientId)
    if (document === undefined || patient === undefined)
      throw new Error('an enrolment without its version or patient')
    const next = nextStep(document, {
      enrolledAt: row.enrolledAt,
      dueDate: document.kind === 'recall' ? row.anchorOn : null,
      zone: patient.zone,
      hasFutureAppointment: patient.visitAheadAt !== null,
      usableChannels: usableChannels(desk, row.patientId),
      contacts: readContacts(row.contacts),
      reactions: readReactions(row.reactions),
      now: db.now,
    })
    return next.kind === 'contact' ? [{ at: next.at, channel: next.channel, campaignId: row.campaignId }] : []
  })
  return { contacts, isAtLeast: rows.length === most }
}

interface VisitRow {
  readonly patientId: string
  readonly contacts: unknown
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly bookedAt: Temporal.Instant
  readonly status: 'booked' | 'confirmed' | 'missed'
}

async function visitsAhead(db: Db, { until, most }: AheadQuestion): Promise<Ahead> {
  const steps = (await visitProgramme(db))?.document.appointmentSteps ?? []
  if (steps.length === 0) return { contacts: [], isAtLeast: false }
  const rows = await db.sql<VisitRow>(sql`
    select s.patient_id as "patientId", s.contacts, a.starts_at as "startsAt", a.ends_at as "endsAt", a.created_at as "bookedAt",
      case when a.state = 'no_show' then 'missed' when a.confirmation = 'confirmed' then 'confirmed' else 'booked' end as status
    from campaigns.visit_stream s
    join scheduling.appointment a on a.clinic_id = s.clinic_id and a.id = s.appointment_id and a.state in ('booked', 'no_show')
    where s.clinic_id = ${db.clinicId} and s.next_at <= ${until}
    order by s.next_at, s.appointment_id limit ${most}`)
  if (rows.length === 0) return { contacts: [], isAtLeast: false }
  const desk = await openPlanningDesk(db, [...new Set(rows.map((row) => row.patientId))])
  const contacts = rows.flatMap((row): readonly DueContact[] => {
    const next = nextAppointmentStep(steps, {
      ...row,
      contacts: readContacts(row.contacts),
      zone: desk.clinic.zone,
      usableChannels: usableChannels(desk, row.patientId),
      now: db.now,
    })
    return next.kind === 'contact' ? [{ at: next.at, channel: next.channel, campaignId: null }] : []
  })
  return { contacts, isAtLeast: rows.length === most }
}

function usableChannels(desk: PlanningDesk, patientId: string): readonly Channel[] {
  const points = desk.patients.get(patientId)?.contactPoints ?? {}
  return (['sms', 'email'] as const).filter(
    (channel) => points[channel] !== undefined && desk.accounts[channel] !== undefined,
  )
}
