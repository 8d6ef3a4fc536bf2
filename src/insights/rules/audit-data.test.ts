import { expect, it } from 'vitest'
import { type DataFacts, type DataKind, judgeData } from './audit-data.ts'

const good: DataFacts = {
  patients: 100,
  withBirthDate: 90,
  reachable: 80,
  withConsent: 80,
  withLastVisit: 90,
  duplicatesSuspected: 2,
  visits: 1000,
  visitsWithKind: 900,
  visitsWithValue: 800,
  historyMonths: 24,
  types: 2,
  typesWithEnoughDue: 2,
}

const levelOf = (facts: Partial<DataFacts>, kind: DataKind) =>
  judgeData({ ...good, ...facts }).find((finding) => finding.kind === kind)?.level

it('data at its threshold is enough, and is said to be', () => {
  expect(new Set(judgeData(good).map(({ level }) => level))).toEqual(new Set(['enough']))
})

it.each([
  [{ historyMonths: 23 }, 'history', 'thin'],
  [{ historyMonths: 11 }, 'history', 'missing'],
  [{ withBirthDate: 89 }, 'birth_date', 'thin'],
  [{ withBirthDate: 29 }, 'birth_date', 'missing'],
  [{ reachable: 79 }, 'reachable', 'thin'],
  [{ withConsent: 9 }, 'consent', 'missing'],
  [{ visitsWithKind: 899 }, 'visit_kind', 'thin'],
  [{ visitsWithValue: 0 }, 'visit_value', 'missing'],
  [{ withLastVisit: 89 }, 'last_visit', 'thin'],
  [{ duplicatesSuspected: 3 }, 'duplicates', 'thin'],
  [{ typesWithEnoughDue: 1 }, 'types_too_few', 'thin'],
  [{ types: 0, typesWithEnoughDue: 0 }, 'types_too_few', 'missing'],
] as const)('with %o, %s is %s', (facts, kind, level) => {
  expect(levelOf(facts, kind)).toBe(level)
})

it('an empty clinic has nothing to say anything from', () => {
  expect(levelOf({ patients: 0, withBirthDate: 0 }, 'birth_date')).toBe('missing')
})
