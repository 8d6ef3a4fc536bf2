import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'

export interface QueuedBatch {
  readonly at: Temporal.Instant
  readonly channel: 'sms' | 'email'
  readonly origin: string
  readonly messages: number
  readonly costMinor: number
}

/** What is written and waits in the outbox until a moment, by hour, channel and origin. */
export async function queuedBatches(
  db: ModuleDb<'insights'>,
  until: Temporal.Instant,
): Promise<readonly QueuedBatch[]> {
  return db.sql<QueuedBatch>(sql`
    select date_trunc('hour', greatest(m.not_before, ${db.now}::timestamptz), 'UTC') as at, m.channel, m.origin,
      count(*)::int as messages, sum(m.cost_minor)::float as "costMinor"
    from outreach.message m
    where m.clinic_id = ${db.clinicId} and m.state = 'queued' and m.not_before <= ${until}
    group by 1, 2, 3 order by 1, 2 desc, 3 limit 50`)
}
