import { expect, test } from 'vitest'
import { choice, optional, ordinal, several } from './url-state.ts'

test('a choice falls back to its default for anything it does not know', () => {
  const tab = choice(['soon', 'overdue'], 'overdue')
  expect(tab.read(undefined)).toBe('overdue')
  expect(tab.read('<script>')).toBe('overdue')
  expect(tab.read(['soon', 'overdue'])).toBe('soon')
})

test('defaults are left out of the address', () => {
  expect(choice(['soon', 'overdue'], 'overdue').write('overdue')).toBeUndefined()
  expect(ordinal().write(1)).toBeUndefined()
  expect(several().write([])).toBeUndefined()
})

test.each(['0', '-1', '1.5', '1e99', 'x', ''])('page %j is page one', (raw) => {
  expect(ordinal().read(raw)).toBe(1)
})

test('what is written is read back', () => {
  expect(ordinal().read(String(ordinal().write(7)))).toBe(7)
  expect(several().read(several().write(['a', 'b']))).toEqual(['a', 'b'])
  expect(several().read('a')).toEqual(['a'])
  expect(optional().read(optional().write('x'))).toBe('x')
  expect(optional().read('')).toBeUndefined()
})
