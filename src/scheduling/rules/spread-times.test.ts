import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadTimes } from './spread-times.ts'

const hours = (day: string, ...list: number[]) =>
  list.map((hour) => ({ start: Number(day) * 24 + hour, day, hour }))
const times = fc
  .uniqueArray(fc.integer({ min: 0, max: 24 * 20 }), { maxLength: 60 })
  .map((starts) => starts.map((start) => ({ start, day: String(Math.floor(start / 24)), hour: start % 24 })))

describe('spreadTimes', () => {
  it('offers other days and other parts of the day', () => {
    const offered = spreadTimes(
      [...hours('1', 8, 9, 12, 17), ...hours('2', 8, 12, 17), ...hours('3', 8, 17)],
      3,
    )
    expect(offered.map(({ day, hour }) => `${day}/${hour}`)).toEqual(['1/8', '2/12', '3/17'])
  })

  it('offers what there is when one day is all there is', () => {
    expect(spreadTimes(hours('1', 8, 9, 17), 3).map(({ hour }) => hour)).toEqual([8, 9, 17])
  })

  it('answers a sorted subset that holds the earliest time, as long as asked', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 5 }), (candidates, wanted) => {
        const chosen = spreadTimes(candidates, wanted)
        expect(chosen).toHaveLength(Math.min(wanted, candidates.length))
        expect(chosen.every((one) => candidates.includes(one))).toBe(true)
        expect(chosen.map(({ start }) => start)).toEqual(
          chosen.map(({ start }) => start).sort((a, b) => a - b),
        )
        if (candidates.length > 0)
          expect(chosen[0]?.start).toBe(Math.min(...candidates.map(({ start }) => start)))
      }),
    )
  })
})
