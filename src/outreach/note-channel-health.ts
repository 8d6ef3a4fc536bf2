import { sql } from 'kysely'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { FoundHealth } from './rules/account-standing.ts'

export interface FoundChannel extends Pick<FoundHealth, 'state' | 'trouble'> {
  readonly accountId: string
}

/** Keeps what the worker finds of a connection; a state that goes on keeps its beginning. */
export async function noteChannelHealth(
  db: ModuleDb<'outreach'>,
  { accountId, state, trouble }: FoundChannel,
): Promise<void> {
  await db.run(sql`
    insert into outreach.channel_health as h (clinic_id, account_id, state, trouble, since, seen_at)
    values (${db.clinicId}, ${accountId}, ${state}, ${trouble === null ? null : json(trouble)}, ${db.now}, ${db.now})
    on conflict (clinic_id, account_id) do update set state = excluded.state, trouble = excluded.trouble, seen_at = excluded.seen_at,
      since = case when h.state = excluded.state then h.since else excluded.since end`)
}

const toTheMinute = 60

/**
 * A patient's text came in by this account. Written once a minute at most, as the last thing of the transaction that takes
 * the text in.
 */
export async function noteInboundAt(db: ModuleDb<'outreach'>, accountId: string): Promise<void> {
  await db.run(sql`
    update outreach.channel_health set last_inbound_at = ${db.now}
    where clinic_id = ${db.clinicId} and account_id = ${accountId}
      and (last_inbound_at is null or last_inbound_at <= ${db.now.subtract({ seconds: toTheMinute })})`)
}
