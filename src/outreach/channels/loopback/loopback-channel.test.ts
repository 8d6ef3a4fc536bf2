import { afterEach, expect, it, vi } from 'vitest'
import { type Clock, MovableClock } from '../../../platform/clock/clock.ts'
import type { ChannelKind, OutgoingMessage, Receipt, SendOutcome } from '../channel.ts'
import { createLoopbackChannel } from './loopback-channel.ts'
import { behaviourOf } from './sentinels.ts'

const start = Temporal.Instant.from('2027-03-16T08:00:00Z')

afterEach(() => {
  vi.useRealTimers()
})

function message(number: number, to: string): OutgoingMessage {
  return {
    messageId: `0195a0c0-0000-7000-8000-${String(number).padStart(12, '0')}`,
    reference: (number % 65_535) + 1,
    to,
    from: 'Lipa',
    replyTo: null,
    subject: null,
    text: 'Dzień dobry',
    html: null,
    unsubscribe: null,
    expiresAt: null,
    language: 'pl',
  }
}

function loopback(
  options: {
    kind?: ChannelKind
    receiptsBy?: 'caller' | 'timer'
    seconds?: (m: OutgoingMessage) => number
  } = {},
) {
  const clock = new MovableClock(start)
  const receipts: Receipt[] = []
  const delivered: string[] = []
  const channel = createLoopbackChannel({
    kind: options.kind ?? 'sms',
    clock,
    receiptsBy: options.receiptsBy ?? 'caller',
    deliver: (sent) => delivered.push(sent.to),
    ...(options.seconds === undefined ? {} : { receiptAfterSeconds: options.seconds }),
    listeners: {
      onReceipt: (receipt) => Promise.resolve(void receipts.push(receipt)),
      onInbound: () => Promise.resolve(),
    },
  })
  return { clock, receipts, delivered, channel }
}

it('hands out receipts by time and then by order of sending, none before its time', async () => {
  const { channel, clock, receipts } = loopback({ seconds: ({ to }) => Number(to.slice(-1)) })
  for (const [index, digit] of ['5', '2', '9', '2'].entries())
    await channel.send(message(index, `+4860123456${digit}`))
  expect(channel.nextDueAt()).toEqual(start.add({ seconds: 2 }))
  expect(await channel.deliverDue(start.add({ seconds: 1 }))).toBe(0)
  clock.moveTo(start.add({ seconds: 5 }))
  expect(await channel.deliverDue(clock.now())).toBe(3)
  expect(receipts.map(({ reference, at }) => [reference, at?.toString()])).toEqual([
    [2, '2027-03-16T08:00:02Z'],
    [4, '2027-03-16T08:00:02Z'],
    [1, '2027-03-16T08:00:05Z'],
  ])
  expect(channel.nextDueAt()).toEqual(start.add({ seconds: 9 }))
})

it('does the same every time', async () => {
  const run = async () => {
    const { channel, receipts } = loopback()
    const outcomes: SendOutcome[] = []
    for (let number = 1; number <= 8; number += 1)
      outcomes.push(await channel.send(message(number, `+4860000000${number}`)))
    await channel.deliverDue(start.add({ seconds: 60 }))
    return { outcomes, receipts }
  }
  expect(await run()).toEqual(await run())
})

it.each([
  ['+48600000001', 'accepted', 'failed'],
  ['+48600000002', 'temporary', null],
  ['+48600000003', 'permanent', null],
  ['+48600000004', 'permanent', null],
  ['+48600000005', 'unknown', 'delivered'],
  ['+48600000006', 'accepted', null],
  ['+48600000007', 'accepted', 'expired'],
  ['+48600000008', 'unknown', null],
  ['+48600000009', 'accepted', 'delivered'],
] as const)('does to %s what its table says: %s, then %s', async (to, ...expected) => {
  const { channel, receipts } = loopback()
  const { kind } = await channel.send(message(1, to))
  await channel.deliverDue(start.add({ hours: 1 }))
  expect([kind, receipts[0]?.status ?? null]).toEqual(expected)
})

it('tells a message that was lost on its way from one whose answer was lost', async () => {
  const { channel } = loopback()
  const [answerLost, neverCame] = [message(1, '+48600000005'), message(2, '+48600000008')]
  await channel.send(answerLost)
  await channel.send(neverCame)
  expect(await channel.query({ ...answerLost, providerMessageId: null })).toMatchObject({ kind: 'found' })
  expect(await channel.query({ ...neverCame, providerMessageId: null })).toEqual({ kind: 'absent' })
})

it('has no word for "delivered" in e-mail, as e-mail has none', async () => {
  const { channel, receipts } = loopback({ kind: 'email' })
  await channel.send(message(1, 'anna@poczta.example'))
  await channel.send(message(2, 'undeliverable@example.org'))
  await channel.deliverDue(start.add({ hours: 1 }))
  expect(receipts).toMatchObject([{ status: 'failed', to: 'undeliverable@example.org' }])
})

it('knows its sentinels by whole address only', () => {
  expect(behaviourOf('Undeliverable@Example.org')).toBe('undeliverable')
  for (const address of [
    'undeliverable@example.com',
    'deliver@poczta.example',
    '+4860000000',
    'constructor@example.org',
  ]) {
    expect(behaviourOf(address), address).toBe('deliver')
  }
})

it('shows the message to the simulated patient before the sender learns of it', async () => {
  const { channel, delivered } = loopback()
  const sending = channel.send(message(1, '+48601234567'))
  expect(delivered).toEqual(['+48601234567'])
  await sending
})

it('drives itself by timers in a server without a real provider, and stops when closed', async () => {
  vi.useFakeTimers()
  const clock: Clock = { now: () => start.add({ milliseconds: Math.round(performance.now()) }) }
  const receipts: Receipt[] = []
  const listeners = {
    onReceipt: (receipt: Receipt) => Promise.resolve(void receipts.push(receipt)),
    onInbound: () => Promise.resolve(),
  }
  const channel = createLoopbackChannel({ kind: 'sms', clock, listeners, receiptsBy: 'timer' })
  await channel.send(message(1, '+48601234567'))
  await vi.advanceTimersByTimeAsync(2000)
  await channel.send(message(2, '+48601234567'))
  await vi.advanceTimersByTimeAsync(2500)
  expect(receipts).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2500)
  expect(receipts).toHaveLength(2)
  await channel.send(message(3, '+48601234567'))
  await channel.close()
  expect(vi.getTimerCount()).toBe(0)
})

it('does not keep messages for ever', async () => {
  const { channel } = loopback()
  const first = message(0, '+48600000006')
  for (let number = 0; number <= 50_000; number += 1) await channel.send(message(number, '+48600000006'))
  expect(channel.arrived).toHaveLength(50_000)
  expect(await channel.query({ ...first, providerMessageId: null })).toEqual({ kind: 'absent' })
})
