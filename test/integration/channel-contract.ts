import { afterEach, describe, expect, it } from 'vitest'
import type {
  Channel,
  ChannelListeners,
  InboundMessage,
  OutgoingMessage,
  Receipt,
} from '../../src/outreach/channels/channel.ts'

/** What a provider received, read by other code than the channel's. */
export interface ReceivedMessage {
  readonly to: string
  readonly text: string
}

/** One channel with the provider behind it, real protocol or fake. */
export interface ContractHarness {
  readonly channel: Channel
  /** Whole messages the provider has accepted, in order. */
  received(): readonly ReceivedMessage[]
  /** The address to which the provider behaves in the named way. */
  readonly addresses: Readonly<Record<ContractAddress, string>>
  /** Makes the provider unreachable; null where nothing can be unreachable. */
  readonly stopProvider: (() => Promise<void>) | null
  readonly restartProvider: (() => Promise<void>) | null
  /** The provider reports on the last message to this address; null where it never reports. */
  readonly report: ((to: string, status: 'delivered' | 'failed') => Promise<void>) | null
  /** A patient writes; resolves with whether the provider was told that it is kept. Null where nobody can write. */
  readonly receive: ((text: string) => Promise<'kept' | 'deliver again'>) | null
  close(): Promise<void>
}

export type ContractAddress =
  | 'good'
  | 'undeliverable'
  | 'temporaryOnce'
  | 'unknownAddress'
  | 'refused'
  | 'answerLost'

/** What the channel told its listeners; `failNext` makes the next call reject, as a database that is away. */
export interface Heard {
  readonly listeners: ChannelListeners
  readonly receipts: Receipt[]
  readonly inbound: InboundMessage[]
  failNext: boolean
}

export function listening(): Heard {
  const keep = <T>(list: T[], item: T): Promise<void> => {
    if (heard.failNext) {
      heard.failNext = false
      return Promise.reject(new Error('the database is away'))
    }
    list.push(item)
    return Promise.resolve()
  }
  const heard: Heard = {
    receipts: [],
    inbound: [],
    failNext: false,
    listeners: {
      onReceipt: (receipt) => keep(heard.receipts, receipt),
      onInbound: (message) => keep(heard.inbound, message),
    },
  }
  return heard
}

let made = 0

export function outgoing(to: string, changes: Partial<OutgoingMessage> = {}): OutgoingMessage {
  made += 1
  return {
    messageId: `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`,
    reference: made,
    to,
    from: to.includes('@') ? 'Klinika Lipa <kontakt@lipa.example>' : '+48221234567',
    replyTo: null,
    subject: to.includes('@') ? 'Kontrola' : null,
    text: 'Time for your check-up',
    html: null,
    unsubscribe: null,
    expiresAt: null,
    language: 'en',
    ...changes,
  }
}

