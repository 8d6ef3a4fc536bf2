import { sql } from 'kysely'
import type { ModuleDb } from '../../../platform/db/module-db.ts'
import type { CleanupKind } from '../../rules/cleanup.ts'

type Db = ModuleDb<'recall'>

/** `away`: patients away for 18 to 36 months, whom the review is for. */
export type CountedKind = CleanupKind | 'away'

export interface StoredCount {
  readonly kind: CountedKind
  /** '': nobody. */
  readonly owner: string
  readonly open: number
  readonly countedAt: Temporal.Instant
}

/** Empty: nobody has counted yet. */
export async function storedCounts(db: Db): Promise<readonly StoredCount[]> {
  return db.sql<StoredCount>(sql`
    select kind, owner, open, counted_at as "countedAt" from recall.cleanup_count where clinic_id = ${db.clinicId}`)
}

/** Takes the place of what was counted of this kind before; kinds without an open item keep a row of nobody's nought. */
export async function storeCounts(
  db: Db,
  kind: CountedKind,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  const all = new Map([['', 0], ...counts])
  await db.run(sql`
    delete from recall.cleanup_count
    where clinic_id = ${db.clinicId} and kind = ${kind} and owner <> all(${[...all.keys()]}::text[])`)
  await db.run(sql`
    insert into recall.cleanup_count (clinic_id, kind, owner, open, counted_at)
    select ${db.clinicId}::uuid, ${kind}::text, c.owner, c.open, ${db.now}::timestamptz
    from unnest(${[...all.keys()]}::text[], ${[...all.values()]}::integer[]) as c (owner, open)
    order by c.owner
    on conflict (clinic_id, kind, owner) do update set open = excluded.open, counted_at = excluded.counted_at`)
}

/** One more or one less to do, until the next count. */
export async function changeCount(
  db: Db,
  { kind, owner, by }: { readonly kind: CleanupKind; readonly owner: string | null; readonly by: 1 | -1 },
): Promise<void> {
  await db.run(sql`
    update recall.cleanup_count set open = greatest(0, open + ${by})
    where clinic_id = ${db.clinicId} and kind = ${kind} and owner = ${owner ?? ''}`)
}
