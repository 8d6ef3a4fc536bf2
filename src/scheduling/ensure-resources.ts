import { sql } from 'kysely'
import { stageRows } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { importedId } from './import-merge.ts'
import type { ResourceName } from './rules/import-records.ts'

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
