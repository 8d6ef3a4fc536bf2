import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { longAway } from './long-away.ts'
import { cleanupKinds } from './rules/cleanup.ts'
import { type CountedKind, storeCounts, storedCounts } from './store/cleanup/counts.ts'
import { countOpen } from './store/cleanup/open-items.ts'

/** Open items by kind, and of each by owner ('': nobody). */
export type CleanupCounts = ReadonlyMap<CountedKind, ReadonlyMap<string, number>>

/** Counts what there is to clean up, for the menu and the page. */
export async function countCleanup(db: ModuleDb<'recall'>): Promise<void> {
  for (const [kind, counts] of await countNow(db)) await storeCounts(db, kind, counts)
}

/** A clinic so small that counting costs a page nothing. */
const fewPatients = 20_000

/** As of now where that is cheap or nobody counted before, else as of the last count. */
export async function readCounts(db: ModuleDb<'recall'>): Promise<CleanupCounts> {
  const stored = await storedCounts(db)
  if (stored.length === 0 || (await isSmall(db))) return countNow(db)
  const counts = new Map<CountedKind, Map<string, number>>()
  for (const { kind, owner, open } of stored) {
    const owners = counts.get(kind) ?? new Map<string, number>()
    counts.set(kind, owners.set(owner, open))
  }
  return counts
}

/** How many wait for a person, for the menu: as of the last count. */
export async function waitingCleanup(db: ModuleDb<'recall'>): Promise<number> {
  const stored = await storedCounts(db)
  return stored.reduce((sum, { kind, open }) => (kind === 'away' ? sum : sum + open), 0)
}

async function countNow(db: ModuleDb<'recall'>): Promise<CleanupCounts> {
  const counts = new Map<CountedKind, ReadonlyMap<string, number>>()
  for (const kind of cleanupKinds) counts.set(kind, await countOpen(db, kind))
  const [away] = await db.sql<{ patients: number }>(sql`
    select count(*)::int as patients from ${await longAway(db)} a`)
  return counts.set('away', new Map([['', away?.patients ?? 0]]))
}

async function isSmall(db: ModuleDb<'recall'>): Promise<boolean> {
  const [row] = await db.sql<{ patients: number }>(sql`
    select count(*)::int as patients
    from (select from patients.patient where clinic_id = ${db.clinicId} limit ${fewPatients + 1}) p`)
  return (row?.patients ?? 0) <= fewPatients
}
