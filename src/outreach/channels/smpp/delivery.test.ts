import type { Fields } from 'smpp'
import { expect, it } from 'vitest'
import { readDelivery } from './delivery.ts'
import { decodePdu, encodePdu } from './pdu-codec.ts'
import { smppSettings } from './smpp-settings.ts'

function read(fields: Fields, settings: object = {}) {
  const decoded = decodePdu(
    encodePdu('deliver_sm', 1, { source_addr_ton: 1, source_addr: '48600123456', ...fields }),
  )
  if (!decoded.ok) throw new Error(decoded.error)
  return readDelivery(decoded.value, smppSettings.parse({ host: 'smsc', systemId: 'kembali', ...settings }))
}

const receiptText = (stat: string) =>
  `id:7220bb6b sub:001 dlvrd:001 submit date:2703160800 done date:2703160801 stat:${stat} err:011 text:id:9 stat:REJECTD`

it.each([
  ['DELIVRD', 'delivered'],
  ['EXPIRED', 'expired'],
  ['DELETED', 'failed'],
  ['UNDELIV', 'failed'],
  ['ACCEPTD', 'accepted'],
  ['UNKNOWN', 'unknown'],
  ['REJECTD', 'rejected'],
  ['ENROUTE', 'enroute'],
  ['delivrd', 'delivered'],
  ['WHATEVER', 'unknown'],
])('reads a text receipt that says %s', (stat, status) => {
  const short_message = Buffer.from(receiptText(stat))
  expect(read({ esm_class: 4, short_message })).toEqual({
    ok: true,
    value: {
      kind: 'receipt',
      receipt: {
        providerMessageId: '7220bb6b',
        reference: null,
        to: '+48600123456',
        status,
        at: null,
        detail: `stat:${stat.toUpperCase()} err:011`,
      },
    },
  })
})

it.each([
  [1, 'enroute'],
  [2, 'delivered'],
  [3, 'expired'],
  [4, 'failed'],
  [5, 'failed'],
  [6, 'accepted'],
  [7, 'unknown'],
  [8, 'rejected'],
  [200, 'unknown'],
])('reads message_state %i', (message_state, status) => {
  const result = read({
    esm_class: 4,
    short_message: Buffer.alloc(0),
    receipted_message_id: 'abc',
    message_state,
    user_message_reference: 77,
    network_error_code: Buffer.from([3, 0, 11]),
  })
  expect(result).toMatchObject({
    value: {
      receipt: {
        providerMessageId: 'abc',
        reference: 77,
        status,
        detail: `state:${message_state} network:03000b`,
      },
    },
  })
})

it('believes the TLVs where text and TLVs disagree', () => {
  const short_message = Buffer.from(receiptText('UNDELIV'))
  expect(read({ esm_class: 4, short_message, receipted_message_id: 'tlv', message_state: 2 })).toMatchObject({
    value: { receipt: { providerMessageId: 'tlv', status: 'delivered' } },
  })
})

it('takes a delivery with a receipted id for a receipt although its esm_class forgot to say so', () => {
  expect(read({ short_message: Buffer.alloc(0), receipted_message_id: 'x', message_state: 2 })).toMatchObject(
    {
      value: { kind: 'receipt' },
    },
  )
})

it('reads a receipt that names neither an id nor a state by its number only', () => {
  expect(read({ esm_class: 4, short_message: Buffer.from('delivered!') })).toMatchObject({
    value: {
      receipt: {
        providerMessageId: null,
        reference: null,
        to: '+48600123456',
        status: 'unknown',
        detail: null,
      },
    },
  })
})

it('does not take a patient who writes "id:1 stat:DELIVRD" for a receipt', () => {
  expect(read({ short_message: Buffer.from('id:1 stat:DELIVRD') })).toMatchObject({
    value: { kind: 'text', part: { text: 'id:1 stat:DELIVRD' } },
  })
})

it.each([
  { name: 'the default alphabet', coding: 0, octets: Buffer.from([0x00, 0x1b, 0x65, 0x11]), text: '@€_' },
  { name: 'IA5', coding: 1, octets: Buffer.from('@_$', 'latin1'), text: '@_$' },
  { name: 'Latin-1', coding: 3, octets: Buffer.from('Señor', 'latin1'), text: 'Señor' },
  { name: 'UCS-2', coding: 8, octets: Buffer.from('СТОП 🦷', 'utf16le').swap16(), text: 'СТОП 🦷' },
  { name: 'Cyrillic', coding: 6, octets: Buffer.from([0xc1, 0xc2, 0xbe, 0xbf]), text: 'СТОП' },
  { name: 'a GSM class in the default alphabet', coding: 0xf1, octets: Buffer.from([0x00]), text: '@' },
  { name: 'a GSM scheme in UCS-2', coding: 0x18, octets: Buffer.from([0x04, 0x16]), text: 'Ж' },
  { name: 'a waiting-message mark in UCS-2', coding: 0xe0, octets: Buffer.from([0x04, 0x16]), text: 'Ж' },
])('reads $name', ({ coding, octets, text }) => {
  expect(read({ data_coding: coding, short_message: octets })).toMatchObject({
    value: { kind: 'text', part: { text } },
  })
})

it('takes data coding 0 for Latin-1 where the SMSC does', () => {
  const short_message = Buffer.from('@ Señor', 'latin1')
  expect(read({ data_coding: 0, short_message }, { alphabet: 'latin1' })).toMatchObject({
    value: { part: { text: '@ Señor' } },
  })
})

it.each([2, 4, 0xf5, 0x24, 0x84])('does not take data coding %i for a text', (data_coding) => {
  expect(read({ data_coding, short_message: Buffer.from([1, 2, 3]) })).toEqual({
    ok: true,
    value: { kind: 'binary', dataCoding: data_coding },
  })
})

it('reads a text that came as payload', () => {
  expect(read({ short_message: Buffer.alloc(0), message_payload: Buffer.from('STOP') })).toMatchObject({
    value: { part: { text: 'STOP', concatenation: null } },
  })
})

it.each([
  ['an 8-bit reference', [5, 0, 3, 0xcc, 3, 2], { reference: 0xcc, total: 3, sequence: 2 }],
  ['a 16-bit reference', [6, 8, 4, 0x12, 0x34, 3, 2], { reference: 0x1234, total: 3, sequence: 2 }],
  ['other elements before it', [9, 0x24, 1, 1, 0x70, 1, 0, 0, 3, 0], null],
  [
    'a reference after other elements',
    [8, 0x24, 1, 1, 0, 3, 0xcc, 2, 1],
    { reference: 0xcc, total: 2, sequence: 1 },
  ],
  ['a part outside its own message', [5, 0, 3, 0xcc, 2, 3], null],
  ['a message of one part', [5, 0, 3, 0xcc, 1, 1], null],
])('reads a header with %s', (_case, header, concatenation) => {
  const short_message = Buffer.concat([Buffer.from(header), Buffer.from('STOP')])
  expect(read({ esm_class: 0x40, short_message })).toMatchObject({
    value: { part: { text: 'STOP', concatenation } },
  })
})

it.each([
  ['is longer than the message', Buffer.from([200, 0, 3])],
  ['is announced and absent', Buffer.alloc(0)],
])('refuses a header that %s', (_case, short_message) => {
  expect(read({ esm_class: 0x40, short_message }).ok).toBe(false)
})

it('refuses a text from nobody', () => {
  expect(read({ source_addr: '', short_message: Buffer.from('hi') }).ok).toBe(false)
})
