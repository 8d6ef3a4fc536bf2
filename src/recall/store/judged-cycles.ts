import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { recallAnswers } from '../recall-answers.ts'
import { duplicateTable } from './cycle-scope.ts'
import { openAppointment, silencedPatients, unsettledPatients } from './due-spans.ts'

type Db = ModuleDb<'recall'>

/** Patients with an appointment ahead, a pause, or a date set by hand that ran out: a query of their ids. */
export function notJudgedByDate(db: Db, today: Temporal.PlainDate): RawBuilder<unknown> {
  return sql`
    select a.patient_id as id from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and ${openAppointment(db)}
    union ${silencedPatients(db, today)}
    union ${unsettledPatients(db, today)}`
}

/**
 * Common table expressions for `with recursive`: `judged_cycle`, the stored open cycles of the patients of a query (merged
 * records stand for their survivor), and `answer`, what counts for them at this moment.
 */
export async function judgedTables(db: Db, patients: RawBuilder<unknown>): Promise<RawBuilder<unknown>> {
  const answers = await recallAnswers(db, { records: sql`array(select id from judged)` })
  return sql`
    ${duplicateTable(db, {})},
    person (id) as materialized (
      select coalesce(d.survivor, w.id) from (${patients}) w left join duplicate d on d.id = w.id
    ),
    judged (id) as materialized (
      select id from person union select d.id from duplicate d join person w on w.id = d.survivor
    ),
    judged_cycle as (
      select c.patient_id, c.type_key, c.due_effective from recall.cycle c
      where c.clinic_id = ${db.clinicId} and c.closed_at is null and c.patient_id = any(array(select id from judged))
    ),
    answer as materialized (select * from ${answers} a)`
}
