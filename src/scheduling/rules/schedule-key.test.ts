import { expect, test } from 'vitest'
import { scheduleKey } from '../contract/schedule-shapes.ts'
import { keyFromName } from './schedule-key.ts'

test.each([
  ['Wizyta kontrolna', 'wizyta-kontrolna'],
  ['Ząb – leczenie (łatwe)', 'zab-leczenie-latwe'],
  ['Осмотр', 'service'],
  ['  --  ', 'service'],
  ['Осмотр 30', '30'],
])('%s has the key %s, which a schedule file accepts', (name, expected) => {
  const key = keyFromName(name, new Set(), 'service')
  expect(key).toBe(expected)
  expect(scheduleKey.safeParse(key).success).toBe(true)
})

test('a key that is taken gets a number, and a long name still fits', () => {
  expect(keyFromName('Lis', new Set(['lis', 'lis-2']), 'person')).toBe('lis-3')
  const long = keyFromName('a'.repeat(120), new Set(['a'.repeat(36)]), 'person')
  expect(scheduleKey.safeParse(long).success).toBe(true)
})
