import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { WorkKind } from '../rules/work-kinds.ts'

type Db = ModuleDb<'insights'>

export interface WorkFact {
  readonly id: string
  readonly kind: WorkKind
  readonly need: string | null
  readonly since: Temporal.Instant
  readonly patientId: string | null
  readonly patientName: string | null
  readonly address: string | null
  readonly text: string | null
  readonly threadId: string | null
  readonly appointmentId: string | null
  readonly startsAt: Temporal.Instant | null
  readonly minutes: number | null
  readonly service: string | null
  readonly resource: string | null
  readonly askedTimes: number
  readonly reason: string | null
  readonly channel: 'sms' | 'email' | null
  readonly submittedAt: Temporal.Instant | null
  readonly messageKey: string | null
}

/** More than this of one kind is a flood that a list does not help with; the oldest are shown. */
const mostOfKind = 500

/** Everything that waits for a person now. `tomorrow`: the next local day, whose unconfirmed visits are called about. */
export async function workFacts(
  db: Db,
  tomorrow: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
): Promise<readonly WorkFact[]> {
  return db.sql<WorkFact>(sql`
    (${threads(db)}) union all (${refusals(db)}) union all (${unanswered(db)}) union all (${unconfirmed(db, tomorrow)})
    union all (${uncancelled(db)})
    union all (${copied(db)}) union all (${uncertain(db)})`)
}

/** Columns of one kind; what it does not have is null. */
function facts(columns: {
  readonly kind: WorkKind
  readonly id: RawBuilder<unknown>
  readonly since: RawBuilder<unknown>
  readonly rest: RawBuilder<unknown>
}): RawBuilder<unknown> {
  return sql`${columns.kind}::text || ':' || ${columns.id} as id, ${columns.kind}::text as kind, ${columns.since} as since, ${columns.rest}`
}

function threads(db: Db): RawBuilder<unknown> {
  const rest = sql`t.needs as need, p.id as "patientId", p.full_name as "patientName", c.value as address, left(t.last_text, 160) as text,
    t.id as "threadId", null::uuid as "appointmentId", null::timestamptz as "startsAt", null::int as minutes, null::text as service, null::text as resource,
    0 as "askedTimes", null::text as reason, t.channel, null::timestamptz as "submittedAt", null::text as "messageKey"`
  return sql`
    select ${facts({ kind: 'thread', id: sql`t.id`, since: sql`t.waiting_since`, rest })}
    from conversations.thread t
    join patients.contact_point c on c.clinic_id = t.clinic_id and c.id = t.contact_point_id
    left join patients.patient p on p.clinic_id = t.clinic_id and p.id = t.patient_id
    where t.clinic_id = ${db.clinicId} and t.state = 'open' and t.waiting_since is not null
    order by t.waiting_since limit ${mostOfKind}`
}

