import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionFor, byUrgency, type DatedWork, dueAfter } from './worklist.ts'

const hour = 3_600_000
const minute = 60_000
/** Monday 8 to 16, Tuesday 8 to 16, counted from Monday midnight. */
const opening = [
  { from: 8 * hour, to: 16 * hour },
  { from: 32 * hour, to: 40 * hour },
]

describe('when an answer is due', () => {
  it.each([
    { arrives: 'during the day', since: 10 * hour, minutes: 60, due: 11 * hour },
    { arrives: 'at night', since: 2 * hour, minutes: 60, due: 9 * hour },
    {
      arrives: 'ten minutes before closing',
      since: 16 * hour - 10 * minute,
      minutes: 60,
      due: 32 * hour + 50 * minute,
    },
    { arrives: 'after the last day known', since: 41 * hour, minutes: 60, due: 42 * hour },
  ])('counts opening time only: $arrives', ({ since, minutes, due }) => {
    expect(dueAfter(since, minutes, opening)).toBe(due)
  })

  it('is by the clock where no hours are known', () => {
    expect(dueAfter(3 * hour, 15, [])).toBe(3 * hour + 15 * minute)
  })

  it('never lies before it was asked for, and later for whoever came later', () => {
    const moment = fc.integer({ min: 0, max: 32 * hour })
    fc.assert(
      fc.property(moment, moment, fc.integer({ min: 1, max: 300 }), (one, other, minutes) => {
        const [first, second] = one <= other ? [one, other] : [other, one]
        const due = dueAfter(first, minutes, opening)
        return due >= first + minutes * minute && due <= dueAfter(second, minutes, opening)
      }),
    )
  })
})

describe('the order of work', () => {
  const work: fc.Arbitrary<DatedWork> = fc.record({
    id: fc.uuid(),
    isUrgent: fc.boolean(),
    since: fc.integer({ min: 0, max: 5 }),
    due: fc.integer({ min: 0, max: 5 }),
  })

  it('puts the urgent first, then what is due first, and is the same however it was listed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(work, { selector: ({ id }) => id }), (items) => {
        const sorted = [...items].sort(byUrgency)
        expect([...items].reverse().sort(byUrgency)).toEqual(sorted)
        for (const [index, item] of sorted.entries()) {
          const next = sorted[index + 1]
          if (next === undefined) continue
          expect(Number(item.isUrgent)).toBeGreaterThanOrEqual(Number(next.isUrgent))
          if (item.isUrgent === next.isUrgent) expect(item.due).toBeLessThanOrEqual(next.due)
        }
      }),
    )
  })
})

it('somebody in danger is called, a question is answered in writing', () => {
  expect(actionFor('thread', 'urgent')).toBe('call')
  expect(actionFor('thread', 'question')).toBe('reply')
  expect(actionFor('refused', null)).toBe('choose_time')
  expect(actionFor('unanswered', null)).toBe('check')
  expect(actionFor('uncancelled', null)).toBe('check')
  expect(actionFor('copied', null)).toBe('check')
})
