import { expect, test } from 'vitest'
import { chairScale, placeOn } from './chair-scale.ts'

function chair(from: number, to: number) {
  const span = { from: from * 60, to: to * 60 }
  return {
    resourceId: 'r',
    name: 'dr Lis',
    open: [span],
    booked: [],
    openMinutes: 0,
    bookedMinutes: 0,
    freeMinutes: 0,
  }
}

test('the scale covers every chair in whole hours and numbers at most five of them', () => {
  const scale = chairScale([chair(8.5, 14), chair(9, 19.25)])
  expect(scale).toEqual({ from: 8 * 60, to: 20 * 60, hours: [8, 11, 14, 17, 20] })
})

test('a short day is numbered by the hour', () => {
  expect(chairScale([chair(9, 12)]).hours).toEqual([9, 10, 11, 12])
})

test('moments outside the scale stand at its ends', () => {
  const scale = chairScale([chair(8, 16)])
  expect([6, 8, 12, 16, 20].map((hour) => placeOn(scale, hour * 60))).toEqual([0, 0, 0.5, 1, 1])
})
