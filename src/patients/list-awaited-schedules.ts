import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** The schedules that waiting slots of a source name. */
export async function listAwaitedSchedules(
  db: ModuleDb<'patients'>,
  source: string,
): Promise<readonly string[]> {
  const rows = await db.sql<{ id: string }>(sql`
    select distinct awaited_id as id from patients.staged_row
    where clinic_id = ${db.clinicId} and source = ${source} and awaits = 'schedule'`)
  return rows.map((row) => row.id)
}
