import { sql } from 'kysely'
import { noteBouncedAddress } from '../patients/note-bounced-address.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { applyReceipt } from './apply-receipt.ts'
import type { SendOutcome } from './channels/channel.ts'
import type { ClaimedMessage } from './claim-messages.ts'
import { uncountContacts } from './count-contacts.ts'
import type { OutreachSettled, SettledMessage } from './events.ts'
import { noteTornMessage } from './note-torn-message.ts'
import { releaseCap } from './reserve-cap.ts'
import { partReference } from './rules/message-parts.ts'

/** Without a connection the message waits this long before it is claimed again. */
const reconnectSeconds = 2

export interface SentMessage {
  readonly claimed: ClaimedMessage
  readonly outcome: SendOutcome
}

/** A temporary refusal is tried again after this long, at most this often; then the message has failed. */
const retryMinutes = [0.1, 1, 5, 15, 60] as const

/**
 * Writes what the channel answered. Only the holder of the lease may: a row whose lease ran out meanwhile was taken
 * over (fencing), and what we know about it then is evidence like a receipt, not an order.
 */
export async function settleMessages(db: ModuleDb<'outreach'>, sent: readonly SentMessage[]): Promise<void> {
  const rows = sent.map((message) => settlementOf(db.now, message))
  const settled = await db.sql<{ id: string; delivery: string }>(sql`
    update outreach.message m set
      state = s.state, state_reason = s.reason, provider_message_id = coalesce(s.provider_id, m.provider_message_id),
      not_before = coalesce(s.retry_at, m.not_before), attempts = m.attempts - case when s.was_tried then 0 else 1 end, lease_token = null, lease_until = null,
      settled_at = case when s.state in ('accepted', 'failed') then ${db.now}::timestamptz end
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.leaseToken)}::uuid[], ${rows.map((row) => row.state)}::text[],
        ${rows.map((row) => row.reason)}::text[], ${rows.map((row) => row.providerId)}::text[], ${rows.map((row) => row.retryAt)}::timestamptz[], ${rows.map((row) => row.wasTried)}::boolean[])
      as s (id, lease_token, state, reason, provider_id, retry_at, was_tried)
    where m.clinic_id = ${db.clinicId} and m.id = s.id and m.state = 'submitting' and m.lease_token = s.lease_token
    returning m.id, m.delivery`)
  const ours = new Set(settled.map((row) => row.id))
  const mine = rows.filter((row) => ours.has(row.id))
  await notePartIds(
    db,
    sent.filter((message) => ours.has(message.claimed.row.id)),
  )
  await tellAsEvidence(
    db,
    sent.filter((message) => !ours.has(message.claimed.row.id)),
  )
  for (const { id, tornAfter } of mine) {
    if (tornAfter !== null) await noteTornMessage(db, { messageId: id, accepted: tornAfter })
  }
  const neverLeft = mine
    .filter((row) => row.state === 'failed' || row.state === 'queued')
    .map((row) => row.id)
  await releaseCap(db, neverLeft)
  await uncountContacts(db, neverLeft)
  await closePromptsOf(
    db,
    mine.filter((row) => row.state === 'failed').map((row) => row.id),
  )
  for (const row of mine) {
    if (row.addressIsBad)
      await noteBouncedAddress(db.as('patients'), {
        contactPointId: row.contactPointId,
        reason: row.reason ?? 'refused',
      })
  }
  // A receipt overtook the answer and said that a part of it cannot be delivered: that is the last word.
  const undelivered = new Set(settled.flatMap(({ id, delivery }) => (delivery === 'failed' ? [id] : [])))
  const news = mine.flatMap(({ id, news: one }) => (one === null || undelivered.has(id) ? [] : [one]))
  if (news.length > 0) await db.emit<OutreachSettled>({ type: 'outreach.settled', messages: news })
}

/** Sending took longer than the lease, and all of it went out. */
async function tellAsEvidence(db: ModuleDb<'outreach'>, sent: readonly SentMessage[]): Promise<void> {
  for (const { claimed, outcome } of sent) {
    if (outcome.kind !== 'accepted') continue
    const { accountId, reference, submissions } = claimed.row
    await applyReceipt(db, accountId, {
      providerMessageId: outcome.providerMessageId,
      reference: partReference(reference, submissions),
      to: claimed.to,
      status: 'accepted',
      at: null,
      detail: 'answer after the lease',
    })
  }
}

