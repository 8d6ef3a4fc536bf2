import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AskedAt } from './asked-at.ts'
import { answerOf, type EnrolmentFact } from './campaign-answer.ts'
import type { CampaignAnswer, Criterion, LeafCriterion } from './criterion.ts'
import { kilometresBetween } from './distance.ts'
import { matches } from './matches.ts'
import type { CompletedVisit, PatientFacts } from './patient-facts.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Warsaw').toInstant()
const asked: AskedAt = { now: at('2026-11-22T10:00'), today: day('2026-11-22'), zone: 'Europe/Warsaw' }

const nobody: PatientFacts = {
  birthDate: null,
  sex: 'unknown',
  language: 'pl',
  postcode: null,
  position: null,
  safeContact: 'normal',
  visits: [],
  missed: [],
  nextVisitAt: null,
  recalls: [],
  band: null,
  conditions: [],
  plan: { items: [], procedures: [] },
  coverageEnds: [],
  channels: [],
  consents: [],
  enrolments: [],
  tags: [],
  driftReason: null,
}

const visit = (endedAt: string, more: Partial<CompletedVisit> = {}): CompletedVisit => ({
  endedAt: at(endedAt),
  service: null,
  specialities: [],
  providers: [],
  location: null,
  valueMinor: null,
  isEmergency: false,
  ...more,
})

const decide = (criterion: Criterion, facts: Partial<PatientFacts>) =>
  matches(criterion, { ...nobody, ...facts }, { asked, percentiles: new Map([[80, 50_000]]) })

describe('how long ago the last visit was', () => {
  const between: Criterion = { kind: 'last_visit', ago: { unit: 'months', from: 12, to: 18 } }

  it.each([
    ['the day that is twelve months ago counts to its last moment', '2025-11-22T23:59:59.999', true],
    ['a moment later is less than twelve months ago', '2025-11-23T00:00', false],
    ['the day after eighteen months ago counts from its first moment', '2025-05-23T00:00', true],
    ['the day that is eighteen months ago belongs to the next band', '2025-05-22T23:59:59.999', false],
  ])('%s', (_, endedAt, expected) => {
    expect(decide(between, { visits: [visit(endedAt)] })).toBe(expected)
  })

  it('asks about the last visit to the place that is named, whatever came after it elsewhere', () => {
    const visits = [
      visit('2025-08-01T10:00', { specialities: ['Kardiologia'] }),
      visit('2026-10-01T10:00', { specialities: ['Dermatologia'] }),
    ]
    expect(decide(between, { visits })).toBe(false)
    expect(decide({ ...between, specialities: ['Kardiologia'] }, { visits })).toBe(true)
    expect(decide({ ...between, specialities: ['Kardiologia'], services: ['echo'] }, { visits })).toBe(false)
  })

  it('does not match whoever never came, and neither does its opposite bound', () => {
    expect(decide(between, {})).toBe(false)
    expect(decide({ kind: 'last_visit', ago: { unit: 'days', to: 3660 } }, {})).toBe(false)
    expect(decide({ kind: 'not', of: between }, {})).toBe(true)
  })
})

describe('age', () => {
  it.each([
    ['turns thirty today', '1996-11-22', true],
    ['turns thirty tomorrow', '1996-11-23', false],
    ['is sixty-five for the last day', '1960-11-23', true],
    ['turned sixty-six today', '1960-11-22', false],
  ])('30–65: who %s', (_, born, expected) => {
    expect(decide({ kind: 'age', from: 30, to: 65 }, { birthDate: day(born) })).toBe(expected)
  })

  it('is not known without a birth date: neither in the range nor kept out by "not"', () => {
    const range: Criterion = { kind: 'age', from: 30, to: 65 }
    expect(decide(range, {})).toBe(false)
    expect(decide({ kind: 'not', of: range }, {})).toBe(true)
  })
})

