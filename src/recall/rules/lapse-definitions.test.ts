import { describe, expect, test } from 'vitest'
import { type CycleStanding, isLapsedBy, type LapseFacts } from './lapse-definitions.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const today = day('2026-11-22')
const nothing: LapseFacts = { cycles: [], lastVisitOn: null, hasVisitAhead: false, unfinishedSince: [] }
const cycle = (due: string, rest: Partial<CycleStanding> = {}): CycleStanding => ({
  due: day(due),
  status: 'overdue',
  isChronic: false,
  wasMissed: false,
  ...rest,
})
const holds = (rule: Parameters<typeof isLapsedBy>[0], facts: Partial<LapseFacts>) =>
  isLapsedBy(rule, { ...nothing, ...facts }, today)

describe('missed the interval by three months', () => {
  const rule = { kind: 'overdue', months: 3 } as const
  test.each([
    ['2026-08-22', true, 'a six-month cleaning nine months ago'],
    ['2026-08-23', false, 'a day less is still recall'],
  ])('due on %s: %s, %s', (due, expected) => {
    expect(holds(rule, { cycles: [cycle(due)] })).toBe(expected)
  })
  test('not who is paused or has a visit ahead', () => {
    expect(holds(rule, { cycles: [cycle('2026-01-01', { status: 'paused' })] })).toBe(false)
    expect(holds(rule, { cycles: [cycle('2026-01-01')], hasVisitAhead: true })).toBe(false)
  })
})

describe('missed a chronic visit and did not rebook', () => {
  const rule = { kind: 'chronic_missed' } as const
  test.each([
    [{ isChronic: true, wasMissed: true }, true, 'missed after the last trigger'],
    [{ isChronic: true, status: 'lapsed' }, true, 'past the grace of the type'],
    [{ isChronic: true }, false, 'merely overdue'],
    [{ wasMissed: true }, false, 'not a chronic type'],
  ] as const)('%o: %s, %s', (...[facts, expected]) => {
    expect(holds(rule, { cycles: [cycle('2026-11-01', facts)] })).toBe(expected)
  })
})

describe('treatment not finished', () => {
  const rule = { kind: 'unfinished', idleDays: 28, freshMonths: 36 } as const
  test.each([
    ['2026-10-25', '2026-09-01', true, 'four weeks without a visit'],
    ['2026-10-26', '2026-09-01', false, 'somebody came within four weeks'],
    ['2022-01-01', '2023-11-22', false, 'planned three years ago'],
    ['2022-01-01', '2023-11-23', true, 'planned a day later'],
  ])('last visit %s, planned %s: %s, %s', (last, since, expected) => {
    expect(holds(rule, { lastVisitOn: day(last), unfinishedSince: [day(since)] })).toBe(expected)
  })
})

describe('months without a visit', () => {
  const rule = { kind: 'inactive', fromMonths: 18, toMonths: 36 } as const
  test.each([
    ['2025-05-22', true],
    ['2025-05-23', false],
    ['2023-11-23', true],
    ['2023-11-22', false],
  ])('last visit on %s: %s', (last, expected) => {
    expect(holds(rule, { lastVisitOn: day(last) })).toBe(expected)
  })
  test('who never came is not lapsed', () => {
    expect(holds({ kind: 'inactive', fromMonths: 12 }, {})).toBe(false)
  })
})