const visitColumns = (db: Db, askedTimes: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  null::text as need, p.id as "patientId", p.full_name as "patientName", null::text as address, null::text as text,
  null::uuid as "threadId", a.id as "appointmentId", a.starts_at as "startsAt", round(extract(epoch from a.ends_at - a.starts_at) / 60)::int as minutes,
  s.name as service, (select r.name from scheduling.occupancy o
    join scheduling.resource r on r.clinic_id = o.clinic_id and r.id = o.resource_id
    where o.clinic_id = ${db.clinicId} and o.appointment_id = a.id order by r.kind = 'practitioner' desc, r.name limit 1) as resource,
  ${askedTimes} as "askedTimes", a.practice_reason as reason, null::text as channel, null::timestamptz as "submittedAt",
  null::text as "messageKey"`

const visitTables = (db: Db): RawBuilder<unknown> => sql`
  scheduling.appointment a
  join patients.patient p on p.clinic_id = a.clinic_id and p.id = a.patient_id
  left join scheduling.service s on s.clinic_id = ${db.clinicId} and s.id = a.service_id`

/** Refused by the practice system, still ahead, and nothing booked since. */
function refusals(db: Db): RawBuilder<unknown> {
  return sql`
    select ${facts({ kind: 'refused', id: sql`a.id`, since: sql`a.changed_at`, rest: visitColumns(db, sql`0`) })}
    from ${visitTables(db)}
    where a.clinic_id = ${db.clinicId} and a.practice_state = 'refused' and a.starts_at > ${db.now} and not p.is_deceased
      and not exists (select 1 from scheduling.appointment n where n.clinic_id = a.clinic_id and n.patient_id = a.patient_id
        and n.created_at > a.created_at and n.state in ('booked', 'fulfilled') and n.practice_state <> 'refused')
    order by a.starts_at limit ${mostOfKind}`
}

/** The practice system never said whether it has them; the patient was told that the front desk confirms. */
function unanswered(db: Db): RawBuilder<unknown> {
  return sql`
    select ${facts({ kind: 'unanswered', id: sql`a.id`, since: sql`a.changed_at`, rest: visitColumns(db, sql`0`) })}
    from ${visitTables(db)}
    where a.clinic_id = ${db.clinicId} and a.practice_state = 'timed_out' and a.state = 'booked' and a.starts_at > ${db.now}
      and not p.is_deceased
    order by a.starts_at limit ${mostOfKind}`
}

/** Cancelled here, and the practice system never said that it knows: a chair may be kept for nobody. */
function uncancelled(db: Db): RawBuilder<unknown> {
  return sql`
    select ${facts({ kind: 'uncancelled', id: sql`a.id`, since: sql`a.changed_at`, rest: visitColumns(db, sql`0`) })}
    from ${visitTables(db)}
    where a.clinic_id = ${db.clinicId} and a.practice_state = 'timed_out' and a.state = 'cancelled' and a.starts_at > ${db.now}
    order by a.starts_at limit ${mostOfKind}`
}

/** The practice system has them more than once: which of them stays is for staff to say there. */
function copied(db: Db): RawBuilder<unknown> {
  return sql`
    select ${facts({ kind: 'copied', id: sql`a.id`, since: sql`a.changed_at`, rest: visitColumns(db, sql`0`) })}
    from ${visitTables(db)}
    where a.clinic_id = ${db.clinicId} and a.practice_reason = 'copies_there' and a.practice_state = 'confirmed'
      and a.state = 'booked' and a.starts_at > ${db.now} and not p.is_deceased
    order by a.starts_at limit ${mostOfKind}`
}

/** Asked at least once, by a message that went out, and no answer; who was never asked is not late with one. */
function unconfirmed(
  db: Db,
  { from, to }: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
): RawBuilder<unknown> {
  const rest = visitColumns(db, sql`asked.times`)
  return sql`
    select ${facts({ kind: 'unconfirmed', id: sql`a.id`, since: sql`asked.first_at`, rest })}
    from ${visitTables(db)}
    join lateral (
      select count(*)::int as times, min(coalesce(m.submitted_at, m.settled_at)) as first_at from outreach.message m
      where m.clinic_id = ${db.clinicId} and m.subject_key = 'appointment:' || a.id and m.state = 'accepted' and not m.is_reply) asked
      on asked.times > 0
    where a.clinic_id = ${db.clinicId} and a.state = 'booked' and a.confirmation = 'open'
      and a.starts_at >= ${from} and a.starts_at < ${to}
    order by a.starts_at limit ${mostOfKind}`
}

/** Messages of which nobody knows whether they went out, for longer than receipts and queries take. */
function uncertain(db: Db): RawBuilder<unknown> {
  const rest = sql`null::text as need, p.id as "patientId", p.full_name as "patientName", null::text as address, null::text as text,
    null::uuid as "threadId", null::uuid as "appointmentId", null::timestamptz as "startsAt", null::int as minutes, null::text as service, null::text as resource,
    0 as "askedTimes", m.state_reason as reason, m.channel, m.submitted_at as "submittedAt", m.kind as "messageKey"`
  return sql`
    select ${facts({ kind: 'uncertain', id: sql`m.id`, since: sql`m.submitted_at`, rest })}
    from outreach.message m join patients.patient p on p.clinic_id = m.clinic_id and p.id = m.patient_id
    where m.clinic_id = ${db.clinicId} and m.state = 'ambiguous' and m.submitted_at <= ${db.now.subtract({ hours: 1 })}
    order by m.submitted_at limit ${mostOfKind}`
}
