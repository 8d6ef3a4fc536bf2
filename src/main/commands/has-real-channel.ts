import { sql } from 'kysely'
import type { Database } from '../../platform/db/database.ts'

/** Whether any clinic here has an account whose messages reach people; a loopback's stay inside. */
export async function hasRealChannel(db: Database): Promise<boolean> {
  const [real] = await db.discover(sql`
    select id from outreach.account where provider <> 'loopback' and state <> 'ended' limit 1`)
  return real !== undefined
}
