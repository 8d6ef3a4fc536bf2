import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'
import { type RecallAnswer, recallAnswers } from '../../recall/recall-answers.ts'
import type { PauseKind, RecallStatus } from '../../recall/rules/status.ts'
import { recordsOf } from './records-of.ts'

type Db = ModuleDb<'insights'>

export interface RecallFact extends Omit<RecallAnswer, 'status' | 'pause_kind'> {
  readonly pause_kind: PauseKind | null
  readonly status: RecallStatus
  readonly names: Readonly<Record<Language, string>>
  readonly override_by: string | null
  readonly override_reason: string | null
  readonly service_keys: readonly string[]
}

/** Open cycles of a patient, the one that is due first on top. */
export async function recallsOf(db: Db, patientId: string): Promise<readonly RecallFact[]> {
  const answers = await recallAnswers(db.as('recall'), { patientIds: [patientId] })
  return db.sql<RecallFact>(sql`
    select a.*, t.names, t.service_keys, c.override_by, c.override_reason
    from ${answers} a
    join recall.recall_type t on t.clinic_id = ${db.clinicId} and t.key = a.type_key
    join recall.cycle c on c.clinic_id = ${db.clinicId} and c.patient_id = a.patient_id and c.type_key = a.type_key
      and c.triggered_on = a.triggered_on
    order by a.due_effective, a.type_key`)
}

export interface NumberFacts {
  readonly kept: number
  readonly missed: number
  readonly cancelled: number
  readonly valueMinor: number | null
  readonly lastVisit: Temporal.Instant | null
}

/** A visit and the appointment it was booked as count once. */
export async function numbersOf(db: Db, patientId: string): Promise<NumberFacts> {
  const [row] = await db.sql<NumberFacts>(sql`
    with kept as (
      select v.ended_at as at, v.value_minor, v.appointment_id from scheduling.visit v
      where v.clinic_id = ${db.clinicId} and v.patient_id = ${recordsOf(db, patientId)} and v.status = 'finished'
      union all
      select a.ends_at, s.value_minor, a.id from scheduling.appointment a
      left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
      where a.clinic_id = ${db.clinicId} and a.patient_id = ${recordsOf(db, patientId)} and a.state = 'fulfilled'
        and not exists (select 1 from scheduling.visit v where v.clinic_id = a.clinic_id and v.patient_id = a.patient_id
          and v.status = 'finished' and v.appointment_id = a.id)
    ), ended as (
      select a.state, a.ended_reason from scheduling.appointment a
      where a.clinic_id = ${db.clinicId} and a.patient_id = ${recordsOf(db, patientId)} and a.state in ('no_show', 'cancelled')
    )
    select (select count(*)::int from kept) as kept,
      (select count(*)::int from ended where state = 'no_show') as missed,
      (select count(*)::int from ended where state = 'cancelled' and ended_reason is distinct from 'moved') as cancelled,
      (select sum(value_minor)::bigint from kept) as "valueMinor",
      (select max(at) from kept where at <= ${db.now}) as "lastVisit"`)
  return row ?? { kept: 0, missed: 0, cancelled: 0, valueMinor: null, lastVisit: null }
}

export interface OpenEnrolment {
  readonly id: string
  readonly campaignId: string
  readonly name: string
  readonly kind: 'recall' | 'reactivation' | 'one_off'
  readonly arm: 'contacted' | 'hold_out'
  readonly enrolledAt: Temporal.Instant
  readonly sent: number
  readonly nextAt: Temporal.Instant | null
}

export async function openEnrolments(db: Db, patientId: string): Promise<readonly OpenEnrolment[]> {
  return db.sql<OpenEnrolment>(sql`
    select e.id, k.id as "campaignId", k.name, k.kind, e.arm, e.enrolled_at as "enrolledAt",
      (select count(*)::int from outreach.message m
        where m.clinic_id = ${db.clinicId} and m.subject_key = 'enrolment:' || e.id and m.state = 'accepted' and not m.is_reply) as sent,
      case when e.arm = 'contacted' and k.state = 'running' then e.next_at end as "nextAt"
    from campaigns.enrolment e join campaigns.campaign k on k.clinic_id = e.clinic_id and k.id = e.campaign_id
    where e.clinic_id = ${db.clinicId} and e.patient_id = ${recordsOf(db, patientId)} and e.state = 'active'
    order by e.enrolled_at desc, e.id`)
}

export interface RefusedVisit {
  readonly id: string
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly serviceName: string | null
  readonly resourceName: string | null
  readonly confirmation: 'open' | 'confirmed' | 'declined'
  readonly origin: string | null
  readonly reason: string | null
}

/** The newest booking the practice system refused, unless the patient has had a time since or the day has passed. */
export async function refusedVisit(db: Db, patientId: string): Promise<RefusedVisit | null> {
  const [row] = await db.sql<RefusedVisit>(sql`
    select a.id, a.starts_at as "startsAt", a.ends_at as "endsAt", s.name as "serviceName", a.confirmation, a.origin,
      a.practice_reason as reason,
      (select r.name from scheduling.occupancy o join scheduling.resource r on r.clinic_id = o.clinic_id and r.id = o.resource_id
        where o.clinic_id = ${db.clinicId} and o.appointment_id = a.id order by r.kind = 'practitioner' desc, r.name limit 1) as "resourceName"
    from scheduling.appointment a
    left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
    where a.clinic_id = ${db.clinicId} and a.patient_id = ${recordsOf(db, patientId)} and a.practice_state = 'refused' and a.starts_at > ${db.now}
      and not exists (select 1 from scheduling.appointment n where n.clinic_id = a.clinic_id and n.patient_id = a.patient_id
        and n.created_at > a.created_at and n.state in ('booked', 'fulfilled') and n.practice_state <> 'refused')
    order by a.changed_at desc limit 1`)
  return row ?? null
}

export interface WaitingThread {
  readonly id: string
  readonly needs: string | null
  readonly waitingSince: Temporal.Instant
}

/** The oldest open conversation at one of the patient's addresses that waits for a person. */
export async function waitingThread(db: Db, patientId: string): Promise<WaitingThread | null> {
  const [row] = await db.sql<WaitingThread>(sql`
    select t.id, t.needs, t.waiting_since as "waitingSince" from conversations.thread t
    where t.clinic_id = ${db.clinicId} and t.state = 'open' and t.waiting_since is not null
      and (t.patient_id = ${recordsOf(db, patientId)} or t.patient_id is null and t.contact_point_id in (
        select c.contact_point_id from patients.patient_contact c
        where c.clinic_id = ${db.clinicId} and c.patient_id = ${recordsOf(db, patientId)} and c.ended_at is null))
    order by t.waiting_since limit 1`)
  return row ?? null
}
