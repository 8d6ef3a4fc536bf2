import fc from 'fast-check'
import type {
  AppointmentFact,
  ConditionFact,
  IntervalArrangement,
  PatientRecord,
  Person,
  PlanFact,
  ProcedureFact,
  ResultFact,
  VisitFact,
} from '../../src/recall/rules/patient-history.ts'
import type { RecallRule } from '../../src/recall/rules/recall-rule.ts'

// Histories that look for trouble: days at the end of months and on 29 February, times around midnight and in the hours
// that a clock change skips or repeats, zones that move at midnight, by half an hour, or skipped a whole day.

export const zones = [
  'Europe/Warsaw',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kuala_Lumpur',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
] as const

const day = fc.oneof(
  fc.record({
    year: fc.integer({ min: 2009, max: 2028 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({
    year: fc.integer({ min: 2009, max: 2028 }),
    month: fc.constantFrom(1, 2, 3, 8, 11),
    day: fc.constantFrom(28, 29, 30, 31),
  }),
)

export const plainDay = day.map((fields) => Temporal.PlainDate.from(fields))

const time = fc.oneof(
  fc.constantFrom('00:00:00', '00:30:00', '23:59:59.999999', '02:30:00', '03:00:00', '12:00:00'),
  fc
    .integer({ min: 0, max: 86_399 })
    .map((seconds) => Temporal.PlainTime.from('00:00').add({ seconds }).toString()),
)

export function instantIn(zone: string): fc.Arbitrary<Temporal.Instant> {
  return fc
    .tuple(plainDay, time)
    .map(([date, at]) => date.toZonedDateTime({ timeZone: zone, plainTime: at }).toInstant())
}

const codes = ['v1', 'v2', 'v3', 'E11', 'E11.9', 'p1', 'p2'] as const
const code = fc.option(fc.constantFrom(...codes))
const someCodes = fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 2 })

export const serviceKeys = ['v1', 'v2', 'v3'] as const

const interval = fc.record({
  months: fc.integer({ min: 0, max: 24 }),
  days: fc.integer({ min: 1, max: 40 }),
})

function rarely<T>(codes: fc.Arbitrary<T[]>): fc.Arbitrary<T[]> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: codes })
}

const ruleBody = fc.record({
  triggers: fc.record({
    anyVisit: fc.boolean(),
    neverDone: fc.boolean(),
    visitCodes: someCodes,
    procedureCodes: someCodes,
    diagnosisCodes: rarely(someCodes),
    resultCodes: rarely(someCodes),
    planCodes: rarely(fc.constantFrom([''], ['p1'], ['p2', ''])),
  }),
  interval,
  isOnce: fc.constantFrom(false, false, false, true),
  sharesTriggers: fc.boolean(),
  dueSoonDays: fc.integer({ min: 1, max: 90 }),
  graceDays: fc.integer({ min: 0, max: 120 }),
  minimumAge: fc.option(fc.integer({ min: 0, max: 30 })),
  maximumAge: fc.option(fc.integer({ min: 30, max: 80 })),
  sex: fc.option(fc.constantFrom('female' as const, 'male' as const)),
  conditionCodes: fc.oneof(fc.constant([]), someCodes),
  excludedConditionCodes: rarely(someCodes),
  risk: fc.option(
    fc.record({ codes: fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 2 }), interval }),
  ),
  serviceKeys: fc.uniqueArray(fc.constantFrom(...serviceKeys), { minLength: 1, maxLength: 2 }),
})

