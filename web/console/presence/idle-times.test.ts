import { expect, test } from 'vitest'
import { idlePhase } from './idle-times.ts'

const limit = 15 * 60_000
const began = 1_000_000
const times = { limit, lastActAt: began, serverEndsAt: began }

test.each([
  [0, { name: 'here', forMilliseconds: limit - 60_000 }],
  [limit - 60_001, { name: 'here', forMilliseconds: 1 }],
  [limit - 60_000, { name: 'ending', secondsLeft: 60 }],
  [limit - 59_001, { name: 'ending', secondsLeft: 60 }],
  [limit - 59_000, { name: 'ending', secondsLeft: 59 }],
  [limit - 1, { name: 'ending', secondsLeft: 1 }],
  [limit, { name: 'over' }],
  [limit * 100, { name: 'over' }],
])('%i ms after the last act: %j', (passed, phase) => {
  expect(idlePhase(times, began + passed)).toEqual(phase)
})

test('what the server knows of another tab counts, and so does an act that it does not know yet', () => {
  const now = began + limit
  expect(idlePhase({ ...times, serverEndsAt: now + 90_000 }, now)).toEqual({
    name: 'here',
    forMilliseconds: 30_000,
  })
  expect(idlePhase({ ...times, lastActAt: now - 1000 }, now)).toMatchObject({ name: 'here' })
})