describe('what is booked and what came to nothing', () => {
  it('"within 7 days" ends with the seventh day after today', () => {
    const within: Criterion = { kind: 'next_visit', has: true, withinDays: 7 }
    expect(decide(within, { nextVisitAt: at('2026-11-29T23:59') })).toBe(true)
    expect(decide(within, { nextVisitAt: at('2026-11-30T00:00') })).toBe(false)
    expect(decide({ kind: 'next_visit', has: false }, { nextVisitAt: at('2026-11-30T00:00') })).toBe(false)
  })

  it('cancelled and never rebooked: after the last visit, before now, nothing ahead', () => {
    const gone: Criterion = { kind: 'cancelled_not_rebooked' }
    const visits = [visit('2026-01-10T10:00')]
    const missed = [{ state: 'cancelled' as const, startsAt: at('2026-03-01T10:00') }]
    expect(decide(gone, { visits, missed })).toBe(true)
    expect(decide(gone, { visits, missed, nextVisitAt: at('2026-12-01T10:00') })).toBe(false)
    expect(decide(gone, { visits: [visit('2026-04-01T10:00')], missed })).toBe(false)
    expect(decide(gone, { missed })).toBe(false)
  })

  it('missed visits are counted, cancelled ones are not', () => {
    const missed = [
      { state: 'no_show' as const, startsAt: at('2026-10-01T10:00') },
      { state: 'no_show' as const, startsAt: at('2024-10-01T10:00') },
      { state: 'cancelled' as const, startsAt: at('2026-10-02T10:00') },
    ]
    expect(decide({ kind: 'no_shows', atLeast: 2 }, { missed })).toBe(true)
    expect(decide({ kind: 'no_shows', atLeast: 3 }, { missed })).toBe(false)
    expect(decide({ kind: 'no_shows', atLeast: 2, within: { unit: 'months', count: 12 } }, { missed })).toBe(
      false,
    )
  })
})

describe('value', () => {
  const worth = (...values: readonly (number | null)[]) => ({
    visits: values.map((valueMinor) => visit('2026-01-01T10:00', { valueMinor })),
  })

  it('is the sum of what is known', () => {
    expect(decide({ kind: 'value', fromMinor: 300 }, worth(100, null, 200))).toBe(true)
    expect(decide({ kind: 'value', fromMinor: 301 }, worth(100, null, 200))).toBe(false)
    expect(decide({ kind: 'value', toMinor: 0 }, worth(null))).toBe(true)
  })

  it('the top 20 percent lie above the eightieth percentile, and hold nobody who never came', () => {
    const top: Criterion = { kind: 'value_percentile', from: 80 }
    expect(decide(top, worth(50_001))).toBe(true)
    expect(decide(top, worth(50_000))).toBe(false)
    expect(decide({ kind: 'value_percentile', to: 80 }, worth(50_000))).toBe(true)
    expect(decide({ kind: 'value_percentile', to: 80 }, {})).toBe(false)
  })
})

