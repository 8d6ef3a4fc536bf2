import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'

/** Does the work inside the caller's transaction and takes back all that it wrote, whether it ends well or not. */
export async function takenBack<T>(db: ModuleDb<'recall'>, work: () => Promise<T>): Promise<T> {
  await db.run(sql`savepoint what_if`)
  try {
    return await work()
  } finally {
    await db.run(sql`rollback to savepoint what_if`)
    await db.run(sql`release savepoint what_if`)
  }
}
