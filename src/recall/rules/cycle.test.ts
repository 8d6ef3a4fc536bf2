import { describe, expect, test } from 'vitest'
import { cyclesOf } from './cycle.ts'
import type { AppointmentFact, PatientRecord, Person, ProcedureFact, VisitFact } from './patient-history.ts'
import type { RecallRule } from './recall-rule.ts'

const at = (text: string) => Temporal.Instant.from(text)
const asOf = at('2026-11-22T10:00:00Z')
const moment = { asOf, zone: 'Europe/Warsaw' }

const blank: PatientRecord = {
  birthDate: Temporal.PlainDate.from('1985-03-14'),
  sex: 'female',
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

const person = (
  facts: Partial<PatientRecord>,
  duplicates: readonly Partial<PatientRecord>[] = [],
): Person => ({
  survivor: { ...blank, ...facts },
  duplicates: duplicates.map((one) => ({ ...blank, ...one })),
})

const visit = (endedAt: string, kindCode: string | null = null, status = 'finished'): VisitFact => ({
  status,
  kindCode,
  endedAt: at(endedAt),
})

const procedure = (performedAt: string, code: string, status = 'completed'): ProcedureFact => ({
  status,
  code,
  performedAt: at(performedAt),
})

const noTriggers: RecallRule['triggers'] = {
  anyVisit: false,
  neverDone: false,
  visitCodes: [],
  procedureCodes: [],
  diagnosisCodes: [],
  resultCodes: [],
  planCodes: [],
}

const hygiene: RecallRule = {
  key: 'hygiene',
  triggers: { ...noTriggers, anyVisit: true, visitCodes: ['hygiene'], procedureCodes: ['D1110'] },
  interval: { months: 6, days: 1 },
  isOnce: false,
  excludedConditionCodes: [],
  risk: null,
  succeeds: [],
  sharesTriggers: true,
  dueSoonDays: 30,
  graceDays: 92,
  minimumAge: null,
  maximumAge: null,
  sex: null,
  conditionCodes: [],
  excludes: ['perio'],
  serviceKeys: ['hygiene'],
}

const perio: RecallRule = {
  ...hygiene,
  key: 'perio',
  triggers: { ...noTriggers, procedureCodes: ['D4910'] },
  interval: { months: 3, days: 1 },
  excludes: [],
}

const rules = [hygiene, perio]

function due(one: Person, wanted: readonly RecallRule[] = rules): readonly string[] {
  return cyclesOf(one, wanted, moment).map(
    ({ typeKey, triggeredOn, dueComputed }) => `${typeKey} ${triggeredOn} ${dueComputed}`,
  )
}

describe('what starts a cycle', () => {
  test('the newest of several triggers counts', () => {
    const one = person({
      visits: [visit('2026-02-01T09:00:00Z', 'hygiene')],
      procedures: [procedure('2026-04-10T09:00:00Z', 'D1110')],
    })
    expect(due(one)).toEqual(['hygiene 2026-04-10 2026-10-11'])
  })

  test('a visit that ends after the moment, or was never finished, starts nothing', () => {
    const one = person({
      visits: [
        visit('2026-11-22T10:00:01Z', 'hygiene'),
        visit('2026-05-01T10:00:00Z', 'hygiene', 'cancelled'),
      ],
    })
    expect(due(one)).toEqual([])
  })

  test('a visit late in the evening belongs to the clinic-local day', () => {
    expect(due(person({ visits: [visit('2026-06-30T22:30:00Z', 'hygiene')] }))).toEqual([
      'hygiene 2026-07-01 2027-01-02',
    ])
  })

  test('who only ever came for an emergency is found by that visit', () => {
    expect(due(person({ visits: [visit('2026-03-03T09:00:00Z', 'emergency')] }))).toEqual([
      'hygiene 2026-03-03 2026-09-04',
    ])
  })

  test('another visit does not move the date of who had the real thing', () => {
    const one = person({
      visits: [visit('2026-03-03T09:00:00Z', 'hygiene'), visit('2026-09-09T09:00:00Z', 'filling')],
    })
    expect(due(one)).toEqual(['hygiene 2026-03-03 2026-09-04'])
  })

  test('a fulfilled appointment of the right service is a completed visit', () => {
    const kept: AppointmentFact = {
      state: 'fulfilled',
      serviceKey: 'hygiene',
      startsAt: at('2026-08-03T08:00:00Z'),
      endsAt: at('2026-08-03T08:30:00Z'),
      createdAt: at('2026-07-01T08:00:00Z'),
      changedAt: at('2026-08-03T08:30:00Z'),
      heldUntil: null,
      isImported: false,
      hasCompletedVisit: false,
      decisions: [],
    }
    expect(due(person({ appointments: [kept] }))).toEqual(['hygiene 2026-08-03 2027-02-04'])
    expect(due(person({ appointments: [{ ...kept, state: 'no_show' }] }))).toEqual([])
  })
})

describe('types that take each other’s place', () => {
  test('a perio patient has no hygiene cycle, and a later hygiene visit restarts perio', () => {
    const one = person({
      procedures: [procedure('2026-01-10T09:00:00Z', 'D4910'), procedure('2026-06-10T09:00:00Z', 'D1110')],
    })
    expect(due(one)).toEqual(['perio 2026-06-10 2026-09-11'])
  })

  test('without perio being enabled the patient stays in hygiene', () => {
    const one = person({
      procedures: [procedure('2026-01-10T09:00:00Z', 'D4910'), procedure('2025-06-10T09:00:00Z', 'D1110')],
    })
    expect(due(one, [hygiene])).toEqual(['hygiene 2025-06-10 2025-12-11'])
  })
})

describe('who has no cycle', () => {
  const seen = { visits: [visit('2026-02-01T09:00:00Z', 'hygiene')] }
  test.each([
    ['the dead', { isDeceased: true, deceasedAt: at('2026-05-01T00:00:00Z') }],
    ['the dead without a date', { isDeceased: true }],
    ['who left', { leftAt: at('2026-05-01T00:00:00Z') }],
  ])('%s', (_, facts) => {
    expect(due(person({ ...seen, ...facts }))).toEqual([])
  })

  test('who dies or leaves later is still due at the moment', () => {
    const later = at('2026-12-01T00:00:00Z')
    expect(due(person({ ...seen, isDeceased: true, deceasedAt: later, leftAt: later }))).toHaveLength(1)
  })

  test('a death known on a merged record counts for the person', () => {
    expect(due(person(seen, [{ isDeceased: true }]))).toEqual([])
  })

  test('a departure on a merged record does not: the duplicate was closed, not the person', () => {
    expect(due(person(seen, [{ leftAt: at('2026-05-01T00:00:00Z') }]))).toHaveLength(1)
  })

  test('a child who grows out of a type before it falls due', () => {
    const childOnly = { ...hygiene, maximumAge: 17 }
    const born = Temporal.PlainDate.from('2008-07-01')
    expect(due(person({ ...seen, birthDate: born }), [childOnly])).toEqual([])
    expect(due(person({ ...seen, birthDate: born.add({ years: 1 }) }), [childOnly])).toHaveLength(1)
  })
})

describe('types for a condition', () => {
  const chronic: RecallRule = {
    ...hygiene,
    key: 'chronic',
    excludes: [],
    conditionCodes: ['E11', '44054006'],
  }
  const seen = { visits: [visit('2026-02-01T09:00:00Z')] }
  const condition = (
    code: string,
    abatedAt: string | null = null,
    recordedAt: string | null = '2020-01-01T00:00:00Z',
  ) => ({
    code,
    onsetAt: null,
    recordedAt: recordedAt === null ? null : at(recordedAt),
    abatedAt: abatedAt === null ? null : at(abatedAt),
  })

  test.each([
    ['the category', [condition('E11')], 1],
    ['a subcategory', [condition('E11.65')], 1],
    ['another system', [condition('44054006')], 1],
    ['another disease', [condition('E110'), condition('I10')], 0],
    ['one that is over', [condition('E11', '2026-01-01T00:00:00Z')], 0],
    ['one recorded later', [condition('E11', null, '2026-12-01T00:00:00Z')], 0],
    ['one without dates', [condition('E11', null, null)], 1],
    ['none', [], 0],
  ])('%s', (_, conditions, cycles) => {
    expect(due(person({ ...seen, conditions }), [chronic])).toHaveLength(cycles)
  })
})

test('visits and conditions of merged records are the survivor’s', () => {
  const one = person({ visits: [visit('2024-02-01T09:00:00Z', 'hygiene')] }, [
    { visits: [visit('2026-05-05T09:00:00Z', 'hygiene')] },
  ])
  expect(due(one)).toEqual(['hygiene 2026-05-05 2026-11-06'])
})
