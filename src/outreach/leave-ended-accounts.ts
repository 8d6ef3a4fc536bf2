import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/**
 * The account that takes over what waits at another one, `left_one`, once that has ended: the one that the clinic uses now; a text
 * that promises to hear an answer needs one that takes answers. A statement's lateral rows: none or one of `id`, `sender`.
 */
export const takesOver = sql`
  select a.id, a.sender from outreach.account a
  where a.clinic_id = left_one.clinic_id and a.channel = left_one.channel and a.state <> 'ended' and a.id <> left_one.id
    and (a.accepts_replies or not left_one.accepts_replies)
  order by a.created_at, a.id limit 1`

/** What still waits at an ended account goes out by the one that takes over. Where there is none it waits, and expires in its time. */
export async function leaveEndedAccounts(db: ModuleDb<'outreach'>): Promise<number> {
  return db.run(sql`
    update outreach.message m set account_id = used.id
    from outreach.account left_one
    cross join lateral (${takesOver}) used
    where m.clinic_id = ${db.clinicId} and m.state = 'queued'
      and left_one.clinic_id = m.clinic_id and left_one.id = m.account_id and left_one.state = 'ended'`)
}
