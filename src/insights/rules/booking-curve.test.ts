import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookingCurve, type DayCount, onDay } from './booking-curve.ts'

const someDays = fc.uniqueArray(
  fc.record({
    day: fc.integer({ min: 0, max: 120 }),
    booked: fc.integer({ min: 0, max: 50 }),
    unwatched: fc.integer({ min: 0, max: 50 }),
  }),
  { selector: ({ day }) => day, maxLength: 40 },
)

describe('the booking curve', () => {
  it('is the published one for the remissions of Freireich (1963)', () => {
    // 6-mercaptopurine arm: weeks of remission of 21 patients; + is still in remission when last seen.
    const days: DayCount[] = [
      { day: 6, booked: 3, unwatched: 1 },
      { day: 7, booked: 1, unwatched: 0 },
      { day: 9, booked: 0, unwatched: 1 },
      { day: 10, booked: 1, unwatched: 1 },
      { day: 11, booked: 0, unwatched: 1 },
      { day: 13, booked: 1, unwatched: 0 },
      { day: 16, booked: 1, unwatched: 0 },
      { day: 17, booked: 0, unwatched: 1 },
      { day: 19, booked: 0, unwatched: 1 },
      { day: 20, booked: 0, unwatched: 1 },
      { day: 22, booked: 1, unwatched: 0 },
      { day: 23, booked: 1, unwatched: 0 },
      { day: 25, booked: 0, unwatched: 1 },
      { day: 32, booked: 0, unwatched: 2 },
      { day: 34, booked: 0, unwatched: 1 },
      { day: 35, booked: 0, unwatched: 1 },
    ]
    const curve = bookingCurve(days)
    const staying = (day: number) => 1 - (onDay(curve, day)?.value ?? 0)
    expect([6, 7, 10, 13, 16, 22, 23].map((day) => Number(staying(day).toFixed(4)))).toEqual([
      0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482,
    ])
  })

  it('is the plain share while everybody is watched to the end', () => {
    fc.assert(
      fc.property(someDays, (days) => {
        const watched = days.map((day) => ({ ...day, unwatched: 0 }))
        const all = watched.reduce((sum, { booked }) => sum + booked, 0) + 10
        const curve = bookingCurve([...watched, { day: 200, booked: 0, unwatched: 10 }])
        for (const { day, value } of curve) {
          const booked = watched.filter((one) => one.day <= day).reduce((sum, one) => sum + one.booked, 0)
          expect(value).toBeCloseTo(booked / all, 9)
        }
      }),
    )
  })

  it('never falls, and lies with its interval between 0 and 1', () => {
    fc.assert(
      fc.property(someDays, (days) => {
        let before = 0
        for (const { value, low, high } of bookingCurve(days)) {
          expect(value).toBeGreaterThanOrEqual(before - 1e-12)
          expect(low).toBeGreaterThanOrEqual(0)
          expect(low).toBeLessThanOrEqual(value + 1e-12)
          expect(high).toBeGreaterThanOrEqual(value - 1e-12)
          expect(high).toBeLessThanOrEqual(1)
          before = value
        }
      }),
    )
  })

  it('says nothing before its first day, and nothing of nobody', () => {
    expect(bookingCurve([])).toEqual([])
    expect(onDay(bookingCurve([{ day: 3, booked: 1, unwatched: 4 }]), 2)).toBeNull()
  })
})
