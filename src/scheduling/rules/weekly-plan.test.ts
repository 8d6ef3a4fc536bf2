import { describe, expect, test } from 'vitest'
import {
  areHours,
  closeAfterTheyOpen,
  closureMoments,
  doNotOverlap,
  visitsLeftOut,
  weeklyHoursOf,
  weekPlanOf,
} from './weekly-plan.ts'

const zone = 'Europe/Warsaw'

describe('hours', () => {
  test.each([
    ['08:00-16:00', true],
    ['00:00-24:00', true],
    ['8:00-16:00', false],
    ['08:00-24:01', false],
    ['08:60-16:00', false],
    ['08:00 - 16:00', false],
  ])('%s are hours: %s', (text, expected) => {
    expect(areHours(text)).toBe(expected)
  })

  test('they close after they open', () => {
    expect(closeAfterTheyOpen('08:00-08:05')).toBe(true)
    expect(closeAfterTheyOpen('08:00-08:00')).toBe(false)
    expect(closeAfterTheyOpen('16:00-08:00')).toBe(false)
  })

  test('those of one day may touch, in any order, and may not overlap', () => {
    expect(doNotOverlap(['13:00-16:00', '08:00-13:00'])).toBe(true)
    expect(doNotOverlap(['08:00-13:00', '12:59-16:00'])).toBe(false)
    expect(doNotOverlap([])).toBe(true)
  })
})

test('a plan becomes weekly hours and is the same again, without its empty days', () => {
  const hours = weeklyHoursOf({ mon: ['13:00-16:00', '08:00-12:00'], tue: [], sun: ['10:00-24:00'] })
  expect(hours).toEqual([
    { weekday: 1, opens: '13:00', closes: '16:00' },
    { weekday: 1, opens: '08:00', closes: '12:00' },
    { weekday: 7, opens: '10:00', closes: '24:00' },
  ])
  expect(weekPlanOf(hours)).toEqual({ mon: ['08:00-12:00', '13:00-16:00'], sun: ['10:00-24:00'] })
})

describe('a closure', () => {
  test('of a day lasts to its end, also on the day the clocks change', () => {
    const { startsAt, endsAt } = closureMoments({ date: '2026-10-25' }, zone)
    expect([startsAt.toString(), endsAt.toString()]).toEqual(['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'])
  })

  test('from a moment to a day is closed to the end of that day', () => {
    const { startsAt, endsAt } = closureMoments({ from: '2026-12-24T12:00', to: '2027-01-01' }, zone)
    expect([startsAt.toString(), endsAt.toString()]).toEqual(['2026-12-24T11:00:00Z', '2027-01-01T23:00:00Z'])
  })

  test('to a moment ends with it', () => {
    const { endsAt } = closureMoments({ from: '2026-12-24', to: '2026-12-24 13:00' }, zone)
    expect(endsAt.toString()).toBe('2026-12-24T12:00:00Z')
  })
})

describe('visits that new hours leave outside', () => {
  const span = (from: string, to: string) => ({
    from: Temporal.ZonedDateTime.from(`${from}[${zone}]`).epochMilliseconds,
    to: Temporal.ZonedDateTime.from(`${to}[${zone}]`).epochMilliseconds,
  })
  // A Monday; the clocks change the Sunday before the second one.
  const morning = span('2026-10-19T09:00', '2026-10-19T09:30')
  const noon = span('2026-10-26T11:45', '2026-10-26T12:15')
  const evening = span('2026-10-26T18:00', '2026-10-26T18:30')
  const visits = [morning, noon, evening]
  const before = weeklyHoursOf({ mon: ['08:00-16:00'] })
  const leftOut = (after: Parameters<typeof weeklyHoursOf>[0]) =>
    visitsLeftOut(visits, { before, after: weeklyHoursOf(after), zone })

  test('a visit that a shorter day cuts through is one, also after the clocks have changed', () => {
    expect(leftOut({ mon: ['08:00-12:00'] })).toEqual([noon])
    expect(leftOut({ mon: ['09:00-12:15'] })).toEqual([])
  })

  test('a break that a visit reaches into is one; spans that touch are none', () => {
    expect(leftOut({ mon: ['08:00-12:00', '12:10-16:00'] })).toEqual([noon])
    expect(leftOut({ mon: ['08:00-12:00', '12:00-16:00'] })).toEqual([])
  })

  test('a closed day leaves all of it out, but not what was outside of hours before', () => {
    expect(leftOut({ tue: ['08:00-16:00'] })).toEqual([morning, noon])
  })
})
