import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { GateCheck } from '../../outreach/rules/gate.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { notingDecisions } from '../../recall/rules/cleanup.ts'
import { historyFacts } from '../contract/history-facts.ts'
import type { HistoryKind } from '../rules/timeline-kinds.ts'
import { recordsOf } from './records-of.ts'

type Db = ModuleDb<'insights'>

const instant = z.string().transform((text) => Temporal.Instant.from(text))
// The gate alone writes traces; what it writes is its own type.
const trace = z.array(
  z.custom<GateCheck>((value) => typeof value === 'object' && value !== null && 'check' in value),
)

const shapes = {
  message: z.object({
    ...historyFacts.message,
    deliveredAt: instant.nullable(),
    clickedAt: instant.nullable(),
    trace,
  }),
  received: z.object(historyFacts.received),
  decision: z.object({ ...historyFacts.decision, holdUntil: instant.nullable(), origin: z.string(), trace }),
  visit: z.object({ ...historyFacts.visit, startsAt: instant.nullable() }),
  enrolment: z.object(historyFacts.enrolment),
  consent: z.object({ ...historyFacts.consent, addressKind: z.enum(['phone', 'email']) }),
  change: z.object(historyFacts.change),
} as const satisfies Record<HistoryKind, z.ZodType>

type Shapes = typeof shapes

/** One fact of a patient's history; `at` is when it became true for the patient. */
export type HistoryEntry = {
  [Kind in HistoryKind]: {
    readonly kind: Kind
    readonly id: string
    readonly at: Temporal.Instant
  } & z.output<Shapes[Kind]>
}[HistoryKind]

export interface HistoryQuestion {
  readonly patientId: string
  readonly kinds: readonly HistoryKind[]
  /** `refusals`: decisions that let something out or only put it off are left out. */
  readonly decisions: 'all' | 'refusals'
}

export interface HistoryPlace {
  readonly at: Temporal.Instant
  readonly id: string
}

interface Row {
  readonly kind: HistoryKind
  readonly id: string
  readonly at: Temporal.Instant
  readonly data: unknown
}

/** Facts from one place on: older ones newest first, or newer ones oldest first. */
export async function readHistory(
  db: Db,
  question: HistoryQuestion,
  page: { readonly direction: 'older' | 'newer'; readonly from: HistoryPlace | null; readonly most: number },
): Promise<readonly HistoryEntry[]> {
  const isOlder = page.direction === 'older'
  const beyond =
    page.from === null
      ? sql`true`
      : isOlder
        ? sql`(h.at, h.id) < (${page.from.at}::timestamptz, ${page.from.id}::text)`
        : sql`(h.at, h.id) > (${page.from.at}::timestamptz, ${page.from.id}::text)`
  const rows = await db.sql<Row>(sql`
    select h.kind, h.id, h.at, h.data from (${historyQuery(db, question)}) h (kind, id, at, data)
    where ${beyond} order by ${isOlder ? sql`h.at desc, h.id desc` : sql`h.at, h.id`} limit ${page.most}`)
  return rows.map(entryOf)
}

export async function countHistory(
  db: Db,
  question: HistoryQuestion,
): Promise<{ readonly total: number; readonly since: Temporal.Instant | null }> {
  const [row] = await db.sql<{ total: number; since: Temporal.Instant | null }>(sql`
    select count(*)::int as total, min(h.at) as since from (${historyQuery(db, question)}) h (kind, id, at, data)`)
  return row ?? { total: 0, since: null }
}

function entryOf({ kind, id, at, data }: Row): HistoryEntry {
  switch (kind) {
    case 'message':
      return { kind, id, at, ...shapes.message.parse(data) }
    case 'received':
      return { kind, id, at, ...shapes.received.parse(data) }
    case 'decision':
      return { kind, id, at, ...shapes.decision.parse(data) }
    case 'visit':
      return { kind, id, at, ...shapes.visit.parse(data) }
    case 'enrolment':
      return { kind, id, at, ...shapes.enrolment.parse(data) }
    case 'consent':
      return { kind, id, at, ...shapes.consent.parse(data) }
    case 'change':
      return { kind, id, at, ...shapes.change.parse(data) }
  }
}

function historyQuery(db: Db, question: HistoryQuestion): RawBuilder<unknown> {
  const parts = question.kinds.map((kind) => branches[kind](db, question))
  return sql.join(parts, sql` union all `)
}

