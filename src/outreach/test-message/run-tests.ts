import { sql } from 'kysely'
import { isOptedOutAddress } from '../../patients/is-opted-out-address.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import type { SendOutcome } from '../channels/channel.ts'
import { refusalReason } from '../rules/test-progress.ts'
import type { OpenChannel } from '../run-outbox.ts'

export interface TestOptions {
  /** Open channels by account id. */
  readonly channels: ReadonlyMap<string, OpenChannel>
  readonly leaseSeconds: number
}

interface ClaimedTest {
  readonly id: string
  readonly accountId: string
  readonly channel: 'sms' | 'email'
  readonly address: string
  readonly language: string
  readonly subject: string | null
  readonly body: string
  readonly reference: number
  readonly expiresAt: Temporal.Instant
}

interface SettledTest {
  readonly id: string
  readonly leaseToken: string
  readonly outcome: SendOutcome
}

/** Few at a time: they are sent one after the other. */
const atOnce = 10
const leaseMarginSeconds = 1
/** A refusal for now is tried again while somebody looks at the page. */
const retrySeconds = 5

/**
 * Sends the tests of one clinic that are due, by the channels that the outbox uses; answers how many were handed over. The
 * address is asked for an opt-out again in the transaction that claims it, as at the second gate.
 */
export async function runTests(db: Database, clinicId: ClinicId, options: TestOptions): Promise<number> {
  const claimed = await db.tenant(clinicId, async (tx) => claim(tx.as('outreach'), options))
  for (const one of claimed.rows) {
    const outcome = await submit(one, claimed.leaseUntil, options)
    await db.tenant(clinicId, async (tx) =>
      settle(tx.as('outreach'), { id: one.id, leaseToken: claimed.leaseToken, outcome }),
    )
  }
  return claimed.rows.length
}

async function claim(db: ModuleDb<'outreach'>, { channels, leaseSeconds }: TestOptions) {
  const leaseToken = db.ids.uuid(db.now)
  const leaseUntil = db.now.add({ seconds: leaseSeconds })
  await giveUp(db)
  const candidates = await db.sql<Pick<ClaimedTest, 'id' | 'channel' | 'address'> & { state: string }>(sql`
    select t.id, t.address, a.channel, a.state from outreach.test_message t
    join outreach.account a on a.clinic_id = t.clinic_id and a.id = t.account_id
    where t.clinic_id = ${db.clinicId} and t.state = 'queued' and t.not_before <= ${db.now}
      and (t.account_id = any(${[...channels.keys()]}::uuid[]) or a.state <> 'active')
    order by t.not_before, t.id limit ${atOnce}`)
  const free: string[] = []
  for (const { id, channel, address, state } of candidates) {
    const refusal =
      state !== 'active'
        ? 'account_stopped'
        : (await isOptedOutAddress(db.as('patients'), { channel, address }))
          ? 'opted_out'
          : null
    if (refusal === null) free.push(id)
    else await refuse(db, id, refusal)
  }
  const rows = await db.sql<ClaimedTest>(sql`
    with due as (
      select t.id from outreach.test_message t
      where t.clinic_id = ${db.clinicId} and t.id = any(${free}::uuid[]) and t.state = 'queued' and t.not_before <= ${db.now}
      order by t.id for update skip locked)
    update outreach.test_message t set state = 'submitting', state_reason = null, submitted_at = ${db.now},
      lease_token = ${leaseToken}, lease_until = ${leaseUntil}
    from due, outreach.account a
    where t.clinic_id = ${db.clinicId} and t.id = due.id and a.clinic_id = t.clinic_id and a.id = t.account_id
    returning t.id, t.account_id as "accountId", a.channel, t.address, t.language, t.subject, t.body, t.reference,
      t.expires_at as "expiresAt"`)
  return { rows, leaseToken, leaseUntil }
}

/** What nobody sent in time has failed; what a dead worker held may have left. */
async function giveUp(db: ModuleDb<'outreach'>): Promise<void> {
  await db.run(sql`
    update outreach.test_message set settled_at = ${db.now}, lease_token = null,
      state = case when state = 'queued' then 'failed' else 'ambiguous' end,
      state_reason = case when state = 'queued' then concat_ws(': ', 'not_sent_in_time', state_reason) else 'lease_expired' end
    where clinic_id = ${db.clinicId}
      and (state = 'queued' and expires_at <= ${db.now} or state = 'submitting' and lease_until < ${db.now})`)
}

async function refuse(db: ModuleDb<'outreach'>, id: string, reason: string): Promise<void> {
  await db.run(sql`
    update outreach.test_message set state = 'failed', state_reason = ${reason}, settled_at = ${db.now}
    where clinic_id = ${db.clinicId} and id = ${id} and state = 'queued'`)
}

async function submit(
  test: ClaimedTest,
  leaseUntil: Temporal.Instant,
  { channels }: TestOptions,
): Promise<SendOutcome> {
  const open = channels.get(test.accountId)
  if (open === undefined) return { kind: 'temporary', reason: 'account_not_open', retryAfterSeconds: null }
  try {
    return await open.channel.send({
      messageId: test.id,
      reference: test.reference,
      to: test.address,
      from: open.sender,
      replyTo: open.replyTo,
      subject: test.subject,
      text: test.body,
      html: null,
      unsubscribe: null,
      expiresAt: test.expiresAt,
      submitBy: leaseUntil.subtract({ seconds: leaseMarginSeconds }),
      language: test.language,
    })
  } catch {
    // A channel rejects only for bugs; whether the message left is then unknown.
    return { kind: 'unknown', reason: 'channel_error' }
  }
}

/** Only the holder of the lease may; a receipt that came first has settled it already. */
async function settle(db: ModuleDb<'outreach'>, { id, leaseToken, outcome }: SettledTest): Promise<void> {
  const { state, reason, providerId } = settlementOf(outcome)
  await db.run(sql`
    update outreach.test_message set state = ${state}, state_reason = ${reason}, lease_token = null, lease_until = null,
      provider_message_id = coalesce(${providerId}, provider_message_id),
      not_before = case when ${state} = 'queued' then ${db.now.add({ seconds: retrySeconds })}::timestamptz else not_before end,
      settled_at = case when ${state} = 'queued' then null else ${db.now}::timestamptz end
    where clinic_id = ${db.clinicId} and id = ${id} and state = 'submitting' and lease_token = ${leaseToken}`)
}

function settlementOf(outcome: SendOutcome) {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'accepted', reason: null, providerId: outcome.providerMessageId }
    case 'temporary':
      return { state: 'queued', reason: outcome.reason, providerId: null }
    case 'permanent':
      return {
        state: 'failed',
        reason: refusalReason(outcome.reason, outcome.addressIsBad),
        providerId: null,
      }
    case 'unknown':
    case 'torn':
      return { state: 'ambiguous', reason: outcome.reason, providerId: null }
  }
}
