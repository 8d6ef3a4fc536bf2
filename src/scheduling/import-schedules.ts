import { countsOf, type MergePlan, mergeRows } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { ensureResources } from './ensure-resources.ts'
import { type ImportMerge, type ImportOutcome, importedId } from './import-merge.ts'
import type { ScheduleRecord } from './rules/import-records.ts'

const plan: MergePlan<'scheduling'> = {
  into: 'scheduling.schedule',
  idKind: 'schedule',
  hasRevision: false,
  columns: { resource_id: 'uuid' },
}

/** Takes in whose time each schedule describes; a resource that is only named so far gets a row of its own. */
export async function importSchedules(
  db: ModuleDb<'scheduling'>,
  merge: ImportMerge<ScheduleRecord>,
): Promise<ImportOutcome> {
  await ensureResources(
    db,
    merge.source,
    merge.records.map((record) => record.resource),
  )
  const merged = await mergeRows(db, plan, {
    ...merge,
    rowOf: (record) => ({
      revision: '',
      cells: [
        importedId(db.clinicId, merge.source, { kind: 'resource', externalId: record.resource.externalId }),
      ],
    }),
  })
  return countsOf(merged)
}
