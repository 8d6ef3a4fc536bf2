import { sql } from 'kysely'
import { stageRows } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ImportRefusal } from './rules/import-run.ts'

/** Keeps every refusal of a run, however many; `sequence` numbers them from the run's start. */
export async function recordRefusals(
  db: ModuleDb<'patients'>,
  batchId: string,
  refusals: readonly (ImportRefusal & { readonly sequence: number })[],
): Promise<void> {
  if (refusals.length === 0) return
  await stageRows(db, {
    name: 'refusal_stage',
    columns: { sequence: 'integer', file: 'text', line: 'integer', field: 'text', reason: 'text' },
    rows: refusals.map((refusal) => [
      refusal.sequence,
      refusal.file,
      refusal.line,
      refusal.field,
      refusal.reason,
    ]),
  })
  await db.run(sql`
    insert into patients.import_refusal (clinic_id, batch_id, sequence, file, line, field, reason)
    select ${db.clinicId}::uuid, ${batchId}::uuid, sequence, file, line, field, reason from refusal_stage
    on conflict do nothing`)
}
