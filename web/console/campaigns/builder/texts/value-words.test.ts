import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keptText, shownText } from './value-words.ts'

const polish = [
  ['link', 'odnośnik'],
  ['times', 'terminy'],
  ['time', 'godzina'],
] as const

test('values stand in the reader’s words, whatever the language of the text', () => {
  expect(shownText('Запись: {link}. {times}', polish)).toBe('Запись: {odnośnik}. {terminy}')
  expect(shownText('{imie} {link', polish)).toBe('{imie} {link')
})

test('a value is understood in the reader’s word, in English, and however it was typed', () => {
  expect(keptText('{odnośnik} {Odnośnik } {link}', polish)).toBe('{link} {link} {link}')
  expect(keptText('{imie} {godzin}', polish)).toBe('{imie} {godzin}')
})

test('a text that is shown and kept again is the same text', () => {
  const piece = fc.constantFrom('{link}', '{times}', '{time}', '{', '}', 'wizyta', ' ', "'", '{x}', 'визит')
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('')
      expect(keptText(shownText(text, polish), polish)).toBe(text)
    }),
  )
})
