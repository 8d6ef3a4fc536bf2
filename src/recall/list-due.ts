import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { OverdueBand } from './rules/bands.ts'
import { type RecallStatus, statusesListedByDefault } from './rules/status.ts'
import { answerTables } from './store/cycle-answers.ts'
import { type CycleScope, scopeOf } from './store/cycle-scope.ts'
import { dueCycleTables } from './store/due-cycles.ts'
import { streamRows } from './stream-rows.ts'

export interface DueQuestion {
  readonly asOf: Temporal.Instant
  /** Default: everyone but those not due yet. */
  readonly statuses?: readonly RecallStatus[]
}

export interface DueRow {
  readonly externalId: string
  readonly recallType: string
  readonly dueComputed: Temporal.PlainDate
  readonly dueEffective: Temporal.PlainDate
  readonly status: RecallStatus
  readonly band: OverdueBand | null
}

/**
 * Who is due at T under the types enabled today, longest overdue first. Facts at or before T only: visits ended by then,
 * appointments made by then (an import that does not tell when an appointment was made counts it from the import on),
 * overrides and pauses made by then. Writes nothing; the rows are valid inside the transaction only.
 */
export async function listDue(
  db: ModuleDb<'recall'>,
  { asOf, statuses = statusesListedByDefault }: DueQuestion,
): Promise<Result<AsyncIterable<DueRow>, { readonly kind: 'no_type_enabled' }>> {
  const enabled = await db.read
    .selectFrom('recall.recall_type')
    .select('key')
    .where('clinic_id', '=', db.clinicId)
    .where('disabled_at', 'is', null)
    .limit(1)
    .execute()
  if (enabled.length === 0) return fail({ kind: 'no_type_enabled' })
  return ok(streamRows<DueRow>(db, dueQuery(db, await scopeOf(db, { asOf }), statuses)))
}

function dueQuery(db: ModuleDb<'recall'>, scope: CycleScope, statuses: readonly RecallStatus[]) {
  return sql`
    with recursive ${dueCycleTables(db, scope)},
    ${answerTables(
      db,
      scope,
      sql`
        select d.patient_id, d.type_key, d.triggered_on, d.due_computed,
          k.override_due, k.override_expires_on, k.overridden_at, k.paused_until, k.paused_at
        from due_cycle d
          left join recall.cycle k on k.clinic_id = ${db.clinicId} and k.patient_id = d.patient_id
            and k.type_key = d.type_key and k.triggered_on = d.triggered_on
        where not d.is_superseded`,
    )}
    select p.external_id as "externalId", a.type_key as "recallType", a.due_computed as "dueComputed",
      a.due_effective as "dueEffective", a.status, a.band
    from answer a join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id
    where a.status = any(${statuses}::text[])
    order by a.due_effective, p.external_id, a.type_key, a.patient_id`
}
