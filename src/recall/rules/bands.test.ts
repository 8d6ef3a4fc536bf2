import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inactivityBand, isProbablyLost, overdueBand } from './bands.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const today = day('2026-11-22')

describe('bands of overdue patients', () => {
  test.each([
    ['2026-11-22', null],
    ['2026-08-22', null],
    ['2026-08-21', 'overdue_3_6'],
    ['2026-05-23', 'overdue_3_6'],
    ['2026-05-22', 'overdue_6_12'],
    ['2025-11-23', 'overdue_6_12'],
    ['2025-11-22', 'overdue_12_plus'],
    ['2019-01-01', 'overdue_12_plus'],
    ['2027-01-01', null],
  ])('due on %s: %s', (due, band) => {
    expect(overdueBand(day(due), today, 92)).toBe(band)
  })

  test('a short grace does not make a band of less than three months', () => {
    expect(overdueBand(day('2026-10-01'), today, 31)).toBeNull()
    expect(overdueBand(day('2026-08-22'), today, 31)).toBe('overdue_3_6')
  })

  test('who is in a band has outlived the grace, on any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 2_000 }), fc.integer({ min: 0, max: 200 }), (ago, grace) => {
        const band = overdueBand(today.subtract({ days: ago }), today, grace)
        expect(band === null || ago > grace).toBe(true)
      }),
    )
  })
})

describe('bands of patients without a due date', () => {
  test.each([
    ['2025-11-23', null],
    ['2025-11-22', 'inactive_12_18'],
    ['2025-05-23', 'inactive_12_18'],
    ['2025-05-22', 'inactive_18_24'],
    ['2024-11-23', 'inactive_18_24'],
    ['2024-11-22', 'inactive_24_plus'],
    ['2015-01-01', 'inactive_24_plus'],
  ])('last seen on %s: %s', (lastVisit, band) => {
    expect(inactivityBand(day(lastVisit), today)).toBe(band)
  })

  test('after three years a patient is probably lost', () => {
    expect(isProbablyLost(day('2023-11-23'), today)).toBe(false)
    expect(isProbablyLost(day('2023-11-22'), today)).toBe(true)
  })
})
