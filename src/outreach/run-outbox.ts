import type { Database } from '../platform/db/database.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import type { Channel, OutgoingMessage, SendOutcome } from './channels/channel.ts'
import { type ClaimedMessage, claimMessages } from './claim-messages.ts'
import type { ContactRules } from './contact-rules.ts'
import { linkMarker, unsubscribeMarker } from './queue-messages.ts'
import { opensElsewhere } from './rules/opens-elsewhere.ts'
import { returnUnsent, settleMessages } from './settle-messages.ts'

export interface OutboxOptions {
  readonly rules: ContactRules
  /** Open channels by account id, with the sender that the account uses. */
  readonly channels: ReadonlyMap<string, OpenChannel>
  /** Base address of patient pages. */
  readonly publicUrl: string
  readonly most: number
  readonly leaseSeconds: number
  /** Aborted on shutdown: what is not yet submitted goes back to the queue. */
  readonly signal?: AbortSignal
}

export interface OpenChannel {
  readonly channel: Channel
  readonly sender: string
  readonly replyTo: string | null
}

/** Sends what is due of one clinic, one batch; answers how many rows were claimed (0: nothing to do). */
export async function runOutbox(db: Database, clinicId: ClinicId, options: OutboxOptions): Promise<number> {
  const claimed = await db.tenant(clinicId, async (tx) =>
    claimMessages(tx.as('outreach'), {
      ...options,
      linksOpen: opensElsewhere(options.publicUrl),
      accountIds: [...options.channels.keys()],
      submissionsOf: (one) => submissionsOf(one, options),
    }),
  )
  // Half the lease is kept for the answers: what could not be submitted by then goes back to the queue unsent.
  const stopAt = db.clock.now().add({ milliseconds: options.leaseSeconds * 500 })
  for (let start = 0; start < claimed.length; start += sliceSize) {
    const isLate = Temporal.Instant.compare(db.clock.now(), stopAt) >= 0
    if (isLate || options.signal?.aborted === true) {
      const unsent = claimed.slice(start)
      await db.tenant(clinicId, async (tx) => returnUnsent(tx.as('outreach'), unsent))
      break
    }
    await sendSlice(db, clinicId, { claimed: claimed.slice(start, start + sliceSize), options })
  }
  return claimed.length
}

const leaseMarginSeconds = 1

/** Small slices: what is known to be accepted is written down before much more is submitted. */
const sliceSize = 50

async function sendSlice(
  db: Database,
  clinicId: ClinicId,
  { claimed, options }: { claimed: readonly ClaimedMessage[]; options: OutboxOptions },
): Promise<void> {
  const sent = await Promise.all(
    claimed.map(async (one) => ({ claimed: one, outcome: await submit(one, options) })),
  )
  await db.tenant(clinicId, async (tx) => settleMessages(tx.as('outreach'), sent))
}

async function submit(claimed: ClaimedMessage, options: OutboxOptions): Promise<SendOutcome> {
  const open = options.channels.get(claimed.row.accountId)
  if (open === undefined) return { kind: 'temporary', reason: 'account_not_open', retryAfterSeconds: null }
  try {
    return await open.channel.send(outgoing(claimed, open, options.publicUrl))
  } catch {
    // A channel rejects only for bugs; whether the message left is then unknown, and it must not go twice.
    return { kind: 'unknown', reason: 'channel_error' }
  }
}

function submissionsOf(claimed: ClaimedMessage, options: OutboxOptions): number {
  const open = options.channels.get(claimed.row.accountId)
  return open?.channel.submissionsOf?.(outgoing(claimed, open, options.publicUrl)) ?? 1
}

function outgoing(claimed: ClaimedMessage, open: OpenChannel, publicUrl: string): OutgoingMessage {
  const { row } = claimed
  // An SMS pays for every character, and telephones know an address without its scheme.
  const base = row.channel === 'sms' ? publicUrl.replace(/^https?:\/\//, '') : publicUrl
  const link = claimed.linkPath === null ? '' : `${base}${claimed.linkPath}`
  const unsubscribe = claimed.unsubscribePath === null ? null : `${publicUrl}${claimed.unsubscribePath}`
  return {
    messageId: row.id,
    reference: row.reference,
    to: claimed.to,
    from: open.sender,
    replyTo: open.replyTo,
    subject: row.subject,
    text: row.body.replaceAll(linkMarker, link).replaceAll(unsubscribeMarker, unsubscribe ?? ''),
    html:
      row.html === null
        ? null
        : row.html.replaceAll(linkMarker, link).replaceAll(unsubscribeMarker, unsubscribe ?? ''),
    unsubscribe: unsubscribe === null ? null : { url: unsubscribe, mailto: null },
    expiresAt: row.expiresAt,
    // Nothing is begun once another worker may believe that we are dead.
    submitBy: claimed.leaseUntil.subtract({ seconds: leaseMarginSeconds }),
    language: row.language,
  }
}
