import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { announceChanges } from './announce-changes.ts'
import { importedPatientId } from './imported-patient-id.ts'
import { type Lineage, resolveLinks } from './rules/lineage.ts'
import type { LinkRecord } from './rules/records.ts'

/**
 * Says which records of a source are the same person: the first lives on as the second. A record always points at
 * the one that is alive now, never along a chain. Both must be stored. Returns how many were changed.
 */
export async function linkPatients(
  db: ModuleDb<'patients'>,
  source: string,
  links: readonly LinkRecord[],
): Promise<number> {
  if (links.length === 0) return 0
  const pairs = links.map((link) => ({
    from: importedPatientId(db.clinicId, source, link.externalId),
    into: importedPatientId(db.clinicId, source, link.into),
  }))
  const known = await readLineage(db, [...new Set(pairs.flatMap((pair) => [pair.from, pair.into]))])
  const changes = resolveLinks(known, pairs)
  if (changes.size === 0) return 0
  await db.run(sql`
    update patients.patient p set merged_into = c.survivor, changed_at = ${db.now}
    from unnest(${[...changes.keys()]}::uuid[], ${[...changes.values()]}::uuid[]) as c (id, survivor)
    where p.clinic_id = ${db.clinicId} and p.id = c.id`)
  await announceChanges(db, [...changes.keys(), ...changes.values()])
  return changes.size
}

/** The records named, those they point at, and those that point at them. */
async function readLineage(db: ModuleDb<'patients'>, ids: readonly string[]): Promise<Lineage> {
  const rows = await db.sql<{ id: string; merged_into: string | null }>(sql`
    with named as (
      select id, merged_into from patients.patient where clinic_id = ${db.clinicId} and id = any(${ids}::uuid[])
    )
    select id, merged_into from named
    union select p.id, p.merged_into from patients.patient p join named n on p.id = n.merged_into where p.clinic_id = ${db.clinicId}
    union select p.id, p.merged_into from patients.patient p join named n on p.merged_into = n.id where p.clinic_id = ${db.clinicId}`)
  return new Map(rows.map((row) => [row.id, row.merged_into]))
}
