import { describe, expect, it } from 'vitest'
import { bucketsToSample, estimateFrom, sampleBuckets } from './estimate.ts'

/** A seeded generator of numbers below 1 (mulberry32). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('the estimate of an audience', () => {
  it.each([
    [30, 8],
    [500, 8],
    [20_000, 8],
    [3_000, 100],
    [150, 400],
  ])('holds the truth in 95 of 100 draws: %d patients, %d buckets', (truth, buckets) => {
    const throwDice = dice(truth * buckets)
    let held = 0
    const draws = 600
    for (let draw = 0; draw < draws; draw += 1) {
      let found = 0
      for (let patient = 0; patient < truth; patient += 1)
        if (Math.floor(throwDice() * sampleBuckets) < buckets) found += 1
      const { low, high } = estimateFrom(found, buckets)
      if (low <= truth && truth <= high) held += 1
    }
    expect(held / draws).toBeGreaterThan(0.92)
  })

  it('is wide where nobody was found, and says how many there may be at most', () => {
    expect(estimateFrom(0, 8)).toEqual({ count: 0, low: 0, high: 488 })
  })

  it('never says fewer than were found', () => {
    expect(estimateFrom(3, 512).low).toBeGreaterThanOrEqual(3)
  })

  it('is the count itself where everybody was counted', () => {
    expect(estimateFrom(1234, null)).toEqual({ count: 1234, low: 1234, high: 1234 })
  })

  it('takes fewer buckets the more patients there are, and all of a small clinic', () => {
    expect(bucketsToSample(1_000_000)).toBe(5)
    expect(bucketsToSample(100_000)).toBe(41)
    expect(bucketsToSample(7_000)).toBeNull()
    expect(bucketsToSample(0)).toBeNull()
  })
})
