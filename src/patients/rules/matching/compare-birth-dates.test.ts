import { describe, expect, it } from 'vitest'
import { compareBirthDates } from './compare-birth-dates.ts'

describe('two birth dates', () => {
  it.each([
    ['1980-05-17', '1980-05-17', 'same'],
    ['1980-01-01', '1980-01-01', 'same_first_of_year'],
    ['1980-05-07', '1980-07-05', 'swapped'],
    ['1980-05-17', '1980-05-11', 'slip'],
    ['1980-05-17', '1908-05-17', 'slip'],
    ['1980-05-17', '1980-05-28', 'two_parts'],
    ['1980-05-17', '1994-05-17', 'two_parts'],
    ['1980-05-17', '1962-11-02', 'differs'],
    ['1980-05-17', null, 'missing'],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(compareBirthDates(one, other)).toBe(expected)
    expect(compareBirthDates(other, one)).toBe(expected)
  })
})
