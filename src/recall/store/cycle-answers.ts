import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { bandDays } from '../rules/bands.ts'
import { askedFor, type CycleScope } from './cycle-scope.ts'
import { holdingArrangement } from './due-cycles.ts'
import type { Moment } from './moment.ts'

/** Answers look at duplicates whatever their number: they are about few appointments and arrangements. */
export type AnswerScope = Pick<CycleScope, 'moment' | 'patientIds'>

/**
 * The set form of rules/status.ts and rules/bands.ts: common table expressions that follow `recall_rule` and `duplicate`
 * and end in `answer (patient_id, type_key, triggered_on, due_computed, due_effective, overdue_days, status, band,
 * booked_at, is_unclear, paused_until, pause_kind)`. `cycles` is a query of recall.cycle's own columns.
 */
export function answerTables(
  db: ModuleDb<'recall'>,
  scope: AnswerScope,
  cycles: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { moment } = scope
  const { asOf, today } = moment
  const days = bandDays(today)
  return sql`
    ${bookingTables(db, scope)},
    ${silenceTable(db, scope)},
    effective as (
      select c.patient_id, c.type_key, c.triggered_on, c.due_computed,
        case when c.override_due is not null and c.overridden_at <= ${asOf}
            and (c.override_expires_on is null or c.override_expires_on >= ${today}::date)
          then c.override_due else c.due_computed end as due_effective,
        case when c.paused_at <= ${asOf} and c.paused_until > ${today}::date then c.paused_until end as paused_until,
        s.kind as silence
      from (${cycles}) c left join silence s on s.patient_id = c.patient_id and s.type_key = c.type_key
    ),
    dated_answer as (
      select e.*, r.grace_days, r.due_soon_days, ${today}::date - e.due_effective as overdue_days,
        b.booked_at,
        b.is_decided or b.covered_at is not null
          and ${moment.localDay(sql`b.covered_at`)} <= greatest(e.due_effective, ${today}::date) + r.grace_days as is_covered
      from effective e
        join recall_rule r on r.key = e.type_key
        left join booking b on b.patient_id = e.patient_id and b.type_key = e.type_key
    ),
    answer as (
      select a.patient_id, a.type_key, a.triggered_on, a.due_computed, a.due_effective, a.overdue_days,
        case when a.paused_until is not null or a.silence is not null then 'paused'
          when a.booked_at is not null then 'booked'
          when a.overdue_days < -a.due_soon_days then 'not_due'
          when a.overdue_days < 0 then 'due_soon'
          when a.overdue_days = 0 then 'due'
          when a.overdue_days <= a.grace_days then 'overdue'
          else 'lapsed' end as status,
        case when a.overdue_days <= a.grace_days then null
          when a.due_effective <= ${days.twelveMonthsAgo}::date then 'overdue_12_plus'
          when a.due_effective <= ${days.sixMonthsAgo}::date then 'overdue_6_12'
          when a.due_effective <= ${days.threeMonthsAgo}::date then 'overdue_3_6' end as band,
        a.booked_at, a.booked_at is not null and not a.is_covered as is_unclear, a.paused_until,
        coalesce(a.silence, case when a.paused_until is not null then 'date' end) as pause_kind
      from dated_answer a
    )`
}

/**
 * The next live appointment per person and type that may satisfy its cycle: covered by service, of unknown service, or for
 * that type because somebody said so; what somebody said is not for it does not count.
 */
function bookingTables(db: ModuleDb<'recall'>, { moment, patientIds }: AnswerScope): RawBuilder<unknown> {
  return sql`
    live as (
      select a.id, coalesce(d.survivor, a.patient_id) as patient_id, s.key as service_key, a.starts_at
      from scheduling.appointment a
        left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
        left join duplicate d on d.id = a.patient_id
      where a.clinic_id = ${db.clinicId} and ${liveAppointment(db, moment)}
        ${askedFor(patientIds)(sql`a.patient_id`)}
    ),
    said as (
      select c.appointment_id, c.type_key, c.does_cover from recall.cover_decision c
      where c.clinic_id = ${db.clinicId} and c.decided_at <= ${moment.asOf}
    ),
    booking as (
      select l.patient_id, r.key as type_key, min(l.starts_at) as booked_at,
        min(l.starts_at) filter (where l.service_key = any(r.service_keys)) as covered_at,
        coalesce(bool_or(k.does_cover), false) as is_decided
      from live l cross join recall_rule r left join said k on k.appointment_id = l.id and k.type_key = r.key
      where coalesce(k.does_cover, l.service_key is null or l.service_key = any(r.service_keys))
      group by 1, 2
    )`
}

/** `silence (patient_id, type_key, kind)`: who is not to be invited for a type, by an arrangement that holds at the moment. */
function silenceTable(db: ModuleDb<'recall'>, { moment, patientIds }: AnswerScope): RawBuilder<unknown> {
  return sql`
    silence as (
      select distinct on (1, 2) coalesce(d.survivor, a.patient_id) as patient_id, a.type_key, a.kind
      from recall.arrangement a
        join patients.patient p on p.clinic_id = a.clinic_id and p.id = a.patient_id
        left join duplicate d on d.id = a.patient_id
      where a.clinic_id = ${db.clinicId} and a.kind <> 'interval' and ${holdingArrangement(moment)}
        and (a.kind <> 'balance' or p.balance_minor is null or p.balance_minor > a.amount_minor)
        ${askedFor(patientIds)(sql`a.patient_id`)}
      order by 1, 2, a.made_at desc, a.id
    )`
}

/**
 * Whether appointment `a` stood in the book at the moment and was still to come. Asked about the past it stood whatever
 * became of it; asked about the present the index of open ones serves.
 */
export function liveAppointment(db: ModuleDb<'recall'>, { asOf }: Moment): RawBuilder<unknown> {
  const open = sql`a.state in ('held', 'booked') and (a.state = 'booked' or a.held_until > ${asOf})`
  const ahead = sql`a.starts_at > ${asOf} and a.created_at <= ${asOf}`
  if (Temporal.Instant.compare(asOf, db.now) >= 0) return sql`${ahead} and ${open}`
  return sql`${ahead} and (${open} or a.state in ('fulfilled', 'no_show')
    or a.state = 'cancelled' and a.booked_via <> 'import' and a.changed_at > ${asOf})`
}