interface Settlement {
  readonly id: string
  readonly leaseToken: string
  readonly contactPointId: string
  readonly state: 'accepted' | 'failed' | 'ambiguous' | 'queued'
  readonly reason: string | null
  readonly providerId: string | null
  readonly retryAt: Temporal.Instant | null
  readonly addressIsBad: boolean
  /** False: nothing was written for want of a connection, so the message has lost no attempt. */
  readonly wasTried: boolean
  /** Parts that went out of a message that was torn. */
  readonly tornAfter: number | null
  readonly news: SettledMessage | null
}

function settlementOf(now: Temporal.Instant, { claimed, outcome }: SentMessage): Settlement {
  const { row } = claimed
  const base = {
    id: row.id,
    leaseToken: claimed.leaseToken,
    contactPointId: row.contactPointId,
    providerId: null,
    retryAt: null,
    addressIsBad: false,
    wasTried: true,
    tornAfter: null,
  }
  const news = (what: 'accepted' | 'failed', reason: string): SettledMessage => ({
    ...row,
    messageId: row.id,
    outcome: what,
    reason,
    isFinal: false,
  })
  switch (outcome.kind) {
    case 'accepted':
      return {
        ...base,
        state: 'accepted',
        reason: null,
        providerId: outcome.providerMessageId,
        news: news('accepted', 'accepted'),
      }
    case 'permanent':
      return {
        ...base,
        state: 'failed',
        reason: outcome.reason,
        addressIsBad: outcome.addressIsBad,
        news: news('failed', outcome.reason),
      }
    case 'unknown':
      return { ...base, state: 'ambiguous', reason: outcome.reason, news: null }
    case 'torn':
      return {
        ...base,
        state: 'ambiguous',
        reason: outcome.reason,
        tornAfter: outcome.accepted,
        news: null,
      }
    case 'temporary': {
      if (outcome.isUnconnected === true)
        return {
          ...base,
          state: 'queued',
          reason: outcome.reason,
          retryAt: now.add({ seconds: reconnectSeconds }),
          wasTried: false,
          news: null,
        }
      // attempts was counted up by the claim: the first refusal finds 0 here.
      const wait = retryMinutes[row.attempts]
      if (wait === undefined)
        return { ...base, state: 'failed', reason: outcome.reason, news: news('failed', outcome.reason) }
      const seconds = Math.max(wait * 60, outcome.retryAfterSeconds ?? 0)
      return {
        ...base,
        state: 'queued',
        reason: outcome.reason,
        retryAt: now.add({ seconds: Math.ceil(seconds) }),
        news: null,
      }
    }
  }
}

/** A short message has one id, kept in its row; of a long one every part's id is kept, also when not all went out. */
async function notePartIds(db: ModuleDb<'outreach'>, sent: readonly SentMessage[]): Promise<void> {
  const parts = sent.flatMap(({ claimed, outcome }) =>
    idsOfParts(outcome).map((id, index, ids) => ({
      clinic_id: db.clinicId,
      account_id: claimed.row.accountId,
      provider_message_id: id,
      message_id: claimed.row.id,
      sequence: index + 1,
      is_last: outcome.kind === 'accepted' && index === ids.length - 1,
    })),
  )
  if (parts.length === 0) return
  await db.write
    .insertInto('outreach.message_part')
    .values(parts)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function idsOfParts(outcome: SendOutcome): readonly string[] {
  switch (outcome.kind) {
    case 'accepted':
      return outcome.partIds.length < 2 ? [] : outcome.partIds
    case 'unknown':
      return outcome.partIds ?? []
    case 'torn':
      return outcome.partIds
    case 'temporary':
    case 'permanent':
      return []
  }
}

/** Claimed, and certainly never handed to a channel: back to the queue as if nothing had happened. */
export async function returnUnsent(
  db: ModuleDb<'outreach'>,
  claimed: readonly ClaimedMessage[],
): Promise<void> {
  const returned = await db.sql<{ id: string }>(sql`
    update outreach.message m set state = 'queued', attempts = m.attempts - 1, lease_token = null, lease_until = null
    from unnest(${claimed.map((one) => one.row.id)}::uuid[], ${claimed.map((one) => one.leaseToken)}::uuid[]) as u (id, lease_token)
    where m.clinic_id = ${db.clinicId} and m.id = u.id and m.state = 'submitting' and m.lease_token = u.lease_token
    returning m.id`)
  const ids = returned.map((row) => row.id)
  await releaseCap(db, ids)
  await uncountContacts(db, ids)
}

async function closePromptsOf(db: ModuleDb<'outreach'>, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await db.run(sql`
    update outreach.prompt set closed_at = ${db.now}, close_reason = 'not_sent'
    where clinic_id = ${db.clinicId} and message_id = any(${[...messageIds]}::uuid[]) and closed_at is null`)
}
