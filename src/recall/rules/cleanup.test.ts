import { describe, expect, test } from 'vitest'
import { daysLeft, deadlineFrom, progressOf, roundSince } from './cleanup.ts'

const today = Temporal.PlainDate.from('2026-11-26')

describe('the deadline of a clean-up', () => {
  test('is thirty days from the day on which somebody got it', () => {
    expect(deadlineFrom(today).toString()).toBe('2026-12-26')
    expect(daysLeft(deadlineFrom(today), today)).toBe(30)
  })

  test('that has passed is told as days past', () => {
    expect(daysLeft(today.subtract({ days: 3 }), today)).toBe(-3)
  })

  test('counts for the round until thirty days after it', () => {
    const given = Temporal.PlainDate.from('2026-09-27')
    expect(Temporal.PlainDate.compare(deadlineFrom(given), roundSince(today))).toBe(0)
  })
})

describe('the progress of a round', () => {
  test.each([
    [
      { assigned: 0, open: 0 },
      { done: 0, of: 0 },
    ],
    [
      { assigned: 10, open: 10 },
      { done: 0, of: 10 },
    ],
    [
      { assigned: 10, open: 3 },
      { done: 7, of: 10 },
    ],
    // Older tasks that nobody finished are open beyond the round.
    [
      { assigned: 2, open: 5 },
      { done: 0, of: 5 },
    ],
  ])('of %o is %o', ({ assigned, open }, progress) => {
    expect(progressOf(assigned, open)).toEqual(progress)
  })
})
