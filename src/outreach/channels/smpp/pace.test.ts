import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Pace } from './pace.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Takes `count` turns and counts those that have been given. */
function takers(pace: Pace, count: number): { given: number } {
  const seen = { given: 0 }
  for (let taker = 0; taker < count; taker += 1) {
    void pace.take().then(() => {
      seen.given += 1
    })
  }
  return seen
}

it('gives no more turns in any second than agreed', async () => {
  const pace = new Pace(3)
  const seen = takers(pace, 8)
  await vi.advanceTimersByTimeAsync(999)
  expect(seen.given).toBe(3)
  await vi.advanceTimersByTimeAsync(1)
  expect(seen.given).toBe(6)
  await vi.advanceTimersByTimeAsync(1000)
  expect(seen.given).toBe(8)
})

it('gives nothing during a pause, and goes on after it', async () => {
  const pace = new Pace(100)
  pace.pause(5000)
  const seen = takers(pace, 2)
  await vi.advanceTimersByTimeAsync(4999)
  expect(seen.given).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(seen.given).toBe(2)
})

it('lets everybody go when it closes and leaves no timer behind', async () => {
  const pace = new Pace(1)
  const seen = takers(pace, 5)
  pace.pause(60_000)
  pace.close()
  await vi.advanceTimersByTimeAsync(0)
  expect(seen.given).toBe(5)
  expect(vi.getTimerCount()).toBe(0)
})