/** What every channel promises, whatever it speaks. */
export function describeChannel(name: string, open: (heard: Heard) => Promise<ContractHarness>): void {
  describe(`${name} keeps the promises of a channel`, () => {
    let harness: ContractHarness | null = null
    let heard = listening()

    const opened = async (): Promise<ContractHarness> => {
      heard = listening()
      harness = await open(heard)
      expect(await harness.channel.ready()).toBe(true)
      return harness
    }

    afterEach(async () => {
      await harness?.channel.close()
      await harness?.close()
      harness = null
    })

    it('hands over a message and names it', async () => {
      const { channel, addresses, received } = await opened()
      const outcome = await channel.send(outgoing(addresses.good))
      expect(outcome).toMatchObject({ kind: 'accepted', providerMessageId: expect.stringMatching(/./) })
      expect(received()).toEqual([{ to: addresses.good, text: 'Time for your check-up' }])
    })

    it.each([
      [
        'Polish',
        'Zbliża się termin kontroli: wtorek 16 marca, 9:30. Odpowiedź: 1 potwierdzam, 2 inny termin, żółć',
      ],
      [
        'Russian',
        'Подходит срок планового визита. Выбрать время: https://k.example/a1. Отписка: СТОП. Ждём вас!',
      ],
      [
        'Malay',
        'Sudah tiba masa pemeriksaan berkala anda. Balas 1 untuk pilih masa, 2 nanti dahulu. Henti: balas STOP',
      ],
      ['all there is', 'Price {10}€ [~5] ^x| \\ ΔΩ ñ é "quoted" „cudzysłów” — 🦷😀 konec'],
    ])('brings a text in %s letter for letter', async (_language, text) => {
      const { channel, addresses, received } = await opened()
      await channel.send(outgoing(addresses.good, { text }))
      expect(received()).toEqual([{ to: addresses.good, text }])
    })

    it('brings a long text whole', async () => {
      const { channel, addresses, received } = await opened()
      const text = Array.from({ length: 60 }, (_, line) => `${line} wizyta €`).join(' ')
      expect(await channel.send(outgoing(addresses.good, { text }))).toMatchObject({ kind: 'accepted' })
      expect(received()).toEqual([{ to: addresses.good, text }])
    })

    it('says that a refusal for now is for now, and can send the same message later', async () => {
      const { channel, addresses, received } = await opened()
      const message = outgoing(addresses.temporaryOnce)
      expect(await channel.send(message)).toMatchObject({ kind: 'temporary' })
      expect(received()).toEqual([])
      expect(await channel.send(message)).toMatchObject({ kind: 'accepted' })
      expect(received()).toHaveLength(1)
    })

    it('tells an address that does not exist from a refusal that is not about the address', async () => {
      const { channel, addresses, received } = await opened()
      const outcomes = [
        await channel.send(outgoing(addresses.unknownAddress)),
        await channel.send(outgoing(addresses.refused)),
      ]
      expect(outcomes).toMatchObject([
        { kind: 'permanent', addressIsBad: true },
        { kind: 'permanent', addressIsBad: false },
      ])
      expect(received()).toEqual([])
    })

    it('refuses what is no address at all without asking the provider', async () => {
      const { channel, received } = await opened()
      for (const to of ['', 'nobody', '12', '+48 600', 'a b@c.example', 'x@y.example\r\nBcc: z@y.example']) {
        const outcome = await channel.send(outgoing(to))
        expect(outcome, to).toMatchObject({ kind: 'permanent', addressIsBad: true })
      }
      expect(received()).toEqual([])
    })

    it('never calls a message failed whose answer was lost', async () => {
      const { channel, addresses, received } = await opened()
      expect(await channel.send(outgoing(addresses.answerLost))).toMatchObject({ kind: 'unknown' })
      expect(received()).toHaveLength(1)
    })

    it('never names the patient in a reason', async () => {
      const { channel, addresses } = await opened()
      for (const to of Object.values(addresses)) {
        const outcome = await channel.send(outgoing(to, { text: 'Anna, zapraszamy' }))
        const said = JSON.stringify({ ...outcome, providerMessageId: null, partIds: null })
        expect(said).not.toContain(to.replace('+', ''))
        expect(said).not.toContain('Anna')
      }
    })

    it('carries many messages at once, each of them once', async () => {
      const { channel, addresses, received } = await opened()
      const texts = Array.from({ length: 60 }, (_, index) => `message ${index}`)
      const outcomes = await Promise.all(
        texts.map((text) => channel.send(outgoing(addresses.good, { text }))),
      )
      expect(outcomes.filter((outcome) => outcome.kind === 'accepted')).toHaveLength(texts.length)
      const came = received().map((message) => message.text)
      expect(came).toHaveLength(texts.length)
      expect(new Set(came)).toEqual(new Set(texts))
    })

    it('writes nothing after a message has expired', async () => {
      const { channel, addresses, received } = await opened()
      const expiresAt = Temporal.Instant.from('2000-01-01T00:00:00Z')
      expect(await channel.send(outgoing(addresses.good, { expiresAt }))).toMatchObject({ kind: 'temporary' })
      expect(received()).toEqual([])
    })

    it('begins nothing after the claim of its sender has ended', async () => {
      const { channel, addresses, received } = await opened()
      const submitBy = Temporal.Instant.from('2000-01-01T00:00:00Z')
      expect(await channel.send(outgoing(addresses.good, { submitBy }))).toMatchObject({ kind: 'temporary' })
      expect(received()).toEqual([])
    })

    it('keeps messages back while the provider is away, and finds it again', async () => {
      const { channel, addresses, received, stopProvider, restartProvider } = await opened()
      if (stopProvider === null || restartProvider === null) {
        expect(channel.health().state).toBe('ready')
        return
      }
      await stopProvider()
      await expect.poll(() => channel.send(outgoing(addresses.good))).toMatchObject({ kind: 'temporary' })
      expect(channel.health().state).not.toBe('ready')
      expect(channel.health().lastFailure).toMatch(/./)
      await restartProvider()
      const message = outgoing(addresses.good)
      await expect.poll(() => channel.send(message)).toMatchObject({ kind: 'accepted' })
      expect(received()).toHaveLength(1)
      expect(channel.health().state).toBe('ready')
    })

    it('reports what became of a message, under the name it was accepted by', async () => {
      const { channel, addresses, report } = await opened()
      expect(channel.capabilities.receipts).toBe(report !== null)
      if (report === null) return
      const sent = await channel.send(outgoing(addresses.good))
      const lost = await channel.send(outgoing(addresses.undeliverable))
      if (sent.kind !== 'accepted' || lost.kind !== 'accepted') throw new Error('not accepted')
      if (channel.kind === 'sms') await report(addresses.good, 'delivered')
      await report(addresses.undeliverable, 'failed')
      const expected = [
        { providerMessageId: sent.providerMessageId, status: 'delivered', to: addresses.good },
        { providerMessageId: lost.providerMessageId, status: 'failed', to: addresses.undeliverable },
      ]
      expect(heard.receipts).toMatchObject(channel.kind === 'sms' ? expected : expected.slice(1))
    })

    it('has a receipt delivered again that could not be kept', async () => {
      const { channel, addresses, report } = await opened()
      expect(channel.capabilities.receipts).toBe(report !== null)
      if (report === null) return
      await channel.send(outgoing(addresses.undeliverable))
      heard.failNext = true
      await report(addresses.undeliverable, 'failed')
      expect(heard.receipts).toEqual([])
      await report(addresses.undeliverable, 'failed')
      expect(heard.receipts).toMatchObject([{ status: 'failed' }])
    })

    it('passes on what a patient writes, and asks for it again when it could not be kept', async () => {
      const { channel, receive } = await opened()
      expect(channel.capabilities.inbound).toBe(receive !== null)
      if (receive === null) return
      heard.failNext = true
      expect(await receive('STOP')).toBe('deliver again')
      expect(await receive('STOP')).toBe('kept')
      expect(await receive('Będę jutro, дякую')).toBe('kept')
      expect(heard.inbound).toMatchObject([
        { channel: channel.kind, text: 'STOP', isComplete: true },
        { channel: channel.kind, text: 'Będę jutro, дякую', isComplete: true },
      ])
      expect(heard.inbound[0]?.providerKey).not.toBe(heard.inbound[1]?.providerKey)
    })

    it('answers what it can about earlier messages, and never invents an answer', async () => {
      const { channel, addresses } = await opened()
      const message = outgoing(addresses.good)
      const outcome = await channel.send(message)
      if (outcome.kind !== 'accepted') throw new Error('not accepted')
      const { reference, from, to } = message
      const { providerMessageId } = outcome
      const known = await channel.query({ providerMessageId, reference, from, to })
      const unknown = await channel.query({ providerMessageId: '99999999', reference: 65_000, from, to })
      const unanswered = await channel.query({ providerMessageId: null, reference, from, to })
      const never = await channel.query({ providerMessageId: null, reference: 65_000, from, to })
      const { statusQuery } = channel.capabilities
      expect([known.kind, unknown.kind]).toEqual(
        statusQuery === 'none' ? ['unsupported', 'unsupported'] : ['found', 'absent'],
      )
      expect([unanswered.kind, never.kind]).toEqual(
        statusQuery === 'by-reference' ? ['found', 'absent'] : ['unsupported', 'unsupported'],
      )
    })

    it('finishes what it has begun before it closes, and takes nothing after', async () => {
      const { channel, addresses, received } = await opened()
      const begun = channel.send(outgoing(addresses.good))
      // one turn of the loop, so that the message has left the hands of the caller
      await new Promise<void>((resolve) => setImmediate(resolve))
      await channel.close()
      expect(['accepted', 'temporary']).toContain((await begun).kind)
      expect(received()).toHaveLength((await begun).kind === 'accepted' ? 1 : 0)
      expect(await channel.send(outgoing(addresses.good))).toMatchObject({ kind: 'temporary' })
      expect(channel.health().state).toBe('closed')
      await channel.close()
    })
  })
}
