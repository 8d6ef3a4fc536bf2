import { expect, test } from 'vitest'
import { lapsedSince } from './lapsed.ts'
import type { AppointmentFact, PatientRecord } from './patient-history.ts'

const at = (text: string) => Temporal.Instant.from(text)
const asOf = at('2026-11-22T10:00:00Z')

const blank: PatientRecord = {
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
  appointments: [],
  arrangements: [],
}

const visited = (endedAt: string, status = 'finished') => ({ status, kindCode: null, endedAt: at(endedAt) })
const since = (survivor: Partial<PatientRecord>, duplicates: readonly Partial<PatientRecord>[] = []) =>
  lapsedSince(
    { survivor: { ...blank, ...survivor }, duplicates: duplicates.map((one) => ({ ...blank, ...one })) },
    { asOf, overDays: 365 },
  )?.toString() ?? null

test('exactly 365 × 24 hours is not more than 365 days, a microsecond more is', () => {
  expect(since({ visits: [visited('2025-11-22T10:00:00Z')] })).toBeNull()
  expect(since({ visits: [visited('2025-11-22T09:59:59.999999Z')] })).toBe('2025-11-22T09:59:59.999999Z')
})

test('a visit that ends after the moment does not count, an unfinished one never does', () => {
  const old = visited('2024-01-01T00:00:00Z')
  expect(since({ visits: [old, visited('2026-11-22T10:00:01Z')] })).toBe('2024-01-01T00:00:00Z')
  expect(since({ visits: [old, visited('2026-10-01T00:00:00Z', 'planned')] })).toBe('2024-01-01T00:00:00Z')
})

test('who never came is not lapsed', () => {
  expect(since({})).toBeNull()
})

test('who is dead at the moment is not asked about, who dies later is', () => {
  const visits = [visited('2024-01-01T00:00:00Z')]
  expect(since({ visits, isDeceased: true, deceasedAt: asOf })).toBeNull()
  expect(since({ visits, isDeceased: true })).toBeNull()
  expect(since({ visits, isDeceased: true, deceasedAt: asOf.add({ seconds: 1 }) })).not.toBeNull()
})

test('who left formally is shown all the same', () => {
  expect(
    since({ visits: [visited('2024-01-01T00:00:00Z')], leftAt: at('2025-01-01T00:00:00Z') }),
  ).not.toBeNull()
})

test('the visits of merged records count for the survivor', () => {
  expect(
    since({ visits: [visited('2024-01-01T00:00:00Z')] }, [{ visits: [visited('2026-10-01T00:00:00Z')] }]),
  ).toBeNull()
})

test('a fulfilled appointment stands for its visit, unless the visit itself is on record', () => {
  const kept: AppointmentFact = {
    state: 'fulfilled',
    serviceKey: null,
    startsAt: at('2025-03-01T09:00:00Z'),
    endsAt: at('2025-03-01T09:30:00Z'),
    createdAt: at('2025-02-01T09:30:00Z'),
    changedAt: at('2025-03-01T09:30:00Z'),
    heldUntil: null,
    isImported: false,
    hasCompletedVisit: false,
    decisions: [],
  }
  expect(since({ appointments: [kept] })).toBe('2025-03-01T09:30:00Z')
  const recorded = {
    appointments: [{ ...kept, hasCompletedVisit: true }],
    visits: [visited('2025-03-01T09:20:00Z')],
  }
  expect(since(recorded)).toBe('2025-03-01T09:20:00Z')
})
