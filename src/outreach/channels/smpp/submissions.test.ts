import type { Fields } from 'smpp'
import { expect, it } from 'vitest'
import type { OutgoingMessage } from '../channel.ts'
import { smppSettings } from './smpp-settings.ts'
import { submissions } from './submissions.ts'

const now = Temporal.Instant.from('2027-03-16T08:00:00Z')

function made(changes: Partial<OutgoingMessage>, settings: object = {}): readonly Fields[] {
  const message: OutgoingMessage = {
    messageId: '0195a0c0-0000-7000-8000-000000000001',
    reference: 0x1234,
    to: '+48600123456',
    from: 'Lipa',
    replyTo: null,
    subject: null,
    text: 'Dzien dobry',
    html: null,
    unsubscribe: null,
    expiresAt: null,
    language: 'pl',
    ...changes,
  }
  const result = submissions(
    message,
    smppSettings.parse({ host: 'smsc', systemId: 'kembali', ...settings }),
    now,
  )
  if (!result.ok) throw new Error(result.error.reason)
  return result.value
}

it('sends one part with its addresses, its reference and a wish for a receipt', () => {
  expect(made({})).toEqual([
    {
      source_addr_ton: 5,
      source_addr_npi: 0,
      source_addr: 'Lipa',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: '48600123456',
      validity_period: '',
      data_coding: 0,
      user_message_reference: 0x1234,
      registered_delivery: 1,
      short_message: Buffer.from('Dzien dobry'),
    },
  ])
})

it('cuts a long text into parts that a phone can join', () => {
  const parts = made({ text: 'ab€'.repeat(80) })
  expect(
    parts
      .map((part) => part['short_message'])
      .map((octets) => Buffer.isBuffer(octets) && octets.subarray(0, 6)),
  ).toEqual([
    Buffer.from([5, 0, 3, 0x34, 3, 1]),
    Buffer.from([5, 0, 3, 0x34, 3, 2]),
    Buffer.from([5, 0, 3, 0x34, 3, 3]),
  ])
  expect(parts.map((part) => part['esm_class'])).toEqual([0x40, 0x40, 0x40])
  // each part can be asked for by itself
  expect(parts.map((part) => part['user_message_reference'])).toEqual([0x1234, 0x1235, 0x1236])
  // one success, from the last part; a failure from any
  expect(parts.map((part) => part['registered_delivery'])).toEqual([2, 2, 1])
})

it('never writes more octets than an SMS holds', () => {
  for (const text of ['a'.repeat(500), '€'.repeat(400), 'ж'.repeat(300), '😀'.repeat(200)]) {
    for (const part of made({ text })) {
      const octets = part['short_message']
      const limit = part['data_coding'] === 8 ? 140 : 6 + 153
      expect(Buffer.isBuffer(octets) && octets.length <= limit, text.slice(0, 4)).toBe(true)
    }
  }
})

it('numbers the parts by TLV where the SMSC wants that', () => {
  const parts = made({ text: 'ж'.repeat(100) }, { longMessages: 'sar' })
  expect(parts).toMatchObject([
    { sar_msg_ref_num: 0x1234, sar_total_segments: 2, sar_segment_seqnum: 1, data_coding: 8 },
    { sar_msg_ref_num: 0x1234, sar_total_segments: 2, sar_segment_seqnum: 2, data_coding: 8 },
  ])
})

it('leaves the cutting to the SMSC where it wants that', () => {
  const [whole, ...others] = made({ text: 'ж'.repeat(100) }, { longMessages: 'payload' })
  expect(others).toEqual([])
  expect(whole?.['message_payload']).toEqual(ucs2('ж'.repeat(100)))
})

it.each([
  {
    text: 'Señor Müller',
    settings: { alphabet: 'latin1' },
    coding: 3,
    octets: Buffer.from('Señor Müller', 'latin1'),
  },
  {
    text: '€ is not in Latin-1',
    settings: { alphabet: 'latin1' },
    coding: 8,
    octets: ucs2('€ is not in Latin-1'),
  },
  { text: 'ok', settings: { gsmDataCoding: 1 }, coding: 1, octets: Buffer.from('ok') },
  { text: '@£ñ', settings: {}, coding: 0, octets: Buffer.from([0x00, 0x01, 0x7d]) },
  { text: 'Żółć', settings: {}, coding: 8, octets: ucs2('Żółć') },
])('writes "$text" with coding $coding for $settings', ({ text, settings, coding, octets }) => {
  expect(made({ text }, settings)).toMatchObject([{ data_coding: coding, short_message: octets }])
})

it.each([
  ['relative', '2027-03-17T10:30:05Z', '000001023005000R'],
  ['relative', '2028-03-16T08:00:00Z', '000030000000000R'],
  ['absolute', '2027-03-17T10:30:05Z', '270317103005000+'],
  ['none', '2027-03-17T10:30:05Z', ''],
] as const)('says by %s time until when the message is worth sending (%s)', (validity, expires, period) => {
  expect(made({ expiresAt: Temporal.Instant.from(expires) }, { validity })).toMatchObject([
    { validity_period: period },
  ])
})

it('leaves out what the account does not want', () => {
  const [part] = made({}, { sendReference: false, receipts: false, sourceTon: 3, sourceNpi: 9 })
  expect(part).toMatchObject({ registered_delivery: 0, source_addr_ton: 3, source_addr_npi: 9 })
  expect(part).not.toHaveProperty('user_message_reference')
})

function ucs2(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}