/** One to four rules, some of which take each other's place. */
export const rules: fc.Arbitrary<readonly RecallRule[]> = fc
  .array(fc.tuple(ruleBody, fc.subarray([0, 1, 2, 3]), fc.subarray([0, 1, 2, 3], { maxLength: 1 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((bodies) =>
    bodies.map(([body, excludes, succeeds], index) => ({
      ...body,
      // Children are named last, so that nobody grows into a type that grows out of them.
      succeeds: succeeds.filter((other) => other > index).map((other) => `type_${other}`),
      key: `type_${index}`,
      excludes: excludes
        .filter((other) => other !== index && other % 2 === 1)
        .map((other) => `type_${other}`),
    })),
  )

function visit(instant: fc.Arbitrary<Temporal.Instant>): fc.Arbitrary<VisitFact> {
  return fc.record({
    status: fc.constantFrom('finished', 'finished', 'finished', 'planned', 'entered-in-error'),
    kindCode: code,
    endedAt: fc.option(instant, { freq: 9 }),
  })
}

function procedure(instant: fc.Arbitrary<Temporal.Instant>): fc.Arbitrary<ProcedureFact> {
  return fc.record({
    status: fc.constantFrom('completed', 'completed', 'in-progress'),
    code,
    performedAt: fc.option(instant, { freq: 9 }),
  })
}

function condition(instant: fc.Arbitrary<Temporal.Instant>): fc.Arbitrary<ConditionFact> {
  return fc.record({
    code,
    onsetAt: fc.option(instant),
    recordedAt: fc.option(instant),
    abatedAt: fc.option(instant, { freq: 1 }),
  })
}

function result(instant: fc.Arbitrary<Temporal.Instant>): fc.Arbitrary<ResultFact> {
  return fc.record({
    status: fc.constantFrom('final', 'amended', 'corrected', 'preliminary', 'entered-in-error'),
    code,
    valueCode: code,
    observedAt: fc.option(instant, { freq: 9 }),
  })
}

function plan(instant: fc.Arbitrary<Temporal.Instant>): fc.Arbitrary<PlanFact> {
  return fc.record({
    status: fc.constantFrom('completed', 'completed', 'active', 'revoked'),
    code,
    endsAt: fc.option(instant, { freq: 9 }),
  })
}

const typeKey = fc.constantFrom('type_0', 'type_1', 'type_2', 'type_3')

function arrangements(instant: fc.Arbitrary<Temporal.Instant>): fc.Arbitrary<IntervalArrangement[]> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<IntervalArrangement[]>([]) },
    {
      weight: 1,
      arbitrary: fc.uniqueArray(
        fc.record({
          typeKey,
          interval,
          triggeredOn: fc.option(plainDay, { freq: 1 }),
          madeAt: instant,
          endedAt: fc.option(instant, { freq: 1 }),
          expiresOn: fc.option(plainDay, { freq: 1 }),
        }),
        { maxLength: 3, selector: (one) => one.typeKey },
      ),
    },
  )
}

function appointment(instant: fc.Arbitrary<Temporal.Instant>): fc.Arbitrary<AppointmentFact> {
  return fc
    .record({
      state: fc.constantFrom('held', 'booked', 'booked', 'fulfilled', 'cancelled', 'no_show', 'expired'),
      serviceKey: fc.option(fc.constantFrom(...serviceKeys)),
      startsAt: instant,
      createdAt: instant,
      changedAt: instant,
      heldUntil: fc.option(instant, { freq: 9 }),
      isImported: fc.boolean(),
      hasCompletedVisit: fc.constant(false),
      decisions: fc.uniqueArray(fc.record({ typeKey, doesCover: fc.boolean(), decidedAt: instant }), {
        maxLength: 2,
        selector: (one) => one.typeKey,
      }),
    })
    .map((fact) => ({ ...fact, endsAt: fact.startsAt.add({ minutes: 30 }) }))
}

function record(instant: fc.Arbitrary<Temporal.Instant>): fc.Arbitrary<PatientRecord> {
  return fc.record({
    birthDate: fc.option(
      fc.oneof(
        plainDay.map((on) => on.subtract({ years: 40 })),
        fc.constantFrom('2000-02-29', '1996-02-29').map((text) => Temporal.PlainDate.from(text)),
      ),
      { freq: 9 },
    ),
    sex: fc.constantFrom('female', 'male', 'other', 'unknown'),
    isDeceased: fc.constantFrom(false, false, false, false, true),
    deceasedAt: fc.option(instant, { freq: 1 }),
    leftAt: fc.option(instant, { freq: 1 }),
    visits: fc.array(visit(instant), { maxLength: 4 }),
    procedures: fc.array(procedure(instant), { maxLength: 2 }),
    conditions: fc.array(condition(instant), { maxLength: 2 }),
    results: fc.array(result(instant), { maxLength: 2 }),
    plans: fc.array(plan(instant), { maxLength: 1 }),
    appointments: fc.array(appointment(instant), { maxLength: 2 }),
    arrangements: arrangements(instant),
  })
}

export function person(zone: string): fc.Arbitrary<Person> {
  const one = record(instantIn(zone))
  return fc.record({
    survivor: one,
    duplicates: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(one, { maxLength: 2 }) },
    ),
  })
}
