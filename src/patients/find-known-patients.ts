import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** Which of these ids of a source belong to a patient that is stored. */
export async function findKnownPatients(
  db: ModuleDb<'patients'>,
  source: string,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set()
  const rows = await db.sql<{ external_id: string }>(sql`
    select external_id from patients.patient
    where clinic_id = ${db.clinicId} and source = ${source} and external_id = any(${externalIds}::text[])`)
  return new Set(rows.map((row) => row.external_id))
}
