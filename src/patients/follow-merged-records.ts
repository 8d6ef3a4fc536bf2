import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { shareOptOuts } from './share-opt-outs.ts'
import { giveContacts } from './store/merged-contacts.ts'

/**
 * An import goes on writing to records that were merged: what it says there about addresses and opt-outs is said of the
 * person. Addresses follow merges that were made here; the source's own links bring theirs themselves.
 */
export async function followMergedRecords(
  db: ModuleDb<'patients'>,
  writtenIds: readonly string[],
): Promise<void> {
  if (writtenIds.length === 0) return
  const merged = await db.sql<{ from: string; into: string; isOurs: boolean }>(sql`
    select p.id as "from", p.merged_into as "into",
      exists (select from patients.merge m
        where m.clinic_id = p.clinic_id and m.from_id = p.id and m.undone_at is null) as "isOurs"
    from patients.patient p
    where p.clinic_id = ${db.clinicId} and p.id = any(${writtenIds}::uuid[]) and p.merged_into is not null
    order by p.id`)
  if (merged.length === 0) return
  for (const { from, into, isOurs } of merged) if (isOurs) await giveContacts(db, { from, into })
  await shareOptOuts(
    db,
    merged.map(({ from, into }) => [from, into] as const),
    { kind: 'system', name: 'import' },
  )
}
