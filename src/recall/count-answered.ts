import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { bookedByDuplicate, openAppointment, unsettledPatients } from './store/due-spans.ts'
import { judgedTables } from './store/judged-cycles.ts'
import { momentOf } from './store/moment.ts'
import { withHashPlans } from './with-hash-plans.ts'

export interface DaySpan {
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
}

export interface Answered {
  readonly due: number
  readonly booked: number
}

/**
 * Cycles due in a span of days, and how many of them have been answered: by a visit that started the next cycle, or by
 * an appointment ahead. Cycles that ended because nobody was due any longer do not count.
 */
export async function countAnswered(db: ModuleDb<'recall'>, { from, to }: DaySpan): Promise<Answered> {
  const { today } = await momentOf(db, db.now)
  const inSpan = sql`due_effective between ${from} and ${to}`
  const open = sql`c.clinic_id = ${db.clinicId} and c.closed_at is null and c.${inSpan}
    and c.type_key = any(array(
      select r.key from recall.recall_type r where r.clinic_id = ${db.clinicId} and r.disabled_at is null))`
  const judged = await judgedTables(
    db,
    sql`
      select c.patient_id as id from recall.cycle c
      where ${open} and exists (
        select from scheduling.appointment a
        where a.clinic_id = ${db.clinicId} and a.patient_id = c.patient_id and ${openAppointment(db)})
      union ${bookedByDuplicate(db)}
      union ${unsettledPatients(db, today)}`,
  )
  const [row] = await withHashPlans(db, async () =>
    db.sql<Answered>(sql`
      with recursive ${judged},
      counted (due, booked) as (
        select count(*), count(*) from recall.cycle c
        where c.clinic_id = ${db.clinicId} and c.close_reason = 'new_trigger' and c.${inSpan}
        union all
        select count(*), 0 from recall.cycle c where ${open}
        union all
        select -count(*), 0 from judged_cycle c where c.${inSpan}
        union all
        select count(*), count(a.booked_at) from answer a where a.${inSpan}
      )
      select sum(due)::integer as due, sum(booked)::integer as booked from counted`),
  )
  return row ?? { due: 0, booked: 0 }
}
