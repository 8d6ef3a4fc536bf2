import { sql } from 'kysely'
import { type MergePlan, mergeRows, stageRows } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { type ImportMerge, type ImportOutcome, importedId } from './import-merge.ts'
import type { ResourceName, ResourceRecord, ScheduleRecord } from './rules/import-records.ts'

const resourcePlan: MergePlan<'scheduling'> = {
  into: 'scheduling.resource',
  idKind: 'resource',
  hasRevision: false,
  // ended_at is set apart: its moment is ours, and an update must not move it.
  columns: { kind: 'text', name: 'text' },
}

const schedulePlan: MergePlan<'scheduling'> = {
  into: 'scheduling.schedule',
  idKind: 'schedule',
  hasRevision: false,
  columns: { resource_id: 'uuid' },
}

/** Takes in practitioners, chairs and rooms as one set; one that the source has retired ends, and lives again when it is back. */
export async function importResources(
  db: ModuleDb<'scheduling'>,
  merge: ImportMerge<ResourceRecord>,
): Promise<ImportOutcome> {
  const { written, differing } = await mergeRows(db, resourcePlan, {
    source: merge.source,
    onDifference: merge.onDifference,
    records: merge.records,
    rowOf: (record) => ({
      revision: '',
      cells: [record.type, record.name],
    }),
  })
  const settled = merge.records.filter((record) => !differing.includes(record.externalId))
  const idOf = (record: ResourceRecord): string =>
    importedId(db.clinicId, merge.source, { kind: 'resource', externalId: record.externalId })
  await db.run(sql`
    update scheduling.resource r set ended_at = case when e.has_ended then ${db.now}::timestamptz end
    from unnest(${settled.map(idOf)}::uuid[], ${settled.map((record) => record.hasEnded)}::boolean[]) as e (id, has_ended)
    where r.clinic_id = ${db.clinicId} and r.id = e.id and (r.ended_at is not null) <> e.has_ended`)
  const updated = written.filter((row) => row.existed).length
  return { created: written.length - updated, updated, differing }
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
  const { written, differing } = await mergeRows(db, schedulePlan, {
    source: merge.source,
    onDifference: merge.onDifference,
    records: merge.records,
    rowOf: (record) => ({
      revision: '',
      cells: [
        importedId(db.clinicId, merge.source, { kind: 'resource', externalId: record.resource.externalId }),
      ],
    }),
  })
  const updated = written.filter((row) => row.existed).length
  return { created: written.length - updated, updated, differing }
}

/** A row for each resource that others name, under the name they give it; the resource's own record overwrites it. */
export async function ensureResources(
  db: ModuleDb<'scheduling'>,
  source: string,
  named: readonly ResourceName[],
): Promise<void> {
  if (named.length === 0) return
  const distinct = new Map(named.map((resource) => [resource.externalId, resource]))
  await stageRows(db, {
    name: 'resource_stage',
    columns: { id: 'uuid', external_id: 'text', kind: 'text', name: 'text' },
    rows: [...distinct.values()].map((resource) => [
      importedId(db.clinicId, source, { kind: 'resource', externalId: resource.externalId }),
      resource.externalId,
      resource.kind,
      resource.name ?? resource.externalId,
    ]),
  })
  await db.run(sql`
    insert into scheduling.resource (clinic_id, id, kind, name, source, external_id)
    select ${db.clinicId}::uuid, s.id, s.kind, s.name, ${source}, s.external_id
    from resource_stage s
    where not exists (select from scheduling.resource r where r.clinic_id = ${db.clinicId} and r.id = s.id)
    order by s.id
    on conflict do nothing`)
}
