import { sql } from 'kysely'
import type { GateReason } from '../../outreach/rules/gate.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'

export interface StandingMessages {
  readonly channel: 'sms' | 'email'
  readonly messages: number
  readonly since: Temporal.Instant
}

/** A restart or a reconnection takes less; whatever the gate holds back has a later moment anyhow. */
const patienceMinutes = 30

const linkless = 'link_unreachable' satisfies GateReason

/**
 * Messages that should have gone out by now, on a channel that sends nothing: a long queue that moves is none. With them
 * those that wait until their links open, whatever else goes out meanwhile.
 */
export async function standingMessages(db: ModuleDb<'insights'>): Promise<readonly StandingMessages[]> {
  const before = db.now.subtract({ minutes: patienceMinutes })
  return db.sql<StandingMessages>(sql`
    with waiting as materialized (
      select m.channel, count(*)::int as messages, bool_or(m.state_reason is not distinct from ${linkless}) as is_linkless,
        min(case when m.state_reason is not distinct from ${linkless} then m.planned_at else m.not_before end) as since
      from outreach.message m
      where m.clinic_id = ${db.clinicId} and m.state = 'queued' and (m.not_before <= ${before} or m.state_reason = ${linkless})
      group by m.channel)
    select w.channel, w.messages, w.since from waiting w
    where w.is_linkless or not exists (
      select 1 from outreach.message s
      where s.clinic_id = ${db.clinicId} and s.channel = w.channel and s.state = 'accepted' and s.submitted_at > ${before})
    order by w.channel desc`)
}
