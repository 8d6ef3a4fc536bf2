import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

// PostgreSQL cannot estimate rows across the steps of these statements; it guesses one, and then loops over 100,000 × 100,000.
// Joining and grouping by hash is right for the whole clinic and harmless for a thousand patients.
const settings = {
  enable_nestloop: 'off',
  enable_mergejoin: 'off',
  enable_sort: 'off',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  work_mem: '64MB',
  // Records of asked patients are fetched by index, which the default cost of a spinning disk argues against.
  random_page_cost: '1.1',
} as const

/** Runs statements over recall's sets with the planner set for sets; the transaction gets its own settings back. */
export async function withHashPlans<T>(db: ModuleDb<'recall'>, work: () => Promise<T>): Promise<T> {
  const before = await db.sql<{ name: string; value: string }>(sql`
    select name, current_setting(name) as value from unnest(${Object.keys(settings)}::text[]) as names (name)`)
  await apply(db, Object.entries(settings))
  // An error ends the transaction, and the settings with it.
  const result = await work()
  await apply(
    db,
    before.map(({ name, value }) => [name, value] as const),
  )
  return result
}

async function apply(db: ModuleDb<'recall'>, values: readonly (readonly [string, string])[]): Promise<void> {
  await db.sql(sql`
    select set_config(name, value, true)
    from unnest(${values.map(([name]) => name)}::text[], ${values.map(([, value]) => value)}::text[]) as wanted (name, value)`)
}
