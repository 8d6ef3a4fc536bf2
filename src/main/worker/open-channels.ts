import { sql } from 'kysely'
import { applyReceipt } from '../../outreach/apply-receipt.ts'
import { channelFor } from '../../outreach/channels/channel-for.ts'
import type { OpenChannel } from '../../outreach/run-outbox.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import type { Runtime } from '../runtime/open-runtime.ts'
import { inboundParts } from './inbound-parts.ts'
import type { ReceiveInbound } from './receive.ts'
import { foundOf, HealthTeller, unopened } from './tell-health.ts'

interface AccountRow {
  readonly clinic_id: ClinicId
  readonly id: string
  readonly channel: 'sms' | 'email'
  readonly provider: 'smpp' | 'smtp' | 'loopback'
  readonly sender: string
  readonly settings: unknown
  readonly secret_name: string | null
}

/** How often a server that would not have us is asked again. */
const knockEverySeconds = 15

/** The open channels of all clinics, kept in step with outreach.account. */
export class ChannelBoard {
  readonly #runtime: Runtime
  readonly #receive: ReceiveInbound
  readonly #open = new Map<
    string,
    { readonly clinic: ClinicId; readonly version: string; readonly open: OpenChannel }
  >()
  readonly #reported = new Set<string>()
  /** When each channel that waits was last asked whether it may go on. */
  readonly #knocked = new Map<string, Temporal.Instant>()
  readonly #teller: HealthTeller

  constructor(runtime: Runtime, receive: ReceiveInbound) {
    this.#runtime = runtime
    this.#receive = receive
    this.#teller = new HealthTeller(runtime.db)
  }

  /** Opens what is new or changed, closes what is gone, and writes down how the others are. */
  async refresh(): Promise<void> {
    const rows = await this.#runtime.db.discover<AccountRow>(sql`
      select a.clinic_id, a.id, a.channel, a.provider, a.sender, a.settings, a.secret_name from outreach.account a
      join clinic.clinic k on k.id = a.clinic_id and k.ended_at is null
      where a.state <> 'ended' order by a.clinic_id, a.id`)
    const wanted = new Set(rows.map((row) => row.id))
    for (const [id, { open }] of this.#open) {
      if (wanted.has(id)) continue
      this.#open.delete(id)
      await open.channel.close()
    }
    for (const row of rows) await this.#openOne(row)
    this.#knock()
    for (const [id, { clinic, open }] of this.#open) {
      const found = foundOf(open.channel.health())
      if (found !== null) await this.#teller.tell(clinic, id, found)
    }
  }

  /** A channel that waits is given nothing to send, so it would never learn that its server is back. */
  #knock(): void {
    const now = this.#runtime.db.clock.now()
    for (const [id, { open }] of this.#open) {
      if (open.channel.health().state !== 'waiting') {
        this.#knocked.delete(id)
        continue
      }
      const last = this.#knocked.get(id)
      if (last !== undefined && last.until(now).total('seconds') < knockEverySeconds) continue
      this.#knocked.set(id, now)
      // Not waited for: one silent server must not hold up the rest. Whatever it says is in the channel's health.
      void open.channel.ready()
    }
  }

  /** The channels that can send now. */
  channelsOf(clinic: ClinicId): ReadonlyMap<string, OpenChannel> {
    return new Map(
      [...this.#open].flatMap(([id, entry]) =>
        entry.clinic === clinic && entry.open.channel.health().state === 'ready'
          ? [[id, entry.open] as const]
          : [],
      ),
    )
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map(async ({ open }) => open.channel.close()))
    this.#open.clear()
  }

  async #openOne(row: AccountRow): Promise<void> {
    const version = JSON.stringify([row.provider, row.sender, row.settings, row.secret_name])
    const known = this.#open.get(row.id)
    if (known?.version === version) return
    if (known !== undefined) await known.open.channel.close()
    const { db, config, log } = this.#runtime
    const channel = channelFor(
      {
        id: row.id,
        channel: row.channel,
        provider: row.provider,
        sender: row.sender,
        settings: row.settings,
        secretName: row.secret_name,
      },
      {
        secret: config.secret,
        clock: db.clock,
        log,
        listeners: {
          onReceipt: async (receipt) => {
            const match = await db.tenant(row.clinic_id, async (tx) =>
              applyReceipt(tx.as('outreach'), row.id, receipt),
            )
            // The channel then asks the provider to deliver it again, when the submission has been written down.
            if (match === 'early') throw new Error('a receipt came before its answer')
          },
          onInbound: async (message) =>
            db.tenant(row.clinic_id, async (tx) => this.#receive(tx, row.id, message)),
        },
        parts: inboundParts(this.#runtime, this.#receive, { clinic: row.clinic_id, accountId: row.id }),
      },
    )
    if (!channel.ok) {
      if (!this.#reported.has(version))
        log.error(
          { account: row.id, problem: channel.error },
          'a channel account cannot be opened; see "kembali doctor"',
        )
      this.#reported.add(version)
      this.#open.delete(row.id)
      await this.#teller.tell(row.clinic_id, row.id, unopened(channel.error))
      return
    }
    this.#open.set(row.id, {
      clinic: row.clinic_id,
      version,
      open: { channel: channel.value, sender: row.sender, replyTo: null },
    })
  }
}
