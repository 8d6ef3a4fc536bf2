import { sql } from 'kysely'
import { countsOf, type MergePlan, mergeRows } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { type ImportMerge, type ImportOutcome, importedId } from './import-merge.ts'
import type { ResourceRecord } from './rules/import-records.ts'

const plan: MergePlan<'scheduling'> = {
  into: 'scheduling.resource',
  idKind: 'resource',
  hasRevision: false,
  // ended_at is set apart: its moment is ours, and an update must not move it; so is a speciality that a source leaves out.
  columns: { kind: 'text', name: 'text' },
}

/** Takes in practitioners, chairs and rooms as one set; one that the source has retired ends, and lives again when it is back. */
export async function importResources(
  db: ModuleDb<'scheduling'>,
  merge: ImportMerge<ResourceRecord>,
): Promise<ImportOutcome> {
  const merged = await mergeRows(db, plan, {
    ...merge,
    rowOf: (record) => ({
      revision: '',
      cells: [record.type, record.name],
    }),
  })
  const settled = merge.records.filter((record) => !merged.differing.includes(record.externalId))
  const idOf = (record: ResourceRecord): string =>
    importedId(db.clinicId, merge.source, { kind: 'resource', externalId: record.externalId })
  await db.run(sql`
    update scheduling.resource r set ended_at = case when e.has_ended then ${db.now}::timestamptz end
    from unnest(${settled.map(idOf)}::uuid[], ${settled.map((record) => record.hasEnded)}::boolean[]) as e (id, has_ended)
    where r.clinic_id = ${db.clinicId} and r.id = e.id and (r.ended_at is not null) <> e.has_ended`)
  await db.run(sql`
    update scheduling.resource r set speciality = e.speciality
    from unnest(${settled.map(idOf)}::uuid[], ${settled.map((record) => record.speciality)}::text[]) as e (id, speciality)
    where r.clinic_id = ${db.clinicId} and r.id = e.id and r.speciality is distinct from e.speciality and e.speciality is not null`)
  return countsOf(merged)
}
