import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** Record → the record of the person that is alive; the same for those that never were merged. */
export async function livingRecords(
  db: ModuleDb<'patients'>,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.sql<{ id: string; living: string }>(sql`
    select id, coalesce(merged_into, id) as living from patients.patient
    where clinic_id = ${db.clinicId} and id = any(${[...new Set(patientIds)]}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row.living]))
}
