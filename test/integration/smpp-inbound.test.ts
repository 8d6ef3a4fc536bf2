import { afterEach, describe, expect, it } from 'vitest'
import { textFrom as text } from '../support/inbound-sms.ts'
import { recordingLog } from '../support/recording-log.ts'
import { type SmppPair, smppPair } from '../support/smpp-pair.ts'

const anna = '48601234567'
const jan = '48609876543'

let pair: SmppPair | null = null
const opened = async (options: Parameters<typeof smppPair>[0] = {}): Promise<SmppPair> => {
  pair = await smppPair(options)
  return pair
}
afterEach(async () => {
  await pair?.close()
  pair = null
})

describe('texts from patients', () => {
  it('keeps them in the order they came, however slow the listener', async () => {
    const { server, heard } = await opened()
    const words = ['2', 'jednak nie', 'STOP', 'przepraszam']
    await Promise.all(words.map((word) => server.deliver(text(anna, word))))
    expect(heard.inbound.map((message) => message.text)).toEqual(words)
  })

  it('answers the SMSC only when the text is kept', async () => {
    const { server, heard } = await opened()
    heard.failNext = true
    expect(await server.deliver(text(anna, 'STOP'))).toBe(0x64)
    expect(heard.inbound).toEqual([])
    expect(await server.deliver(text(anna, 'STOP'))).toBe(0)
    expect(heard.inbound).toMatchObject([
      { from: `+${anna}`, to: '+48221234567', text: 'STOP', keyScope: 'content' },
    ])
  })

  it('gives the same text the same key and another text another', async () => {
    const { server, heard } = await opened()
    for (const [from, word] of [
      [anna, '1'],
      [anna, '1'],
      [anna, '2'],
      [jan, '1'],
    ] as const) {
      await server.deliver(text(from, word))
    }
    const [first, again, other, another] = heard.inbound.map((message) => message.providerKey)
    expect(again).toBe(first)
    expect(new Set([first, other, another]).size).toBe(3)
  })

  it('acknowledges what no person wrote and passes nothing on', async () => {
    const log = recordingLog()
    const { server, heard } = await opened({ log })
    expect(
      await server.deliver({ ...text(anna, ''), data_coding: 4, short_message: Buffer.from([1, 2]) }),
    ).toBe(0)
    expect(heard.inbound).toEqual([])
    expect(log.lines.join()).toContain('binary')
  })

  it('writes neither number nor text into the log', async () => {
    const log = recordingLog()
    const { server, heard } = await opened({ log })
    heard.failNext = true
    await server.deliver(text(anna, 'mam gorączkę'))
    await server.deliver(text(anna, 'mam gorączkę'))
    expect(log.lines.join()).not.toMatch(/gorączk|601234567/)
  })
})

describe('a listener that breaks', () => {
  it('costs nothing even when it throws instead of rejecting', async () => {
    const { server, heard } = await opened()
    const { onInbound } = heard.listeners
    let throws: boolean = true
    Object.assign(heard.listeners, {
      onInbound: (message: Parameters<typeof onInbound>[0]) => {
        if (throws) throw new TypeError('a bug')
        return onInbound(message)
      },
    })
    expect(await server.deliver(text(anna, 'STOP'))).toBe(0x64)
    throws = false
    expect(await server.deliver(text(anna, 'STOP'))).toBe(0)
    expect(heard.inbound).toMatchObject([{ text: 'STOP' }])
  })
})

describe('receipts', () => {
  it('does not answer the SMSC before the receipt is kept', async () => {
    const { server, heard, channel } = await opened()
    await channel.send({
      messageId: '0195a0c0-0000-7000-8000-000000000001',
      reference: 9,
      to: `+${anna}`,
      from: 'Lipa',
      replyTo: null,
      subject: null,
      text: 'hi',
      html: null,
      unsubscribe: null,
      expiresAt: null,
      language: 'pl',
    })
    const [sms] = server.accepted
    if (sms === undefined) throw new Error('nothing accepted')
    heard.failNext = true
    expect(await server.sendReceipt(sms, 'DELIVRD')).toBe(0x64)
    expect(await server.sendReceipt(sms, 'DELIVRD')).toBe(0)
    expect(heard.receipts).toMatchObject([{ providerMessageId: '1001', status: 'delivered', to: `+${anna}` }])
  })
})
