import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { DueFilter } from '../contract.ts'
import type { DueTab } from '../rules/due-tabs.ts'

// Where the stored due dates say by themselves which tab a cycle stands in, and whom they say nothing about.

type Db = ModuleDb<'recall'>

export interface Span {
  readonly filter: DueFilter
  readonly today: Temporal.PlainDate
}

/** `span (key, first_due, last_due)`: the due dates of each type that the filter is about, appointments and pauses apart. */
export function spanTable(db: Db, { filter, today }: Span): RawBuilder<unknown> {
  const { tab, types, overdueFromDays, overdueToDays } = filter
  const { first, last } = datesOfTab(tab, today)
  const day = (overdueDays: number | undefined) =>
    overdueDays === undefined ? null : today.subtract({ days: overdueDays })
  return sql`span as (
    select r.key, greatest(${first}, ${day(overdueToDays)}::date) as first_due,
      least(${last}, ${day(overdueFromDays)}::date) as last_due
    from recall.recall_type r
    where r.clinic_id = ${db.clinicId} and r.disabled_at is null
      ${types.length === 0 ? sql`` : sql`and r.key = any(${types}::text[])`})`
}

/** The first and the last due date of a tab, of a recall type `r`. */
export function datesOfTab(
  tab: DueTab,
  today: Temporal.PlainDate,
): { readonly first: RawBuilder<unknown>; readonly last: RawBuilder<unknown> } {
  switch (tab) {
    case 'due_soon':
      return { first: sql`${today}::date`, last: sql`${today}::date + r.due_soon_days` }
    case 'overdue':
      return { first: sql`${today}::date - r.grace_days`, last: sql`${today}::date - 1` }
    case 'lapsed':
      return { first: sql`'-infinity'::date`, last: sql`${today}::date - r.grace_days - 1` }
    default:
      return { first: sql`'-infinity'::date`, last: sql`'infinity'::date` }
  }
}

/** Ids of patients of whom a cycle is paused or who are kept silent for a type, perhaps by a merged record. */
export function silencedPatients(db: Db, today: Temporal.PlainDate): RawBuilder<unknown> {
  return sql`
    select c.patient_id as id from recall.cycle c
    where c.clinic_id = ${db.clinicId} and c.closed_at is null and c.paused_until > ${today}::date
    union
    select a.patient_id from recall.arrangement a
    where a.clinic_id = ${db.clinicId} and a.kind <> 'interval' and a.ended_at is null`
}

/** Ids of patients with a date set by hand that ran out and was not taken back yet: their stored date is not the one that counts. */
export function unsettledPatients(db: Db, today: Temporal.PlainDate): RawBuilder<unknown> {
  return sql`
    select c.patient_id as id from recall.cycle c
    where c.clinic_id = ${db.clinicId} and c.closed_at is null and c.override_expires_on < ${today}::date`
}

/** Whether appointment `a` stands in the book and is still to come. */
export function openAppointment(db: Db): RawBuilder<unknown> {
  return sql`a.starts_at > ${db.now}::timestamptz and a.state in ('held', 'booked')`
}

/** Ids of patients who have an appointment ahead on a merged record. Follows `duplicate`. */
export function bookedByDuplicate(db: Db): RawBuilder<unknown> {
  return sql`
    select d.survivor as id from duplicate d
      join scheduling.appointment a on a.clinic_id = ${db.clinicId} and a.patient_id = d.id and ${openAppointment(db)}`
}
