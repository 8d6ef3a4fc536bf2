import type { Database } from '../../src/platform/db/database.ts'

/** Asks until a statement of this database stands before a lock that another transaction holds. */
export async function someoneWaits(db: Database): Promise<void> {
  for (;;) {
    const { rows } = await db.pool.query<{ waiting: number }>(
      "select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
    if ((rows[0]?.waiting ?? 0) > 0) return
  }
}
