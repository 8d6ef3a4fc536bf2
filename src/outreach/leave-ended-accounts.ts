import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/**
 * What still waits at an ended account goes out by the one that the clinic uses now; a text that promises to hear an
 * answer needs one that takes answers. Where there is none it waits, and expires in its time.
 */
export async function leaveEndedAccounts(db: ModuleDb<'outreach'>): Promise<number> {
  return db.run(sql`
    update outreach.message m set account_id = used.id
    from outreach.account ended
    cross join lateral (
      select a.id from outreach.account a
      where a.clinic_id = ended.clinic_id and a.channel = ended.channel and a.state <> 'ended'
        and (a.accepts_replies or not ended.accepts_replies)
      order by a.created_at, a.id limit 1) used
    where m.clinic_id = ${db.clinicId} and m.state = 'queued'
      and ended.clinic_id = m.clinic_id and ended.id = m.account_id and ended.state = 'ended'`)
}
