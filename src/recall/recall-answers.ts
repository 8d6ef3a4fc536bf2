import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { answerTables } from './store/cycle-answers.ts'
import { askedFor, duplicateTable } from './store/cycle-scope.ts'
import { withMergedRecords } from './store/merged-records.ts'
import { momentOf } from './store/moment.ts'
import { ruleTables } from './store/recall-rules.ts'

/** A column list of `recallAnswers`, for those who select from it. */
export interface RecallAnswer {
  readonly patient_id: string
  readonly type_key: string
  readonly triggered_on: Temporal.PlainDate
  readonly due_computed: Temporal.PlainDate
  readonly due_effective: Temporal.PlainDate
  /** Days; negative while the due date lies ahead. */
  readonly overdue_days: number
  readonly status: string
  readonly band: string | null
  readonly booked_at: Temporal.Instant | null
  /** An appointment that may or may not be for this: a person has to look. */
  readonly is_unclear: boolean
  readonly paused_until: Temporal.PlainDate | null
  /** Why nobody is invited (rules/status.ts, `pauseKinds`); null: nobody said so. */
  readonly pause_kind: string | null
}

/**
 * The stored open cycles with their answers at this moment, as a query in parentheses to select from:
 * `from ${await recallAnswers(db)} a`. `patientIds` asks about these people, `records` about those of a query
 * that gives an array of records with all their duplicates; over the whole clinic run it inside `withHashPlans`.
 */
export async function recallAnswers(
  db: ModuleDb<'recall'>,
  {
    patientIds,
    records,
  }: { readonly patientIds?: readonly string[]; readonly records?: RawBuilder<unknown> } = {},
): Promise<RawBuilder<RecallAnswer>> {
  const moment = await momentOf(db, db.now)
  const asked = patientIds === undefined ? records : await withMergedRecords(db, patientIds)
  const scope = asked === undefined ? {} : { patientIds: asked }
  const cycles = sql`
    select c.* from recall.cycle c
    where c.clinic_id = ${db.clinicId} and c.closed_at is null ${askedFor(scope.patientIds)(sql`c.patient_id`)}`
  return sql`(with recursive ${ruleTables(db)}, ${duplicateTable(db, scope)},
    ${answerTables(db, { moment, ...scope }, cycles)}
    select * from answer)`
}
