import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'

/** A person's facts may lie on any of the merged records, whichever of them was marked. */
export async function withMergedRecords(
  db: ModuleDb<'recall'>,
  patientIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await db.sql<{ id: string }>(sql`
    with recursive marked (id) as (select unnest(${patientIds}::uuid[])), ${personTables(db)}
    select id from person`)
  return rows.map((row) => row.id)
}

/** Common table expressions for `with recursive` after `marked (id)`: `person (id)`, those records and all merged with them. */
export function personTables(db: ModuleDb<'recall'>): RawBuilder<unknown> {
  return sql`
    merge as (
      select p.id, p.merged_into from patients.patient p
      where p.clinic_id = ${db.clinicId} and p.merged_into is not null
    ),
    link (one, other) as (
      select id, merged_into from merge
      union all
      select merged_into, id from merge
    ),
    person (id) as (
      select id from marked
      union
      select l.other from person join link l on l.one = person.id
    )`
}
