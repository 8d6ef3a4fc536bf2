import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundScale } from './scale.ts'

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 8 })

test('a scale holds zero and every value', () => {
  fc.assert(
    fc.property(values, (all) => {
      const scale = roundScale(all)
      // What rounds onto the last tick may lie past it by less than anybody can see.
      const unseen = (scale.high - scale.low) * 1e-8 + 1e-9
      for (const value of [0, ...all]) {
        expect(value).toBeGreaterThanOrEqual(scale.low - unseen)
        expect(value).toBeLessThanOrEqual(scale.high + unseen)
      }
    }),
  )
})

test('a scale has few ticks, in rising order', () => {
  fc.assert(
    fc.property(values, (all) => {
      const { ticks } = roundScale(all)
      expect(ticks.length).toBeGreaterThanOrEqual(1)
      expect(ticks.length).toBeLessThanOrEqual(8)
      expect([...ticks].sort((a, b) => a - b)).toEqual(ticks)
    }),
  )
})

test('19.1 % at most is shown on ticks of 5 %', () => {
  expect(roundScale([0.111, 0.191, 0.074, 0.212]).ticks.map((tick) => Math.round(tick * 100))).toEqual([
    0, 5, 10, 15, 20, 25,
  ])
})
