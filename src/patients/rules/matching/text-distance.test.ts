import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOneSlipApart, nameLikeness, textLikeness } from './text-distance.ts'

const words = fc.string({ unit: fc.constantFrom(...'abcd'), maxLength: 8 })

describe('one slip', () => {
  it.each([
    ['kowalska', 'kowlska', true],
    ['kowalska', 'kowaslka', true],
    ['kowalska', 'kowalskaa', true],
    ['kowalska', 'kovalska', true],
    ['kowalska', 'kowalska', false],
    ['kowalska', 'kowalski', true],
    ['kowalska', 'kovalski', false],
    ['ab', 'ba', true],
    ['abc', 'cba', false],
    ['', 'a', true],
    ['', 'ab', false],
  ])('between %s and %s: %s', (one, other, expected) => {
    expect(isOneSlipApart(one, other)).toBe(expected)
  })

  it('is what one change makes of any word', () => {
    fc.assert(
      fc.property(words, fc.nat(8), fc.constantFrom(...'abcd'), (word, place, letter) => {
        const at = Math.min(place, word.length)
        expect(isOneSlipApart(word, word.slice(0, at) + letter + word.slice(at))).toBe(true)
      }),
    )
  })
})

describe('likeness', () => {
  it.each([
    // Winkler 1990 and later, as printed in many places.
    ['martha', 'marhta', 0.961],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.813],
    ['abc', 'xyz', 0],
    ['', 'anna', 0],
  ])('of the names %s and %s is %f', (one, other, expected) => {
    expect(nameLikeness(one, other)).toBeCloseTo(expected, 3)
  })

  it.each([
    ['longmorecrescent', 'longmorecrescent', 1],
    ['lipowa', 'dluga', 0],
    ['', '', 0],
    ['a', 'b', 0],
  ])('of the texts %s and %s is %f', (one, other, expected) => {
    expect(textLikeness(one, other)).toBeCloseTo(expected, 3)
  })

  it('does not care which comes first, and is between 0 and 1', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        for (const measure of [nameLikeness, textLikeness]) {
          expect(measure(one, other)).toBeCloseTo(measure(other, one), 9)
          expect(measure(one, other)).toBeGreaterThanOrEqual(0)
          expect(measure(one, other)).toBeLessThanOrEqual(1)
        }
        expect(isOneSlipApart(one, other)).toBe(isOneSlipApart(other, one))
      }),
    )
  })
})
