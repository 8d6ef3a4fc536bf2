import type { Fields } from 'smpp'
import { afterEach, describe, expect, it } from 'vitest'
import { MovableClock } from '../../src/platform/clock/clock.ts'
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

function text(from: string, words: string): Fields {
  return {
    source_addr_ton: 1,
    source_addr: from,
    dest_addr_ton: 1,
    destination_addr: '48221234567',
    data_coding: 8,
    short_message: Buffer.from(words, 'utf16le').swap16(),
  }
}

/** One part by UDH with an 8-bit reference. */
function part(
  from: string,
  words: string,
  [reference, total, sequence]: readonly [number, number, number],
): Fields {
  const header = Buffer.from([5, 0, 3, reference, total, sequence])
  const octets = Buffer.from(words, 'utf16le').swap16()
  return { ...text(from, ''), esm_class: 0x40, short_message: Buffer.concat([header, octets]) }
}

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

describe('long texts from patients', () => {
  it('puts the parts together in whatever order and between other texts they come', async () => {
    const { server, heard } = await opened()
    await server.deliver(part(anna, 'B', [7, 3, 2]))
    await server.deliver(part(jan, 'x', [7, 2, 1]))
    await server.deliver(part(anna, 'C', [7, 3, 3]))
    await server.deliver(text(anna, 'single'))
    await server.deliver(part(jan, 'y', [7, 2, 2]))
    await server.deliver(part(anna, 'A', [7, 3, 1]))
    expect(heard.inbound.map(({ from, text: words }) => [from, words])).toEqual([
      [`+${anna}`, 'single'],
      [`+${jan}`, 'xy'],
      [`+${anna}`, 'ABC'],
    ])
  })

  it('takes a part that comes twice once, and a reference used again for a new message', async () => {
    const { server, heard } = await opened()
    const parts = [part(anna, 'A', [9, 2, 1]), part(anna, 'A', [9, 2, 1]), part(anna, 'B', [9, 2, 2])]
    for (const fields of [...parts, part(anna, 'C', [9, 2, 1]), part(anna, 'D', [9, 2, 2])])
      await server.deliver(fields)
    expect(heard.inbound.map((message) => message.text)).toEqual(['AB', 'CD'])
  })

  it('joins an emoji that was cut in two', async () => {
    const { server, heard } = await opened()
    const [high = '', low = ''] = '🦷'.split('')
    await server.deliver(part(anna, `boli ${high}`, [1, 2, 1]))
    await server.deliver(part(anna, `${low}!`, [1, 2, 2]))
    expect(heard.inbound).toMatchObject([{ text: 'boli 🦷!', isComplete: true }])
  })

  it('reads parts numbered by TLV', async () => {
    const { server, heard } = await opened()
    for (const sar_segment_seqnum of [2, 1]) {
      const tlvs = { sar_msg_ref_num: 4711, sar_total_segments: 2, sar_segment_seqnum }
      await server.deliver({ ...text(anna, `part ${sar_segment_seqnum}.`), ...tlvs })
    }
    expect(heard.inbound).toMatchObject([{ text: 'part 1.part 2.' }])
  })

  it('keeps the parts when the listener fails, and is whole when the last one comes again', async () => {
    const { server, heard } = await opened()
    expect(await server.deliver(part(anna, 'A', [3, 2, 1]))).toBe(0)
    heard.failNext = true
    expect(await server.deliver(part(anna, 'B', [3, 2, 2]))).toBe(0x64)
    expect(await server.deliver(part(anna, 'B', [3, 2, 2]))).toBe(0)
    expect(heard.inbound).toMatchObject([{ text: 'AB' }])
  })

  it('passes on what came when the rest does not come: a STOP in it must count', async () => {
    const clock = new MovableClock(Temporal.Instant.from('2027-03-16T08:00:00Z'))
    const settings = { enquireIntervalMs: 5, partsAgeLimitSeconds: 300 }
    const { server, heard } = await opened({ clock, settings })
    await server.deliver(part(anna, 'STOP, ', [5, 3, 1]))
    await server.deliver(part(anna, ' bardzo.', [5, 3, 3]))
    clock.advance({ seconds: 299 })
    await server.deliver(text(jan, 'tak'))
    expect(heard.inbound).toMatchObject([{ text: 'tak' }])
    clock.advance({ seconds: 2 })
    await expect
      .poll(() => heard.inbound.slice(1))
      .toMatchObject([{ from: `+${anna}`, text: 'STOP, […] bardzo.', isComplete: false }])
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

  it('does not cost the parts that are overdue', async () => {
    const clock = new MovableClock(Temporal.Instant.from('2027-03-16T08:00:00Z'))
    const { server, heard } = await opened({ clock, settings: { enquireIntervalMs: 5 } })
    await server.deliver(part(anna, 'STOP', [5, 2, 1]))
    heard.failNext = true
    clock.advance({ hours: 1 })
    await expect.poll(() => heard.inbound).toMatchObject([{ text: 'STOP[…]', isComplete: false }])
    expect(heard.failNext).toBe(false)
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
