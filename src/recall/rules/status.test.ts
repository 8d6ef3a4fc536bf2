import { describe, expect, test } from 'vitest'
import type { AppointmentFact, Person } from './patient-history.ts'
import { bookingOf, type CycleDates, dueEffective, latestAnsweringDay, statusOf } from './status.ts'

const at = (text: string) => Temporal.Instant.from(text)
const day = (text: string) => Temporal.PlainDate.from(text)
const asOf = at('2026-11-22T10:00:00Z')
const asked = { asOf, today: day('2026-11-22') }
const rule = { key: 'hygiene', dueSoonDays: 30, graceDays: 92, serviceKeys: ['hygiene'] }

const dates = (due: string, rest: Partial<CycleDates> = {}): CycleDates => ({
  dueComputed: day(due),
  override: null,
  pause: null,
  ...rest,
})

describe('status by date', () => {
  test.each([
    ['2026-12-23', 'not_due'],
    ['2026-12-22', 'due_soon'],
    ['2026-11-23', 'due_soon'],
    ['2026-11-22', 'due'],
    ['2026-11-21', 'overdue'],
    ['2026-08-22', 'overdue'],
    ['2026-08-21', 'lapsed'],
  ])('due on %s: %s', (due, status) => {
    expect(statusOf(rule, { ...dates(due), booking: 'none' }, asked)).toBe(status)
  })

  test('a visit in the book outweighs the date, a pause outweighs both', () => {
    const pause = { until: day('2026-11-23'), madeAt: at('2026-11-01T00:00:00Z') }
    expect(statusOf(rule, { ...dates('2025-01-01'), booking: 'covered' }, asked)).toBe('booked')
    expect(statusOf(rule, { ...dates('2025-01-01'), booking: 'unclear' }, asked)).toBe('booked')
    expect(statusOf(rule, { ...dates('2025-01-01', { pause }), booking: 'covered' }, asked)).toBe('paused')
  })

  test('a pause is over on its day, and one made later was not there yet', () => {
    const over = { until: day('2026-11-22'), madeAt: at('2026-11-01T00:00:00Z') }
    const later = { until: day('2027-11-22'), madeAt: at('2026-11-22T10:00:01Z') }
    expect(statusOf(rule, { ...dates('2026-11-21', { pause: over }), booking: 'none' }, asked)).toBe(
      'overdue',
    )
    expect(statusOf(rule, { ...dates('2026-11-21', { pause: later }), booking: 'none' }, asked)).toBe(
      'overdue',
    )
  })
})

describe('the effective date', () => {
  const madeAt = at('2026-10-01T00:00:00Z')
  const override = (rest: object = {}) => ({ due: day('2027-03-01'), expiresOn: null, madeAt, ...rest })

  test('follows the override while it holds', () => {
    expect(dueEffective(dates('2026-11-01', { override: override() }), asked).toString()).toBe('2027-03-01')
    const lastDay = override({ expiresOn: day('2026-11-22') })
    expect(dueEffective(dates('2026-11-01', { override: lastDay }), asked).toString()).toBe('2027-03-01')
  })

  test('follows the computed date once the override ran out, and before it was made', () => {
    const ranOut = override({ expiresOn: day('2026-11-21') })
    const later = override({ madeAt: at('2026-11-23T00:00:00Z') })
    expect(dueEffective(dates('2026-11-01', { override: ranOut }), asked).toString()).toBe('2026-11-01')
    expect(dueEffective(dates('2026-11-01', { override: later }), asked).toString()).toBe('2026-11-01')
  })
})

describe('which appointment satisfies a cycle', () => {
  const ahead: AppointmentFact = {
    state: 'booked',
    serviceKey: 'hygiene',
    startsAt: at('2026-12-01T09:00:00Z'),
    endsAt: at('2026-12-01T09:30:00Z'),
    createdAt: at('2026-11-01T09:00:00Z'),
    changedAt: at('2026-11-20T09:00:00Z'),
    heldUntil: null,
    isImported: false,
    hasCompletedVisit: false,
    decisions: [],
  }
  const booking = (fact: Partial<AppointmentFact>) => {
    const person: Person = {
      survivor: {
        birthDate: null,
        sex: 'unknown',
        isDeceased: false,
        deceasedAt: null,
        leftAt: null,
        visits: [],
        procedures: [],
        conditions: [],
        results: [],
        plans: [],
        arrangements: [],
        appointments: [{ ...ahead, ...fact }],
      },
      duplicates: [],
    }
    const latestDay = latestAnsweringDay(rule, day('2026-10-01'), asked.today)
    return bookingOf(rule, person, { asOf, zone: 'Europe/Warsaw', latestDay })
  }

  test.each<[string, Partial<AppointmentFact>, string]>([
    ['one of its services', {}, 'covered'],
    ['one of another service', { serviceKey: 'filling' }, 'none'],
    ['one of no known service', { serviceKey: null }, 'unclear'],
    ['one far beyond the date', { startsAt: at('2027-06-01T09:00:00Z') }, 'unclear'],
    ['the last day that answers plainly', { startsAt: at('2027-02-22T09:00:00Z') }, 'covered'],
    ['the day after', { startsAt: at('2027-02-23T09:00:00Z') }, 'unclear'],
    ['one in the past', { startsAt: at('2026-11-22T09:00:00Z') }, 'none'],
    ['one made later', { createdAt: at('2026-11-22T10:00:01Z') }, 'none'],
    ['one that was cancelled before', { state: 'cancelled' }, 'none'],
    [
      'one that was cancelled later',
      { state: 'cancelled', changedAt: at('2026-11-25T09:00:00Z') },
      'covered',
    ],
    [
      'an imported one, cancelled who knows when',
      { state: 'cancelled', changedAt: at('2026-11-25T09:00:00Z'), isImported: true },
      'none',
    ],
    ['one that was missed later', { state: 'no_show' }, 'covered'],
    ['a time being held', { state: 'held', heldUntil: at('2026-11-22T10:05:00Z') }, 'covered'],
    ['a hold that ran out', { state: 'held', heldUntil: at('2026-11-22T10:00:00Z') }, 'none'],
  ])('%s', (_, fact, expected) => {
    expect(booking(fact)).toBe(expected)
  })
})
