import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** Which of these schedules of a source are stored. */
export async function findKnownSchedules(
  db: ModuleDb<'scheduling'>,
  source: string,
  externalIds: readonly string[],
): Promise<readonly string[]> {
  if (externalIds.length === 0) return []
  const rows = await db.sql<{ external_id: string }>(sql`
    select external_id from scheduling.schedule
    where clinic_id = ${db.clinicId} and source = ${source} and external_id = any(${externalIds}::text[])`)
  return rows.map((row) => row.external_id)
}
