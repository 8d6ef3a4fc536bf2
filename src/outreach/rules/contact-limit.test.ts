import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContactLimit, limitStanding } from './contact-limit.ts'

const now = Temporal.Instant.from('2026-11-24T15:00:00Z')
const three: ContactLimit = {
  contacts: 3,
  withinHours: 24,
  source: 'state law',
  verifiedOn: '2026-11',
  status: 'secondary',
}
const ago = (hours: number): Temporal.Instant => now.subtract({ hours })

describe('a limit of three contacts in 24 hours', () => {
  it('says nothing where no limit holds', () => {
    expect(limitStanding([], [[ago(1), ago(2), ago(3)]], now)).toBeNull()
  })

  it('lets the third through, and the fourth when the first of the last three has left the window', () => {
    expect(limitStanding([three], [[ago(2), ago(1)], []], now)).toEqual({ rule: three, freeAt: null })
    expect(limitStanding([three], [[ago(30), ago(3), ago(2), ago(1)], []], now)).toEqual({
      rule: three,
      freeAt: ago(3).add({ hours: 24, minutes: 5 }),
    })
  })

  it('counts the person and the address each for itself, and waits for the later', () => {
    const address = [ago(10), ago(2), ago(1)]
    expect(limitStanding([three], [[ago(1)], address], now)?.freeAt).toEqual(
      ago(10).add({ hours: 24, minutes: 5 }),
    )
  })

  it('tells the tightest of several', () => {
    const weekly = { ...three, contacts: 2, withinHours: 168 }
    expect(limitStanding([three, weekly], [[ago(50), ago(30)]], now)).toEqual({
      rule: weekly,
      freeAt: ago(50).add({ hours: 168, minutes: 5 }),
    })
  })

  it('is kept in every window of 24 hours, whenever contacts are wanted and however late they leave', () => {
    const wanted = fc.array(
      fc.record({ afterMinutes: fc.nat({ max: 600 }), leavesAfterSeconds: fc.nat({ max: 300 }) }),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(wanted, (wishes) => {
        let clock = now
        const counted: Temporal.Instant[] = []
        const left: number[] = []
        for (const { afterMinutes, leavesAfterSeconds } of wishes) {
          clock = clock.add({ minutes: afterMinutes })
          if (limitStanding([three], [counted], clock)?.freeAt !== null) continue
          counted.push(clock)
          left.push(clock.add({ seconds: leavesAfterSeconds }).epochMilliseconds)
        }
        for (const start of left) {
          const inWindow = left.filter((at) => at >= start && at < start + 24 * 3_600_000)
          expect(inWindow.length).toBeLessThanOrEqual(3)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('frees the contact at the moment it names and not before', () => {
    const counted = [ago(20), ago(5), ago(1)]
    const freeAt = limitStanding([three], [counted], now)?.freeAt
    if (freeAt === null || freeAt === undefined) throw new Error('the limit does not hold')
    expect(limitStanding([three], [counted], freeAt)?.freeAt).toBeNull()
    expect(limitStanding([three], [counted], freeAt.subtract({ nanoseconds: 1000 }))?.freeAt).toEqual(freeAt)
  })
})
