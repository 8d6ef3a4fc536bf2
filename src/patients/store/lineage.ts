import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { type Lineage, resolveLinks } from '../rules/lineage.ts'

export interface RecordLink {
  readonly from: string
  readonly into: string
}

/** Lets the first record of each link live on as the second; answers what changed: record → survivor. */
export async function linkRecords(
  db: ModuleDb<'patients'>,
  links: readonly RecordLink[],
): Promise<ReadonlyMap<string, string>> {
  const known = await readLineage(db, [...new Set(links.flatMap((link) => [link.from, link.into]))])
  const changes = resolveLinks(known, links)
  if (changes.size === 0) return changes
  await db.run(sql`
    update patients.patient p set merged_into = c.survivor, changed_at = ${db.now}
    from unnest(${[...changes.keys()]}::uuid[], ${[...changes.values()]}::uuid[]) as c (id, survivor)
    where p.clinic_id = ${db.clinicId} and p.id = c.id`)
  return changes
}

/** The records named, those they point at, and those that point at them. */
export async function readLineage(db: ModuleDb<'patients'>, ids: readonly string[]): Promise<Lineage> {
  const rows = await db.sql<{ id: string; merged_into: string | null }>(sql`
    with named as (
      select id, merged_into from patients.patient where clinic_id = ${db.clinicId} and id = any(${ids}::uuid[])
    )
    select id, merged_into from named
    union select p.id, p.merged_into from patients.patient p join named n on p.id = n.merged_into where p.clinic_id = ${db.clinicId}
    union select p.id, p.merged_into from patients.patient p join named n on p.merged_into = n.id where p.clinic_id = ${db.clinicId}`)
  return new Map(rows.map((row) => [row.id, row.merged_into]))
}
