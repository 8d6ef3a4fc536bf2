import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { uuidFloor } from '../../platform/ids/uuid-floor.ts'

type Db = ModuleDb<'insights'>

export interface ByItself {
  readonly planned: number
  readonly sent: number
  readonly withheld: number
  readonly failed: number
  readonly answers: number
  readonly answersLeft: number
  readonly booked: number
  readonly bookedFromOutreach: number
  readonly optedOut: number
}

/** A message that could not go out is given up after this long: older rows of the outbox are settled. */
const longestWaitDays = 10

/**
 * What ran since a moment without anybody. Planned: every contact that was to go out, counted once whatever became of it;
 * answers of the system to a patient's own words are not planned contacts.
 */
export async function byItselfSince(db: Db, since: Temporal.Instant): Promise<ByItself> {
  const [row] = await db.sql<ByItself>(sql`
    with message as materialized (
      select m.subject_key, m.step_key, m.state from outreach.message m
      where m.clinic_id = ${db.clinicId} and m.id >= ${uuidFloor(since.subtract({ hours: 24 * longestWaitDays }))}::uuid
        and not m.is_reply and (m.settled_at >= ${since}
        or m.planned_at >= ${since} and m.state in ('queued', 'submitting', 'ambiguous'))
    ),
    kept_back as materialized (
      select distinct d.subject_key, d.step_key from outreach.decision d
      where d.clinic_id = ${db.clinicId} and d.id >= ${uuidFloor(since)}::uuid and d.at >= ${since} and d.outcome in ('skip', 'exit')
    ),
    contact as (
      select subject_key, step_key, bool_or(state = 'accepted') as is_sent, bool_or(state = 'failed') as is_failed, false as is_kept_back
      from message group by 1, 2
      union all
      select subject_key, step_key, false, false, true from kept_back
    ),
    counted as (
      select subject_key, step_key, bool_or(is_sent) as is_sent, bool_or(is_failed) as is_failed, bool_or(is_kept_back) as is_kept_back
      from contact group by 1, 2
    )
    select count(*)::int as planned, count(*) filter (where is_sent)::int as sent,
      count(*) filter (where is_kept_back and not is_sent)::int as withheld,
      count(*) filter (where is_failed and not is_sent and not is_kept_back)::int as failed,
      (select count(*)::int from conversations.thread t join conversations.entry e on e.clinic_id = t.clinic_id and e.thread_id = t.id
        where t.clinic_id = ${db.clinicId} and t.last_at >= ${since} and e.at >= ${since} and e.direction = 'in') as answers,
      (select count(*)::int from conversations.thread t
        where t.clinic_id = ${db.clinicId} and t.state = 'open' and t.waiting_since is not null) as "answersLeft",
      ${visitsBooked(db, since)},
      (select count(distinct a.detail->>'contactPointId')::int from clinic.audit a
        where a.clinic_id = ${db.clinicId} and a.at >= ${since} and a.action = 'consent.withdrawn'
          and a.detail->>'method' in ('sms', 'email', 'link', 'page')) as "optedOut"
    from counted`)
  if (row === undefined) throw new Error('a statement of aggregates gave no row')
  return row
}

const visitsBooked = (db: Db, since: Temporal.Instant) => sql`
  (select count(*)::int from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and a.starts_at > ${since} and a.created_at >= ${since} and a.booked_via in ('page', 'sms', 'simulation')
      and a.replaces is null and a.state = 'booked') as booked,
  (select count(*)::int from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and a.starts_at > ${since} and a.created_at >= ${since} and a.origin like 'campaign:%'
      and a.replaces is null and a.state = 'booked') as "bookedFromOutreach"`

export interface Welcome {
  readonly appointmentId: string
  readonly patientId: string
  readonly patientName: string
  readonly startsAt: Temporal.Instant
  readonly lastVisit: Temporal.Instant
  readonly service: string | null
  readonly resource: string | null
  readonly isFromRecall: boolean
}

/** Who comes today after at least a year away; a first visit is no return. */
export async function welcomeBack(
  db: Db,
  today: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
  awaySince: Temporal.Instant,
): Promise<readonly Welcome[]> {
  return db.sql<Welcome>(sql`
    select a.id as "appointmentId", p.id as "patientId", p.full_name as "patientName", a.starts_at as "startsAt", v.last_end as "lastVisit",
      s.name as service, coalesce(a.origin like 'campaign:%', false) as "isFromRecall",
      (select r.name from scheduling.occupancy o join scheduling.resource r on r.clinic_id = o.clinic_id and r.id = o.resource_id
        where o.clinic_id = ${db.clinicId} and o.appointment_id = a.id order by r.kind = 'practitioner' desc, r.name limit 1) as resource
    from (
      select id from scheduling.appointment where clinic_id = ${db.clinicId} and state = 'booked'
        and starts_at >= ${today.from} and starts_at < ${today.to}
      union
      select o.appointment_id from scheduling.resource r
        join scheduling.occupancy o on o.clinic_id = r.clinic_id and o.resource_id = r.id and o.state <> 'released'
        where r.clinic_id = ${db.clinicId} and o.ends_at > ${today.from} and o.starts_at < ${today.to}) t
    join scheduling.appointment a on a.clinic_id = ${db.clinicId} and a.id = t.id
    join patients.patient p on p.clinic_id = a.clinic_id and p.id = a.patient_id
    left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
    join lateral (select max(v.ended_at) as last_end from scheduling.visit v
      where v.clinic_id = ${db.clinicId} and v.patient_id = a.patient_id and v.status = 'finished' and v.ended_at < ${today.from}) v
      on v.last_end <= ${awaySince}
    where a.clinic_id = ${db.clinicId} and a.starts_at >= ${today.from} and a.starts_at < ${today.to} and a.state in ('booked', 'fulfilled')
    order by a.starts_at, a.id limit 100`)
}
