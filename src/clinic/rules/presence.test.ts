import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastActive, secondsLeft } from './presence.ts'

const kept = Temporal.Instant.from('2026-11-24T09:00:00Z')
const later = (seconds: number) => kept.add({ seconds })

describe('the last sign of a person', () => {
  it.each([
    { told: null, at: 600, expected: 0 },
    { told: 0, at: 600, expected: 600 },
    { told: 45, at: 600, expected: 555 },
    { told: 600, at: 600, expected: 0 },
    { told: 3600, at: 600, expected: 0 },
    { told: -5, at: 600, expected: 0 },
  ])('is $expected s after the kept one when told “$told s ago” $at s later', ({ told, at, expected }) => {
    const active = lastActive(kept, { now: later(at), idleSeconds: told })
    expect(kept.until(active).total('seconds')).toBe(expected)
  })

  it('never moves back, and never beyond now', () => {
    const told = fc.option(fc.integer({ min: -100, max: 100_000 }))
    fc.assert(
      fc.property(fc.nat(100_000), told, (at, idleSeconds) => {
        const active = lastActive(kept, { now: later(at), idleSeconds })
        expect(Temporal.Instant.compare(active, kept)).toBeGreaterThanOrEqual(0)
        expect(Temporal.Instant.compare(active, later(at))).toBeLessThanOrEqual(0)
      }),
    )
  })
})

describe('what is left of a session of a quarter of an hour', () => {
  it.each([
    [0, 900],
    [1, 899],
    [840, 60],
    [899, 1],
    [899.5, 1],
    [900, 0],
    [90_000, 0],
  ])('%d s after the last sign of a person: %d s', (at, left) => {
    const now = kept.add({ milliseconds: at * 1000 })
    expect(secondsLeft(kept, { now, limitMinutes: 15 })).toBe(left)
  })
})
