import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proofOf, shareDifference, shareOf, wilsonInterval } from './proof.ts'

const arm = fc
  .integer({ min: 1, max: 50_000 })
  .chain((all) => fc.record({ all: fc.constant(all), booked: fc.integer({ min: 0, max: all }) }))

describe('the interval of one share', () => {
  it.each([
    // Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.
    { part: 81, whole: 263, low: 0.2553, high: 0.3662 },
    { part: 15, whole: 148, low: 0.0624, high: 0.1605 },
    { part: 0, whole: 20, low: 0, high: 0.1611 },
    { part: 1, whole: 29, low: 0.0061, high: 0.1718 },
  ])('of $part of $whole is the published one', ({ part, whole, low, high }) => {
    const interval = wilsonInterval(part, whole)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('lies inside 0 to 1 and holds the share', () => {
    fc.assert(
      fc.property(arm, ({ booked, all }) => {
        const { value, low, high } = wilsonInterval(booked, all)
        return low >= 0 && low <= value && value <= high && high <= 1
      }),
    )
  })

  it('is not told under 30 cases', () => {
    expect(shareOf({ booked: 5, all: 29 })).toEqual({ part: 5, whole: 29, interval: null })
    expect(shareOf({ booked: 5, all: 30 }).interval).not.toBeNull()
  })
})

describe('the difference of two shares', () => {
  it.each([
    // Newcombe (1998), Statistics in Medicine 17:873, table II, method 10.
    { one: [56, 70], other: [48, 80], low: 0.0524, high: 0.3339 },
    { one: [9, 10], other: [3, 10], low: 0.1705, high: 0.809 },
    { one: [5, 56], other: [0, 29], low: -0.0381, high: 0.1926 },
    { one: [0, 10], other: [0, 10], low: -0.2775, high: 0.2775 },
    { one: [10, 10], other: [0, 10], low: 0.6075, high: 1 },
  ])('of $one and $other is the published one', ({ one, other, low, high }) => {
    const arm = ([booked = 0, all = 0]: readonly number[]) => ({ booked, all })
    const interval = shareDifference(arm(one), arm(other))
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('changes sign with the arms, and lies inside −1 to 1', () => {
    fc.assert(
      fc.property(arm, arm, (one, other) => {
        const there = shareDifference(one, other)
        const back = shareDifference(other, one)
        expect(back.value).toBeCloseTo(-there.value, 12)
        expect(back.low).toBeCloseTo(-there.high, 12)
        expect(there.low).toBeGreaterThanOrEqual(-1)
        expect(there.high).toBeLessThanOrEqual(1)
        expect(there.low).toBeLessThanOrEqual(there.value)
        expect(there.high).toBeGreaterThanOrEqual(there.value)
      }),
    )
  })

  it('holds zero where both arms booked alike', () => {
    fc.assert(
      fc.property(arm, fc.integer({ min: 1, max: 20 }), ({ booked, all }, times) => {
        const { low, high } = shareDifference({ booked, all }, { booked: booked * times, all: all * times })
        return low <= 0 && high >= 0
      }),
    )
  })

  it('grows narrower with more cases of the same shares', () => {
    fc.assert(
      fc.property(arm, arm, (one, other) => {
        const more = ({ booked, all }: { booked: number; all: number }) => ({
          booked: booked * 4,
          all: all * 4,
        })
        const width = ({ low, high }: { low: number; high: number }) => high - low
        return width(shareDifference(more(one), more(other))) < width(shareDifference(one, other))
      }),
    )
  })
})

describe('the proof of a campaign', () => {
  it('tells the extra visits with their interval', () => {
    const proof = proofOf({ booked: 341, all: 1786 }, { booked: 22, all: 198 })
    expect(proof.verdict).toBe('gain')
    expect(proof.extraVisits?.value).toBeCloseTo(341 - (1786 * 22) / 198, 9)
    expect(proof.extraVisits?.low).toBeCloseTo(1786 * (proof.difference?.low ?? 0), 9)
    expect(proof.extraVisits?.high).toBeCloseTo(1786 * (proof.difference?.high ?? 0), 9)
  })

  it('is a gain only when the whole interval is above zero', () => {
    fc.assert(
      fc.property(arm, arm, (contacted, holdOut) => {
        const { difference, verdict } = proofOf(contacted, holdOut)
        if (difference === null) return verdict === 'too_few' && Math.min(contacted.all, holdOut.all) < 30
        return (verdict === 'gain') === difference.low > 0 && (verdict === 'loss') === difference.high < 0
      }),
    )
  })

  it('has nothing to compare without a hold-out, and too little under 30', () => {
    expect(proofOf({ booked: 10, all: 100 }, { booked: 0, all: 0 }).verdict).toBe('no_hold_out')
    expect(proofOf({ booked: 10, all: 100 }, { booked: 1, all: 29 })).toMatchObject({
      verdict: 'too_few',
      difference: null,
      extraVisits: null,
    })
  })
})
