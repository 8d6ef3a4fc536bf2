import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'

type Db = ModuleDb<'conversations'>

export interface HistoryRow {
  readonly id: string
  readonly direction: 'in' | 'out' | 'event'
  readonly text: string
  readonly at: Temporal.Instant
  readonly understood: Readonly<Record<string, unknown>> | null
  readonly visitAt: Temporal.Instant | null
  readonly messageId: string | null
  readonly origin: string | null
  readonly campaignId: string | null
  readonly campaignName: string | null
  readonly staffName: string | null
  readonly state:
    | 'queued'
    | 'withheld'
    | 'expired'
    | 'submitting'
    | 'accepted'
    | 'failed'
    | 'ambiguous'
    | null
  readonly delivery: 'none' | 'enroute' | 'delivered' | 'failed' | null
}

const mostEntries = 300

/**
 * Everything said at the address, oldest first: what came in, what was answered, and what campaigns and visits sent
 * there. A message that was withheld was never said and is left out, unless a person wrote it.
 */
export async function readHistory(
  db: Db,
  thread: { readonly id: string; readonly contactPointId: string; readonly channel: 'sms' | 'email' },
): Promise<readonly HistoryRow[]> {
  const rows = await db.sql<HistoryRow>(sql`
    with said as (
      select e.id, e.direction, e.text, e.at, e.understood, e.message_id, e.staff_id
      from conversations.entry e
      where e.clinic_id = ${db.clinicId} and e.thread_id = ${thread.id}
      union all
      select m.id, 'out', m.body, coalesce(m.submitted_at, m.planned_at), null, m.id, null
      from outreach.message m
      where m.clinic_id = ${db.clinicId} and m.contact_point_id = ${thread.contactPointId} and m.channel = ${thread.channel}
        and m.submitted_at is not null
        and not exists (select 1 from conversations.entry e
          where e.clinic_id = ${db.clinicId} and e.thread_id = ${thread.id} and e.message_id = m.id)
    )
    select said.id, said.direction, said.text, said.at, said.understood, a.starts_at as "visitAt", said.message_id as "messageId",
      m.origin, c.id as "campaignId", c.name as "campaignName", s.name as "staffName", m.state, m.delivery
    from said
    left join outreach.message m on m.clinic_id = ${db.clinicId} and m.id = said.message_id
    left join campaigns.campaign c on c.clinic_id = ${db.clinicId} and m.origin = 'campaign:' || c.id
    left join clinic.staff s on s.clinic_id = ${db.clinicId} and s.id = said.staff_id
    left join scheduling.appointment a on a.clinic_id = ${db.clinicId} and said.direction = 'event'
      and a.id = (said.understood ->> 'appointmentId')::uuid
    -- What one transaction wrote has one moment: first the text, then what was done, then the answer.
    order by said.at desc, array_position(array['in', 'event', 'out'], said.direction) desc, said.id desc limit ${mostEntries}`)
  return rows.toReversed()
}

export interface ThreadPerson {
  readonly id: string
  readonly name: string
  readonly language: Language | null
  readonly birthDate: Temporal.PlainDate | null
  readonly visitId: string | null
  readonly visitAt: Temporal.Instant | null
  readonly service: string | null
  readonly confirmation: 'open' | 'confirmed' | 'declined' | null
}

export async function readThreadPeople(db: Db, contactPointId: string): Promise<readonly ThreadPerson[]> {
  return db.sql<ThreadPerson>(sql`
    select p.id, p.full_name as name, p.language, p.birth_date as "birthDate", v.id as "visitId", v.starts_at as "visitAt",
      v.service, v.confirmation
    from patients.patient_contact c
    join patients.patient p on p.clinic_id = c.clinic_id and p.id = c.patient_id
    left join lateral (
      select a.id, a.starts_at, a.confirmation, s.name as service from scheduling.appointment a
      left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
      where a.clinic_id = p.clinic_id and a.patient_id = p.id and a.state = 'booked' and a.starts_at > ${db.now}
      order by a.starts_at limit 1) v on true
    where c.clinic_id = ${db.clinicId} and c.contact_point_id = ${contactPointId} and c.ended_at is null and p.merged_into is null
    order by p.birth_date nulls last, p.id`)
}

export async function readStaffNames(
  db: Db,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return db.sql<{ id: string; name: string }>(sql`
    select id, name from clinic.staff where clinic_id = ${db.clinicId} and ended_at is null and role <> 'read_only' order by name, id`)
}
