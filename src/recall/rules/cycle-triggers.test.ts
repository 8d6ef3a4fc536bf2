import { describe, expect, test } from 'vitest'
import { cyclesOf } from './cycle.ts'
import type { PatientRecord } from './patient-history.ts'
import { neverLapses, type RecallRule } from './recall-rule.ts'

const at = (text: string) => Temporal.Instant.from(`${text}T09:00:00Z`)
const day = (text: string) => Temporal.PlainDate.from(text)
const moment = { asOf: at('2026-11-22'), zone: 'Europe/Warsaw' }

const nobody: PatientRecord = {
  birthDate: day('1985-03-14'),
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

const plain: RecallRule = {
  key: 'plain',
  triggers: {
    anyVisit: false,
    neverDone: false,
    visitCodes: [],
    procedureCodes: [],
    diagnosisCodes: [],
    resultCodes: [],
    planCodes: [],
  },
  interval: { months: 12, days: 0 },
  isOnce: false,
  dueSoonDays: 30,
  graceDays: neverLapses,
  minimumAge: null,
  maximumAge: null,
  sex: null,
  conditionCodes: [],
  excludedConditionCodes: [],
  risk: null,
  excludes: [],
  sharesTriggers: true,
  succeeds: [],
  serviceKeys: ['checkup'],
}

function rule(
  key: string,
  triggers: Partial<RecallRule['triggers']>,
  rest: Partial<Omit<RecallRule, 'triggers'>> = {},
): RecallRule {
  return { ...plain, key, ...rest, triggers: { ...plain.triggers, ...triggers } }
}

const visit = (on: string, kindCode: string | null = null) => ({
  status: 'finished',
  kindCode,
  endedAt: at(on),
})
const done = (on: string, code: string) => ({ status: 'completed', code, performedAt: at(on) })
const found = (code: string, on: string, abated: string | null = null) => ({
  code,
  onsetAt: null,
  recordedAt: at(on),
  abatedAt: abated === null ? null : at(abated),
})

function due(facts: Partial<PatientRecord>, ...rules: readonly RecallRule[]): readonly string[] {
  const person = { survivor: { ...nobody, ...facts }, duplicates: [] }
  return cyclesOf(person, rules, moment).map((cycle) => `${cycle.typeKey} ${cycle.dueComputed}`)
}

describe('what starts a cycle', () => {
  test.each([
    [
      'a diagnosis, from the day it was recorded',
      { conditions: [found('E11.9', '2026-09-01')] },
      ['one 2027-09-01'],
    ],
    [
      'a diagnosis that is over started it all the same',
      { conditions: [found('E11', '2026-09-01', '2026-10-01')] },
      ['one 2027-09-01'],
    ],
    [
      'a final result',
      { results: [{ status: 'final', code: 'r', valueCode: null, observedAt: at('2026-05-31') }] },
      ['one 2027-05-31'],
    ],
    [
      'not a preliminary one',
      { results: [{ status: 'preliminary', code: 'r', valueCode: null, observedAt: at('2026-05-31') }] },
      [],
    ],
    [
      'the end of a plan',
      { plans: [{ status: 'completed', code: 'rehab', endsAt: at('2026-08-31') }] },
      ['one 2027-08-31'],
    ],
    ['not one that goes on', { plans: [{ status: 'active', code: 'rehab', endsAt: at('2026-08-31') }] }, []],
  ] as const)('%s', (_, facts, expected) => {
    const one = rule('one', { diagnosisCodes: ['E11'], resultCodes: ['r'], planCodes: ['rehab'] })
    expect(due(facts, one)).toEqual(expected)
  })

  test('an empty plan code stands for any plan', () => {
    const plans = [{ status: 'completed', code: null, endsAt: at('2026-08-31') }] as const
    expect(due({ plans }, rule('one', { planCodes: [''] }))).toEqual(['one 2027-08-31'])
  })
})

describe('screening that was never done', () => {
  const screening = rule(
    'screening',
    { neverDone: true, procedureCodes: ['scan'] },
    { minimumAge: 40, maximumAge: 74 },
  )

  test.each([
    ['1970-06-01', ['screening 2020-02-03'], 'from the first visit on'],
    ['1983-02-03', ['screening 2023-02-03'], 'from the least age on'],
    ['1986-12-20', ['screening 2026-12-20'], 'once the least age is near'],
    ['1986-12-23', [], 'and not before'],
    ['1940-01-01', [], 'nor for whoever was too old at the first visit'],
  ])('born on %s: %o, %s', (born, expected) => {
    const visits = [visit('2024-05-05'), visit('2020-02-03')]
    expect(due({ birthDate: day(born), visits }, screening)).toEqual(expected)
  })

  test('is asked of nobody who never came, and follows the interval once it was done', () => {
    expect(due({ birthDate: day('1970-06-01') }, screening)).toEqual([])
    expect(
      due(
        {
          birthDate: day('1970-06-01'),
          visits: [visit('2020-02-03')],
          procedures: [done('2026-02-28', 'scan')],
        },
        screening,
      ),
    ).toEqual(['screening 2027-02-28'])
  })

  test('once in a life is over when it was done', () => {
    const once = rule(
      'aaa',
      { neverDone: true, procedureCodes: ['scan'] },
      { isOnce: true, interval: { months: 0, days: 0 } },
    )
    const visits = [visit('2020-02-03')]
    expect(due({ visits }, once)).toEqual(['aaa 2020-02-03'])
    expect(due({ visits, procedures: [done('2021-01-01', 'scan')] }, once)).toEqual([])
  })
})

describe('for whom', () => {
  test('a condition that rules it out, and one that brings it closer, count only while they hold', () => {
    const one = rule(
      'one',
      { visitCodes: ['v'] },
      { excludedConditionCodes: ['Z90'], risk: { codes: ['I50'], interval: { months: 3, days: 1 } } },
    )
    const visits = [visit('2026-10-31', 'v')]
    expect(due({ visits }, one)).toEqual(['one 2027-10-31'])
    expect(due({ visits, conditions: [found('I50.1', '2026-01-01')] }, one)).toEqual(['one 2027-02-01'])
    expect(due({ visits, conditions: [found('I50.1', '2026-01-01', '2026-06-01')] }, one)).toEqual([
      'one 2027-10-31',
    ])
    expect(due({ visits, conditions: [found('Z90.7', '2026-01-01')] }, one)).toEqual([])
  })

  test('a result that finds a risk counts like the condition', () => {
    const one = rule('one', { visitCodes: ['v'] }, { conditionCodes: ['smoker'] })
    const results = [
      { status: 'final', code: 'tobacco', valueCode: 'smoker', observedAt: at('2026-01-01') },
    ] as const
    expect(due({ visits: [visit('2026-10-31', 'v')], results }, one)).toEqual(['one 2027-10-31'])
  })
})

describe('pain 2: an old recall type left alive', () => {
  const child = rule(
    'child',
    { visitCodes: ['child_checkup'], anyVisit: true },
    { interval: { months: 6, days: 1 }, maximumAge: 17 },
  )
  const adult = rule(
    'adult',
    { visitCodes: ['hygiene'] },
    { interval: { months: 6, days: 1 }, succeeds: ['child'], excludes: ['child'] },
  )

  test.each([
    ['2009-01-01', '2026-06-10', ['child 2026-12-11'], 'is 17 on the due date'],
    ['2008-12-11', '2026-06-10', ['adult 2026-12-11'], 'turns 18 on the due date'],
    ['2008-12-12', '2026-06-10', ['child 2026-12-11'], 'turns 18 the day after'],
    ['2008-02-29', '2025-08-26', ['child 2026-02-27'], 'born on a leap day, still 17 on 27 February'],
    ['2008-02-29', '2025-08-27', ['adult 2026-02-28'], 'and 18 on the 28th of a year without a 29th'],
  ])('born %s, last child check-up %s: %o, %s', (born, last, expected) => {
    expect(due({ birthDate: day(born), visits: [visit(last, 'child_checkup')] }, child, adult)).toEqual(
      expected,
    )
  })
})

describe('types that do not share triggers', () => {
  const fit = rule(
    'fit',
    { neverDone: true, procedureCodes: ['fit'] },
    { minimumAge: 45, excludes: ['colo'], sharesTriggers: false },
  )
  const colo = rule('colo', { procedureCodes: ['colo'] }, { interval: { months: 120, days: 0 } })
  const facts = { birthDate: day('1970-01-01'), visits: [visit('2024-01-10')] }

  test.each([
    [[], ['fit 2024-01-10'], 'nothing done: the stool test is due'],
    [
      [done('2019-04-01', 'colo')],
      ['colo 2029-04-01'],
      'a colonoscopy, though before the first visit, takes its place',
    ],
    [[done('2025-05-05', 'fit')], ['fit 2026-05-05'], 'a stool test comes again after a year'],
    [
      [done('2025-05-05', 'fit'), done('2026-02-02', 'colo')],
      ['colo 2036-02-02'],
      'a later colonoscopy takes over, on its own date',
    ],
    [
      [done('2017-02-02', 'colo'), done('2025-05-05', 'fit')],
      ['fit 2026-05-05', 'colo 2027-02-02'],
      'a later stool test says nothing about the next colonoscopy',
    ],
  ])('%o: %o, %s', (procedures, expected) => {
    expect(due({ ...facts, procedures }, fit, colo)).toEqual(expected)
  })
})
