import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { uuidFloor } from '../platform/ids/ids.ts'
import { takesOver } from './leave-ended-accounts.ts'
import type { FoundHealth } from './rules/account-standing.ts'
import { type HoldReason, holdReasons } from './rules/hold-reasons.ts'

interface AccountRow {
  readonly id: string
  readonly channel: 'sms' | 'email'
  readonly provider: 'smpp' | 'smtp' | 'loopback'
  readonly sender: string
  readonly state: 'active' | 'paused' | 'ended'
  readonly secretName: string | null
  readonly host: string | null
  readonly port: string | null
  /** Minor currency units. */
  readonly partCostMinor: number
  readonly acceptsReplies: boolean
  readonly createdAt: Temporal.Instant
  readonly lastInboundAt: Temporal.Instant | null
  /** Sender of the account that takes over when this one ends. */
  readonly movesTo: string | null
}

export interface AccountQueue {
  /** Goes out as soon as its time has come. */
  readonly waiting: number
  /** When the oldest that should have gone out by now was due; null: none. */
  readonly lateSince: Temporal.Instant | null
  /** What the gate holds back, the most first. */
  readonly held: readonly { readonly reason: HoldReason; readonly count: number }[]
  /** Handed to the provider in the last 24 hours. */
  readonly sent: number
  /** Of those, reported as not delivered. */
  readonly undelivered: number
}

export interface ListedAccount extends AccountRow, AccountQueue {
  readonly health: FoundHealth | null
}

/** Every account of the clinic with what waits at it, those in use first, then by age. */
export async function listAccounts(db: ModuleDb<'outreach'>): Promise<readonly ListedAccount[]> {
  const rows = await db.sql<
    AccountRow & { readonly [Field in keyof FoundHealth as `health_${Field}`]: FoundHealth[Field] | null }
  >(sql`
    select a.id, a.channel, a.provider, a.sender, a.state, a.secret_name as "secretName", a.settings ->> 'host' as host,
      a.settings ->> 'port' as port, a.part_cost_minor::float as "partCostMinor", a.accepts_replies as "acceptsReplies",
      a.created_at as "createdAt", h.last_inbound_at as "lastInboundAt", used.sender as "movesTo",
      h.state as health_state, h.trouble as health_trouble, h.since as "health_since", h.seen_at as "health_seenAt"
    from outreach.account left_one
    join outreach.account a on a.clinic_id = left_one.clinic_id and a.id = left_one.id
    left join outreach.channel_health h on h.clinic_id = a.clinic_id and h.account_id = a.id
    left join lateral (${takesOver}) used on true
    where a.clinic_id = ${db.clinicId}
    order by a.state = 'ended', a.created_at, a.id`)
  const queued = await readQueued(db)
  const sent = await readSent(db)
  return rows.map(
    ({
      health_state: state,
      health_trouble: trouble,
      health_since: since,
      health_seenAt: seenAt,
      ...row
    }) => ({
      ...row,
      health: state === null || since === null || seenAt === null ? null : { state, trouble, since, seenAt },
      ...queueOf(queued.filter(({ accountId }) => accountId === row.id)),
      sent: sent.get(row.id)?.sent ?? 0,
      undelivered: sent.get(row.id)?.undelivered ?? 0,
    }),
  )
}

interface QueuedRow {
  readonly accountId: string
  readonly reason: HoldReason | null
  readonly count: number
  readonly lateSince: Temporal.Instant | null
}

async function readQueued(db: ModuleDb<'outreach'>): Promise<readonly QueuedRow[]> {
  return db.sql<QueuedRow>(sql`
    select m.account_id as "accountId", case when m.state_reason = any(${[...holdReasons]}::text[]) then m.state_reason end as reason,
      count(*)::int as count, min(m.not_before) filter (where m.not_before <= ${db.now}) as "lateSince"
    from outreach.message m
    where m.clinic_id = ${db.clinicId} and m.state = 'queued'
    group by 1, 2 order by 3 desc, 2`)
}

function queueOf(rows: readonly QueuedRow[]): Omit<AccountQueue, 'sent' | 'undelivered'> {
  const waiting = rows.find(({ reason }) => reason === null)
  return {
    waiting: waiting?.count ?? 0,
    lateSince: waiting?.lateSince ?? null,
    held: rows.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }])),
  }
}

const sentHours = 24
/** No index knows when a message left; it was planned at most this long before. */
const plannedDays = 30

async function readSent(
  db: ModuleDb<'outreach'>,
): Promise<ReadonlyMap<string, { readonly sent: number; readonly undelivered: number }>> {
  const since = db.now.subtract({ hours: sentHours })
  const rows = await db.sql<{ accountId: string; sent: number; undelivered: number }>(sql`
    select m.account_id as "accountId", count(*)::int as sent,
      (count(*) filter (where m.delivery = 'failed'))::int as undelivered
    from outreach.message m
    where m.clinic_id = ${db.clinicId} and m.id >= ${uuidFloor(since.subtract({ hours: 24 * plannedDays }))}
      and m.state = 'accepted' and m.submitted_at > ${since}
    group by 1`)
  return new Map(rows.map(({ accountId, ...counts }) => [accountId, counts]))
}
