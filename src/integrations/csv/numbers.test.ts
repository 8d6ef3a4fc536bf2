import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumber } from './numbers.ts'

describe('readNumber', () => {
  it.each([
    ['12', 'PL', 12],
    ['12,5', 'PL', 12.5],
    ['12.5', 'PL', 12.5],
    ['-0,4', 'RU', -0.4],
    ['\u22120.4', 'RU', -0.4],
    ['1 234,50', 'PL', 1234.5],
    ['1.234,50', 'DE', 1234.5],
    ['1,234.50', 'US', 1234.5],
    ['1,234', 'US', 1234],
    ['1,234', 'PL', 1.234],
    ['1,23', 'US', 1.23],
    ['1,234,567', 'PL', 1_234_567],
    ['1.234.567', 'US', 1_234_567],
    ['6.02e23', 'PL', 6.02e23],
  ])('reads %s in %s as %d', (text, country, value) => {
    expect(readNumber(text, country)).toBe(value)
  })

  it.each(['', 'negative', '120/80', '1,2,3', '1.2.3', '12 mg', '<5', '-', '.', '1e999', '0x10', 'NaN'])(
    'takes %j for no number',
    (text) => {
      expect(readNumber(text, 'PL')).toBeNull()
    },
  )

  it('reads what a program writes as it was', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(String(value), 'PL')).toBe(Object.is(value, -0) ? 0 : value)
      }),
    )
  })
})
