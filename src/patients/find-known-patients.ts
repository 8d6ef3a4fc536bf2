import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** Which of these ids of a source belong to a patient that is stored. */
export async function findKnownPatients(
  db: ModuleDb<'patients'>,
  source: string,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set()
  // One look-up by key each, whatever the planner believes about a table that is being filled.
  const rows = await db.sql<{ external_id: string }>(sql`
    select p.external_id from unnest(${externalIds}::text[]) as named (external_id)
    join lateral (
      select p.external_id from patients.patient p
      where p.clinic_id = ${db.clinicId} and p.source = ${source} and p.external_id = named.external_id
      offset 0) p on true`)
  return new Set(rows.map((row) => row.external_id))
}
