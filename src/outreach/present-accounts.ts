import { when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { ChannelAccount, TestMessage } from './contract/channels.ts'
import type { ListedAccount } from './list-accounts.ts'
import { judgeAccount } from './rules/account-standing.ts'

interface AccountReader {
  readonly reading: Reading
  readonly now: Temporal.Instant
  readonly lastTests: ReadonlyMap<string, TestMessage>
}

/** An account as staff see it. */
export function presentAccount(
  account: ListedAccount,
  { reading, now, lastTests }: AccountReader,
): ChannelAccount {
  const { standing, trouble, since } = judgeAccount({ ...account, now })
  const moment = (at: Temporal.Instant | null) => (at === null ? null : when(at, reading, now))
  const { provider, host, port } = account
  return {
    id: account.id,
    channel: account.channel,
    provider,
    sender: account.sender,
    standing,
    since: moment(since),
    trouble: trouble === null ? null : { ...trouble },
    server: host === null ? null : `${host}${port === null ? '' : `:${port}`}`,
    secretName: account.secretName,
    addedAt: when(account.createdAt, reading, now),
    acceptsReplies: account.acceptsReplies,
    canListen: account.channel === 'sms',
    lastInbound: moment(account.lastInboundAt),
    waiting: account.waiting,
    lateSince: moment(account.lateSince),
    held: account.held.map((one) => ({ ...one })),
    sent: account.sent,
    undelivered: account.undelivered,
    partCostMinor: account.partCostMinor,
    movesTo: account.movesTo,
    lastTest: lastTests.get(account.id) ?? null,
  }
}
