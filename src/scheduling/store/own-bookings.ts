import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'

/** By the id that a source's number derives: the booking made here that the source knows under that number. */
export async function ownBookings(
  db: ModuleDb<'scheduling'>,
  derivedIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(derivedIds.filter((id) => id !== null))]
  if (asked.length === 0) return new Map()
  const rows = await db.sql<{ readonly importedAs: string; readonly id: string }>(sql`
    select a.imported_as as "importedAs", a.id from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and a.imported_as = any(${asked}::uuid[])
    order by a.created_at, a.id`)
  return new Map(rows.map(({ importedAs, id }) => [importedAs, id]))
}
