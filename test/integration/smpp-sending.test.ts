import { createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { MovableClock } from '../../src/platform/clock/clock.ts'
import { recordingLog } from '../support/recording-log.ts'
import { channelTo, type SmppPair, smppPair } from '../support/smpp-pair.ts'
import { outgoing } from './channel-contract.ts'

const to = '+48601234567'
const longText = 'Zapraszamy. '.repeat(30)

let pair: SmppPair | null = null
const opened = async (options: Parameters<typeof smppPair>[0] = {}): Promise<SmppPair> => {
  pair = await smppPair(options)
  return pair
}
afterEach(async () => {
  await pair?.close()
  pair = null
})

describe('binding', () => {
  it('binds as version 3.4', async () => {
    const { server } = await opened()
    expect(server.binds).toEqual([{ systemId: 'kembali', interfaceVersion: 0x34 }])
  })

  it('says why it was not let in, sends nothing, and keeps the password to itself', async () => {
    const log = recordingLog()
    const { channel, server } = await opened({ server: { password: 'another' }, log })
    expect(await channel.send(outgoing(to))).toMatchObject({ kind: 'temporary' })
    expect(channel.health()).toMatchObject({ lastFailure: 'bind refused with command_status 0x000d' })
    expect(server.accepted).toEqual([])
    expect(log.lines.join()).toContain('bind refused')
    expect(log.lines.join()).not.toContain('secret')
  })

  it('gives up at once on an attempt to bind when it is closed', async () => {
    const connected = Promise.withResolvers<Socket>()
    const silent = createServer((socket) => connected.resolve(socket.resume()))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const channel = channelTo(address.port)
    const socket = await connected.promise
    const left = new Promise((resolve) => socket.once('close', resolve))
    const sending = channel.send(outgoing(to))
    await new Promise<void>((resolve) => setImmediate(resolve)) // the message now waits for the bind
    await channel.close()
    expect(await sending).toMatchObject({ kind: 'temporary' })
    await left
    silent.close()
  })

  it('says nothing in the clear where the account wants TLS', async () => {
    const said = Promise.withResolvers<Buffer>()
    const listener = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.once('data', (octets: Buffer) => said.resolve(octets))
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const address = listener.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const channel = channelTo(address.port, { settings: { tls: true } })
    const octets = await said.promise
    expect(octets[0]).toBe(0x16) // a TLS handshake record
    expect(octets.includes('secret')).toBe(false)
    await channel.close()
    listener.close()
  })

  it('comes back after the SMSC unbinds', async () => {
    const { channel, server } = await opened()
    server.unbindAll()
    await expect.poll(() => server.binds.length).toBe(2)
    await expect.poll(() => channel.send(outgoing(to))).toMatchObject({ kind: 'accepted' })
  })

  it('comes back after the connection breaks', async () => {
    const { channel, server } = await opened()
    server.dropConnections()
    await expect.poll(() => server.binds.length).toBe(2)
    expect(await channel.send(outgoing(to))).toMatchObject({ kind: 'accepted' })
  })

  it('notices an SMSC that stopped answering', async () => {
    const { channel, server } = await opened({ settings: { enquireIntervalMs: 20, responseTimeoutMs: 30 } })
    server.ignoreEnquiries()
    await expect.poll(() => channel.health().lastFailure).toBe('no answer to enquire_link')
    await expect.poll(() => server.binds.length).toBeGreaterThan(1)
  })
})

describe('accepting', () => {
  it('names a long message by its last part and knows all of them', async () => {
    const { channel, server } = await opened()
    const message = outgoing(to, { text: longText })
    const outcome = await channel.send(message)
    expect(outcome).toEqual({
      kind: 'accepted',
      providerMessageId: '1003',
      partIds: ['1001', '1002', '1003'],
    })
    const { reference } = message
    expect(server.accepted.map((sms) => sms.reference)).toEqual([reference, reference + 1, reference + 2])
    expect(server.accepted.map((sms) => sms.part?.sequence)).toEqual([1, 2, 3])
    expect(server.accepted.map((sms) => sms.text).join('')).toBe(longText)
  })

  it('takes a message for accepted although the SMSC gave it no id', async () => {
    const { channel } = await opened({ server: { submitIds: 'none' } })
    expect(await channel.send(outgoing(to))).toEqual({
      kind: 'accepted',
      providerMessageId: null,
      partIds: [],
    })
  })

  it('never has more submits unanswered than agreed', async () => {
    const { channel, server } = await opened({ settings: { window: 4 }, server: { onSubmit: () => 'hold' } })
    const sending = Array.from({ length: 12 }, () => channel.send(outgoing(to)))
    for (const answered of [4, 8, 12]) {
      await expect.poll(() => server.accepted.length).toBe(answered)
      expect(channel.health().inFlight).toBe(12 - answered + 4)
      server.releaseHeld()
    }
    await Promise.all(sending)
    expect(server.peakUnanswered).toBe(4)
  })

  it('tells the SMSC until when the message is worth sending', async () => {
    const { channel, server } = await opened({ settings: { validity: 'absolute' } })
    await channel.send(outgoing(to, { expiresAt: Temporal.Instant.from('2099-01-02T03:04:05Z') }))
    expect(server.accepted).toMatchObject([{ validity: '990102030405000+' }])
  })
})

describe('refusals', () => {
  it('says how long to wait when the SMSC is told too much', async () => {
    const { channel } = await opened({
      settings: { throttlePauseMs: 2500 },
      server: { onSubmit: () => ({ status: 0x58 }) },
    })
    expect(await channel.send(outgoing(to))).toMatchObject({ kind: 'temporary', retryAfterSeconds: 5 })
  })

  it('does not begin a message whose claim ended while it waited for its turn', async () => {
    const clock = new MovableClock(Temporal.Instant.from('2027-03-16T08:00:00Z'))
    const { channel, server } = await opened({
      clock,
      settings: { throttlePauseMs: 30 },
      server: { onSubmit: (sms) => (sms.text === 'too much' ? { status: 0x58 } : 'accept') },
    })
    await channel.send(outgoing(to, { text: 'too much' }))
    const submitBy = clock.now().add({ seconds: 60 })
    const waiting = [outgoing(to, { submitBy }), outgoing(to, { submitBy: null })].map((message) =>
      channel.send(message),
    )
    clock.advance({ seconds: 61 })
    expect(await Promise.all(waiting)).toMatchObject([{ kind: 'temporary' }, { kind: 'accepted' }])
    expect(server.accepted).toHaveLength(1)
  })

  it('is patient with a later part, because the first ones cannot be called back', async () => {
    let asked = 0
    const { channel, server } = await opened({
      server: {
        onSubmit: (sms) => {
          asked += 1
          return sms.part?.sequence === 2 && asked < 5 ? { status: 0x14 } : 'accept'
        },
      },
    })
    expect(await channel.send(outgoing(to, { text: longText }))).toMatchObject({ kind: 'accepted' })
    expect(server.accepted.map((sms) => sms.part?.sequence)).toEqual([1, 2, 3])
  })

  it('finishes a message on the next connection when this one went between two parts', async () => {
    const { channel, server } = await opened({ server: { onSubmit: () => 'accept-then-unbind' } })
    expect(await channel.send(outgoing(to, { text: longText }))).toMatchObject({ kind: 'accepted' })
    expect(server.accepted.map((sms) => sms.part?.sequence)).toEqual([1, 2, 3])
    expect(server.binds.length).toBeGreaterThan(1)
  })

  it.each([
    ['refused for good', { status: 0x65 }, 'torn'],
    ['throttled without end', { status: 0x58 }, 'torn'],
    ['lost', 'drop', 'unknown'],
  ] as const)(
    'repeats no part of a message whose second part is %s, and knows the id of the first',
    async (_case, answer, kind) => {
      const { channel, server } = await opened({
        server: { onSubmit: (sms) => (sms.part?.sequence === 2 ? answer : 'accept') },
      })
      const outcome = await channel.send(outgoing(to, { text: longText }))
      const reason = expect.stringMatching(/^part 2 of 3: /)
      expect(outcome).toMatchObject({ kind, reason, partIds: ['1001'] })
      expect(server.accepted.map((sms) => sms.part?.sequence)).toEqual([1])
    },
  )

  it('understands a generic_nack as a refusal', async () => {
    const { channel } = await opened({ server: { onSubmit: () => ({ status: 0x03, nack: true }) } })
    expect(await channel.send(outgoing(to))).toMatchObject({ kind: 'permanent', addressIsBad: false })
  })
})

describe('answers that are lost', () => {
  it.each(['drop', 'accept-then-drop'] as const)(
    'cannot tell after a %s, and does not send again',
    async (answer) => {
      const { channel, server } = await opened({
        server: { onSubmit: (_sms, earlier) => (earlier === 0 ? answer : 'accept') },
      })
      expect(await channel.send(outgoing(to))).toMatchObject({ kind: 'unknown' })
      await expect.poll(() => server.binds.length).toBe(2)
      expect(server.accepted).toHaveLength(answer === 'drop' ? 0 : 1)
    },
  )

  it('cannot tell after a time-out, and hears the answer when it comes late', async () => {
    const { channel, server, heard } = await opened({
      settings: { responseTimeoutMs: 20 },
      server: { onSubmit: () => 'hold' },
    })
    const message = outgoing(to)
    expect(await channel.send(message)).toEqual({ kind: 'unknown', reason: 'no answer in time' })
    server.releaseHeld()
    await expect
      .poll(() => heard.receipts)
      .toMatchObject([{ status: 'accepted', providerMessageId: '1001', reference: message.reference, to }])
  })

  it('hears of each part of a long message when its answer comes late, under the part’s own reference', async () => {
    const { channel, server, heard } = await opened({
      settings: { responseTimeoutMs: 20 },
      server: { onSubmit: (sms) => (sms.part?.sequence === 2 ? 'hold' : 'accept') },
    })
    const message = outgoing(to, { text: longText })
    expect(await channel.send(message)).toMatchObject({ kind: 'unknown', partIds: ['1001'] })
    server.releaseHeld()
    await expect
      .poll(() => heard.receipts)
      .toMatchObject([{ status: 'accepted', providerMessageId: '1002', reference: message.reference + 1 }])
  })

  it('finds such a message by its reference, and knows which one never came', async () => {
    const { channel, server } = await opened({
      settings: { statusQuery: 'by-reference' },
      server: {
        statusQuery: 'by-reference',
        onSubmit: (sms) => (sms.text === 'kept' ? 'accept-then-drop' : 'drop'),
      },
    })
    const kept = outgoing(to, { text: 'kept' })
    const gone = outgoing(to, { text: 'gone' })
    for (const message of [kept, gone]) {
      const binds = server.binds.length
      expect(await channel.send(message)).toMatchObject({ kind: 'unknown' })
      await expect.poll(() => server.binds.length).toBe(binds + 1)
      expect(await channel.ready()).toBe(true)
    }
    expect(await channel.query({ ...kept, providerMessageId: null })).toEqual({
      kind: 'found',
      status: 'delivered',
      providerMessageId: '1001',
    })
    expect(await channel.query({ ...gone, providerMessageId: null })).toEqual({ kind: 'absent' })
  })

  it('does not take a query that fails for the news that a message is absent', async () => {
    const { channel, server } = await opened({
      settings: { statusQuery: 'by-id' },
      server: { statusQuery: 'by-id' },
    })
    await server.close()
    const answer = await channel.query({ ...outgoing(to), providerMessageId: '1001' })
    expect(answer.kind).toBe('unavailable')
  })

  it('does not ask by an id it cannot write as the SMSC did', async () => {
    const { channel } = await opened({
      settings: { statusQuery: 'by-id', messageIds: { submitted: 'hexadecimal', receipted: 'decimal' } },
      server: { statusQuery: 'by-id', submitIds: 'hexadecimal' },
    })
    const lookup = { ...outgoing(to), providerMessageId: '3e9' }
    expect(await channel.query(lookup)).toMatchObject({ kind: 'unavailable' })
    await channel.send(outgoing(to))
    expect(await channel.query(lookup)).toEqual({ kind: 'unsupported' })
  })
})
