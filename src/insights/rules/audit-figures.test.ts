import { describe, expect, it } from 'vitest'
import { againstBenchmark, gainOf, recalledShare } from './audit-figures.ts'

const dental = { low: 0.75, high: 0.85 }
const count = (due: number, returned: number, late = 0) => ({ due, returned, late })

describe('the share recalled', () => {
  it.each([
    [29, 20, null],
    [30, 15, 0.5],
    [30, 0, 0],
  ])('of %i due, %i came: %s', (due, returned, share) => {
    expect(recalledShare(count(due, returned))).toBe(share)
  })

  it.each([
    [29, 0, 'too_few'],
    [100, 74, 'below'],
    [100, 75, 'within'],
    [100, 85, 'within'],
    [100, 86, 'above'],
  ] as const)('of %i due, %i came: %s the claim of 75 to 85 %%', (due, returned, verdict) => {
    expect(againstBenchmark(count(due, returned), dental)).toBe(verdict)
  })

  it('is compared with nothing where no benchmark is known', () => {
    expect(againstBenchmark(count(100, 50), null)).toBe('no_benchmark')
  })
})

describe('what more recall would bring', () => {
  const people = count(900, 540, 90)
  const ask = { people, months: 9, points: 10, visitValueMinor: 200 }

  it('is a range from without the late ones to with them', () => {
    // 1200 due a year; 10 points are 120; of the 360 who did not come in time 90 came by themselves.
    expect(gainOf(ask)).toEqual({
      points: 10,
      visits: { low: 90, high: 120 },
      moneyMinor: { low: 18_000, high: 24_000 },
    })
    expect(gainOf({ ...ask, points: 20 })?.visits).toEqual({ low: 180, high: 240 })
  })

  it('has no money where the value of a visit is not known', () => {
    expect(gainOf({ ...ask, visitValueMinor: null })?.moneyMinor).toBeNull()
  })

  it('never counts on more than everybody', () => {
    expect(gainOf({ ...ask, people: count(900, 855), points: 20 })?.visits).toEqual({ low: 60, high: 60 })
    expect(gainOf({ ...ask, people: count(900, 900) })).toBeNull()
  })

  it('is not worked out from under 30 cases', () => {
    expect(gainOf({ ...ask, people: count(29, 10) })).toBeNull()
  })
})
