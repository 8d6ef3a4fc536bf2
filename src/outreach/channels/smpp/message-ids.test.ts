import fc from 'fast-check'
import { expect, it } from 'vitest'
import { queriedId, receiptedId, submittedId } from './message-ids.ts'
import { smppSettings } from './smpp-settings.ts'

function forms(messageIds: object) {
  return smppSettings.parse({ host: 'smsc', systemId: 'kembali', messageIds }).messageIds
}

it('keeps ids as they are unless told that they are numbers', () => {
  expect(submittedId(' 00A1-b2 ', forms({}))).toBe('00A1-b2')
  expect(receiptedId('00A1-b2', forms({}))).toBe('00A1-b2')
  expect(submittedId('  ', forms({}))).toBeNull()
})

it.each([
  ['hexadecimal', 'decimal'],
  ['decimal', 'hexadecimal'],
  ['hexadecimal', 'hexadecimal'],
  ['decimal', 'decimal'],
] as const)('knows a message again that is named in %s and reported in %s', (submitted, receipted) => {
  const settings = forms({ submitted, receipted })
  const write = (value: bigint, form: string) =>
    form === 'decimal'
      ? value.toString().padStart(10, '0')
      : value.toString(16).toUpperCase().padStart(8, '0')
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 64n }), (value) => {
      expect(receiptedId(write(value, receipted), settings)).toBe(
        submittedId(write(value, submitted), settings),
      )
    }),
  )
})

it('never takes two messages for one', () => {
  const settings = forms({ submitted: 'hexadecimal', receipted: 'decimal' })
  expect(receiptedId('1001', settings)).not.toBe(submittedId('1001', settings))
})

it('asks about an id as the SMSC wrote it', () => {
  const settings = forms({ submitted: 'hexadecimal', hexadecimalDigits: 8, hexadecimalLetters: 'upper' })
  expect(queriedId(submittedId('0000A1B2', settings) ?? '', settings)).toBe('0000A1B2')
})

it('leaves an id alone that is not the number it should be', () => {
  const settings = forms({ submitted: 'hexadecimal', receipted: 'decimal' })
  expect(submittedId('msg-17', settings)).toBe('msg-17')
  expect(receiptedId('msg-17', settings)).toBe('msg-17')
})
