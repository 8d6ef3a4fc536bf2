import fc from 'fast-check'
import {
  type Criterion,
  campaignAnswers,
  type LeafCriterion,
} from '../../src/campaigns/rules/criteria/criterion.ts'
import { lapseBands } from '../../src/campaigns/rules/lapse-band.ts'
import type { DriftReason } from '../../src/recall/rules/drift-reasons.ts'
import { recallStatuses } from '../../src/recall/rules/status.ts'
import type { AudienceWorld } from './audience-tables.ts'

const some = <T>(list: readonly T[]): fc.Arbitrary<readonly T[]> => fc.subarray([...list], { minLength: 1 })
const absent = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 })

const span = fc.oneof(
  fc.record({ unit: fc.constant('months' as const), count: fc.constantFrom(6, 12, 18) }),
  fc.record({ unit: fc.constant('days' as const), count: fc.constantFrom(30, 90, 400) }),
)
const ago = fc.oneof(
  span.map(({ unit, count }) => ({ unit, from: count })),
  span.map(({ unit, count }) => ({ unit, to: count })),
  fc.constantFrom(
    { unit: 'months' as const, from: 6, to: 12 },
    { unit: 'months' as const, from: 12, to: 18 },
    { unit: 'days' as const, from: 30, to: 400 },
  ),
)

/** Any one criterion about the people and things of a world. */
export function leaf(world: AudienceWorld): fc.Arbitrary<LeafCriterion> {
  const place = fc.record({
    services: absent(some(world.services.map(({ key }) => key))),
    specialities: absent(some(['Kardiologia', 'Dermatologia', 'Ortopedia'])),
    providers: absent(some(world.providers.map(({ id }) => id))),
    locations: absent(some(world.locations)),
  })
  const kind = <K extends LeafCriterion['kind']>(name: K) => ({ kind: fc.constant(name) })
  return fc.oneof(
    fc.tuple(place, ago).map(([where, when]) => ({ kind: 'last_visit' as const, ago: when, ...where })),
    fc.tuple(place, absent(span)).map(([where, within]) => ({ kind: 'visited' as const, within, ...where })),
    fc.record({
      ...kind('next_visit'),
      has: fc.constant(true),
      withinDays: absent(fc.constantFrom(0, 7, 30)),
    }),
    fc.record({ ...kind('next_visit'), has: fc.constant(false) }),
    fc.record({
      ...kind('recall_status'),
      types: fc.subarray(['dental_hygiene', 'dental_perio']),
      statuses: some(recallStatuses),
    }),
    fc.record({ ...kind('lapse'), bands: some(lapseBands) }),
    fc.constantFrom<LeafCriterion>(
      { kind: 'age', from: 18 },
      { kind: 'age', to: 29 },
      { kind: 'age', from: 30, to: 65 },
    ),
    fc.record({ ...kind('sex'), anyOf: some(['female', 'male', 'unknown'] as const) }),
    fc.record({ ...kind('language'), anyOf: some(['pl', 'ru'] as const) }),
    fc.record({ ...kind('postcode'), startsWith: some(['31-0', '31', 'SW1A', '1002']) }),
    fc.record({
      ...kind('distance'),
      km: fc.constantFrom(5, 12),
      from: fc.constant({ latitude: 50.06, longitude: 19.94 }),
    }),
    fc.record({ ...kind('safe_contact'), anyOf: some(['normal', 'confidential', 'none'] as const) }),
    fc.record({ ...kind('channel'), anyOf: some(['sms', 'email', 'call', 'letter'] as const) }),
    fc.record({
      ...kind('consent'),
      purpose: fc.constantFrom('care_recall' as const, 'marketing' as const),
      channels: some(['sms', 'email'] as const),
      anyOf: some(['given', 'withdrawn', 'expired', 'missing'] as const),
    }),
    fc.record({ ...kind('condition'), codes: some(['E11', 'E11.9', 'I10']) }),
    fc.record(kind('unfinished_plan')),
    fc.record(kind('insurance_changed')),
    fc.record(kind('cancelled_not_rebooked')),
    fc.record(kind('only_emergency')),
    fc.constantFrom<LeafCriterion>(
      { kind: 'value', fromMinor: 25_000 },
      { kind: 'value', fromMinor: 10_000, toMinor: 90_000 },
    ),
    fc.constantFrom<LeafCriterion>(
      { kind: 'value_percentile', from: 50 },
      { kind: 'value_percentile', from: 20, to: 80 },
      { kind: 'value_percentile', to: 50 },
    ),
    fc.record({
      ...kind('campaign'),
      campaigns: fc.subarray([...world.campaigns]),
      answers: fc.subarray([...campaignAnswers]),
      within: absent(span),
    }),
    fc.record({ ...kind('no_shows'), atLeast: fc.constantFrom(1, 2), within: absent(span) }),
    fc.record({ ...kind('drift_reason'), anyOf: some<DriftReason>(['no_time', 'forgot', 'disappointed']) }),
    fc.record({ ...kind('tag'), anyOf: some(['vip', 'фонд']) }),
  )
}

/** Leaves under "and", "or" and "not". */
export function criteria(world: AudienceWorld): fc.Arbitrary<Criterion> {
  return fc.letrec<{ node: Criterion }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf(world),
      fc.record({ kind: fc.constant('not' as const), of: tie('node') }),
      fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      }),
    ),
  })).node
}