describe('the other facts', () => {
  it.each<[string, LeafCriterion, Partial<PatientFacts>]>([
    [
      'an ICD-10 category covers its subcategories',
      { kind: 'condition', codes: ['E11'] },
      { conditions: ['E11.9'] },
    ],
    [
      'a postcode is compared without its spaces',
      { kind: 'postcode', startsWith: ['31-0'] },
      { postcode: '31 002' },
    ],
    [
      'Warsaw lies within 260 km of Kraków',
      { kind: 'distance', km: 260, from: { latitude: 50.0614, longitude: 19.9366 } },
      { position: { latitude: 52.2297, longitude: 21.0122 } },
    ],
    [
      'an open recall of a named type has one of the statuses',
      { kind: 'recall_status', types: ['hygiene'], statuses: ['overdue', 'lapsed'] },
      { recalls: [{ typeKey: 'hygiene', status: 'lapsed' }] },
    ],
    ['a band is one of the named', { kind: 'lapse', bands: ['inactive_12_18'] }, { band: 'inactive_12_18' }],
    [
      'what somebody said of why they stay away is one of the named',
      { kind: 'drift_reason', anyOf: ['no_time', 'forgot'] },
      { driftReason: 'forgot' },
    ],
    ['a tag is one of the named', { kind: 'tag', anyOf: ['vip'] }, { tags: ['recall by phone', 'vip'] }],
    ['an address reaches', { kind: 'channel', anyOf: ['email', 'sms'] }, { channels: ['sms', 'call'] }],
    [
      'consent is asked for a purpose on a channel',
      { kind: 'consent', purpose: 'marketing', channels: ['email'], anyOf: ['given'] },
      { consents: [{ channel: 'email', purpose: 'marketing', state: 'given' }] },
    ],
    [
      'an answer to any campaign of the last half year',
      { kind: 'campaign', campaigns: [], answers: ['declined'], within: { unit: 'months', count: 6 } },
      {
        enrolments: [
          {
            campaignId: 'c',
            enrolledAt: at('2026-08-01T10:00'),
            state: 'exhausted',
            reactions: ['declined'],
            wasContacted: true,
          },
        ],
      },
    ],
    [
      'insurance that ended between the last visit and today has changed',
      { kind: 'insurance_changed' },
      { visits: [visit('2026-01-10T10:00')], coverageEnds: [day('2026-06-30')] },
    ],
    [
      'an open item of a plan in force is unfinished',
      { kind: 'unfinished_plan' },
      { plan: { items: [{ state: 'open', planStatus: 'active' }], procedures: [] } },
    ],
    [
      'who only ever came for an emergency',
      { kind: 'only_emergency' },
      { visits: [visit('2026-01-10T10:00', { isEmergency: true })] },
    ],
  ])('%s', (_, criterion, facts) => {
    expect(decide(criterion, facts)).toBe(true)
    expect(decide(criterion, {})).toBe(false)
  })

  it.each<[string, Partial<PatientFacts['plan']>]>([
    ['an item that is done', { items: [{ state: 'done', planStatus: 'active' }] }],
    ['an open item of a revoked plan', { items: [{ state: 'open', planStatus: 'revoked' }] }],
    ['a completed procedure', { procedures: ['completed'] }],
  ])('%s leaves nothing unfinished', (_, plan) => {
    expect(decide({ kind: 'unfinished_plan' }, { plan: { items: [], procedures: [], ...plan } })).toBe(false)
  })

  it.each<[CampaignAnswer, EnrolmentFact]>([
    ['booked', { state: 'booked', reactions: ['postponed'], wasContacted: true }],
    ['opted_out', { state: 'opted_out', reactions: [], wasContacted: true }],
    ['declined', { state: 'exhausted', reactions: ['answered', 'declined'], wasContacted: true }],
    ['postponed', { state: 'active', reactions: ['postponed', 'answered'], wasContacted: true }],
    ['answered', { state: 'exhausted', reactions: ['answered'], wasContacted: true }],
    ['silent', { state: 'exhausted', reactions: [], wasContacted: true }],
    ['not_contacted', { state: 'exhausted', reactions: [], wasContacted: false }],
  ])('an enrolment is taken as %s', (answer, enrolment) => {
    expect(answerOf(enrolment)).toBe(answer)
  })

  it('distance is the great circle', () => {
    const cracow = { latitude: 50.0614, longitude: 19.9366 }
    expect(kilometresBetween(cracow, { latitude: 52.2297, longitude: 21.0122 })).toBeCloseTo(252.5, 1)
    expect(kilometresBetween(cracow, cracow)).toBe(0)
  })
})

describe('criteria that compose', () => {
  const yes: Criterion = { kind: 'next_visit', has: false }
  const no: Criterion = { kind: 'unfinished_plan' }
  const tree = fc.letrec<{ node: Criterion }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(yes, no),
      fc.record({ kind: fc.constant('not' as const), of: tie('node') }),
      fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      }),
    ),
  })).node

  it('keep the laws of logic', () => {
    fc.assert(
      fc.property(tree, tree, (one, other) => {
        const is = (criterion: Criterion) => decide(criterion, {})
        expect(is({ kind: 'not', of: one })).toBe(!is(one))
        expect(is({ kind: 'all', of: [one, other] })).toBe(is(one) && is(other))
        expect(is({ kind: 'not', of: { kind: 'all', of: [one, other] } })).toBe(
          is({
            kind: 'any',
            of: [
              { kind: 'not', of: one },
              { kind: 'not', of: other },
            ],
          }),
        )
      }),
    )
  })
})