const campaignOf = (origin: RawBuilder<unknown>, clinicId: string): RawBuilder<unknown> => sql`(
  select json_build_object('id', k.id, 'name', k.name) from campaigns.campaign k
  where k.clinic_id = ${clinicId} and ${origin} = 'campaign:' || k.id)`

const branches: Readonly<Record<HistoryKind, (db: Db, question: HistoryQuestion) => RawBuilder<unknown>>> = {
  message: (db, { patientId }) => sql`
    select 'message' as kind, m.id::text as id, coalesce(m.submitted_at, m.settled_at, m.planned_at) as at, json_build_object(
      'channel', m.channel, 'message', m.kind, 'language', m.language, 'subject', m.subject, 'text', m.body, 'state', m.state,
      'reason', m.state_reason, 'delivery', m.delivery, 'deliveredAt', m.delivered_at,
      'clickedAt', coalesce(m.clicked_at, (select min(l.opened_at) from outreach.page_link l
        where l.clinic_id = m.clinic_id and l.subject_key = m.subject_key and l.message_id = m.id and l.purpose <> 'unsubscribe')),
      'isReply', m.is_reply, 'campaign', ${campaignOf(sql`m.origin`, db.clinicId)}, 'step', m.step_key, 'parts', m.parts,
      'costMinor', m.cost_minor, 'trace', coalesce((select d.trace from outreach.decision d
        where d.clinic_id = m.clinic_id and d.patient_id = m.patient_id and d.message_id = m.id order by d.at desc, d.id desc limit 1), m.trace)) as data
    from outreach.message m where m.clinic_id = ${db.clinicId} and m.patient_id = ${recordsOf(db, patientId)}`,
  received: (db, { patientId }) => sql`
    select 'received', e.id::text, e.at, json_build_object(
      'channel', t.channel, 'text', e.text, 'intent', e.understood->>'intent', 'threadId', t.id)
    from conversations.thread t
    join conversations.entry e on e.clinic_id = t.clinic_id and e.thread_id = t.id and e.direction = 'in'
    where t.clinic_id = ${db.clinicId} and (t.patient_id = ${recordsOf(db, patientId)} or t.contact_point_id in (
      select c.contact_point_id from patients.patient_contact c
      where c.clinic_id = ${db.clinicId} and c.patient_id = ${recordsOf(db, patientId)} and c.ended_at is null))`,
  decision: (db, { patientId, decisions }) => sql`
    select 'decision', d.id::text, d.at, json_build_object(
      'channel', (select m.channel from outreach.message m where m.clinic_id = d.clinic_id and m.id = d.message_id),
      'step', d.step_key, 'stage', d.stage, 'outcome', d.outcome, 'reason', d.reason, 'holdUntil', d.hold_until,
      'messageId', d.message_id, 'origin', d.origin, 'campaign', ${campaignOf(sql`d.origin`, db.clinicId)}, 'trace', d.trace)
    from outreach.decision d where d.clinic_id = ${db.clinicId} and d.patient_id = ${recordsOf(db, patientId)}
      ${decisions === 'all' ? sql`` : sql`and d.outcome in ('skip', 'exit')`}`,
  visit: (db, { patientId }) => sql`
    select 'visit', a.id || ':' || n.news, n.at, json_build_object(
      'news', n.news, 'appointmentId', a.id, 'startsAt', a.starts_at,
      'minutes', round(extract(epoch from a.ends_at - a.starts_at) / 60)::int, 'service', s.name, 'resource', ${resourceOf(db)},
      'via', a.booked_via, 'reason', case when n.news = 'refused' then coalesce(a.practice_reason, a.ended_reason) else a.ended_reason end,
      'campaign', ${campaignOf(sql`a.origin`, db.clinicId)})
    from scheduling.appointment a
    left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
    cross join lateral (
      select 'booked' as news, a.created_at as at where a.state not in ('held', 'expired') and (a.booked_via <> 'import' or a.starts_at > ${db.now})
      union all select case when a.practice_state = 'refused' then 'refused' else 'cancelled' end, a.changed_at where a.state = 'cancelled'
      union all select 'missed', a.starts_at where a.state = 'no_show'
      union all select 'kept', a.starts_at where a.state = 'fulfilled' and not exists (select 1 from scheduling.visit v
        where v.clinic_id = a.clinic_id and v.patient_id = a.patient_id and v.appointment_id = a.id and v.status = 'finished')) n
    where a.clinic_id = ${db.clinicId} and a.patient_id = ${recordsOf(db, patientId)}
    union all
    select 'visit', v.id::text, coalesce(v.started_at, v.ended_at), json_build_object(
      'news', 'kept', 'appointmentId', v.appointment_id, 'startsAt', v.started_at,
      'minutes', round(extract(epoch from v.ended_at - v.started_at) / 60)::int, 'service', coalesce(v.kind, v.kind_code), 'resource', r.name,
      'via', null, 'reason', v.reason, 'campaign', ${campaignOf(sql`a.origin`, db.clinicId)})
    from scheduling.visit v left join scheduling.resource r on r.clinic_id = v.clinic_id and r.id = v.resource_id
    left join scheduling.appointment a on a.clinic_id = v.clinic_id and a.id = v.appointment_id and a.patient_id = v.patient_id
    where v.clinic_id = ${db.clinicId} and v.patient_id = ${recordsOf(db, patientId)} and v.status = 'finished' and coalesce(v.started_at, v.ended_at) is not null`,
  enrolment: (db, { patientId }) => sql`
    select 'enrolment', e.id || ':' || n.news, n.at, json_build_object(
      'news', n.news, 'arm', case when n.news = 'enrolled' and e.was_held_out then 'hold_out' else e.arm end,
      'by', case when n.news = 'invited' then e.invited_by end, 'campaign', json_build_object('id', k.id, 'name', k.name), 'band', e.band, 'typeKey', e.type_key,
      'reason', case when n.news = 'closed' then coalesce(e.close_reason, e.state) end)
    from campaigns.enrolment e
    join campaigns.campaign k on k.clinic_id = e.clinic_id and k.id = e.campaign_id
    cross join lateral (
      select 'enrolled' as news, e.enrolled_at as at where e.invited_at is null or e.was_held_out
      union all select 'invited', e.invited_at where e.invited_at is not null
      union all select 'closed', e.closed_at where e.closed_at is not null) n
    where e.clinic_id = ${db.clinicId} and e.patient_id = ${recordsOf(db, patientId)}`,
  consent: (db, { patientId }) => sql`
    select 'consent', l.id::text, l.at, json_build_object(
      'channel', l.channel, 'purpose', l.purpose, 'state', l.state, 'method', l.method, 'evidence', l.evidence,
      'addressKind', p.kind, 'address', p.value)
    from patients.consent l
    join patients.contact_point p on p.clinic_id = l.clinic_id and p.id = l.contact_point_id
    where l.clinic_id = ${db.clinicId} and (l.patient_id = ${recordsOf(db, patientId)} or l.patient_id is null and l.contact_point_id in (
      select c.contact_point_id from patients.patient_contact c where c.clinic_id = ${db.clinicId} and c.patient_id = ${recordsOf(db, patientId)}))`,
  change: (db, { patientId }) => sql`
    select 'change', a.id::text, a.at, json_build_object('action', a.action, 'actorKind', a.actor_kind, 'actorName', a.actor_name,
      'driftReason', w.reason)
    from clinic.audit a
    left join recall.drift_reason w on w.clinic_id = a.clinic_id and a.action = 'drift_reason.recorded'
      and w.patient_id = ${recordsOf(db, patientId)} and w.id::text = a.detail ->> 'id'
    where a.clinic_id = ${db.clinicId} and a.subject_kind = 'patient' and a.subject_id = ${recordsOf(db, patientId, 'text')}
      and a.action not in ('consent.given', 'consent.withdrawn')
      -- What a decision of the clean-up did has an entry of its own.
      and (a.action <> 'cleanup.decided' or a.detail ->> 'decision' = any(${[...notingDecisions]}::text[]))`,
}

const resourceOf = (db: Db): RawBuilder<unknown> => sql`(
  select r.name from scheduling.occupancy o join scheduling.resource r on r.clinic_id = o.clinic_id and r.id = o.resource_id
  where o.clinic_id = ${db.clinicId} and o.appointment_id = a.id order by r.kind = 'practitioner' desc, r.name limit 1)`
