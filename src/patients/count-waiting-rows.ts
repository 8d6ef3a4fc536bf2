import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** How many rows of a batch still wait, by kind. */
export async function countWaitingRows(
  db: ModuleDb<'patients'>,
  batchId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.sql<{ kind: string; count: number }>(sql`
    select kind, count(*) from patients.staged_row
    where clinic_id = ${db.clinicId} and batch_id = ${batchId}
    group by kind`)
  return new Map(rows.map((row) => [row.kind, row.count]))
}
