// Invariants:
// - At any instant a person has at most one cycle per recall type, counted from the newest trigger at or before it.
// - Nobody who is dead, has formally left, or does not fit on the due date has a cycle.
// - Where one type takes another's place, the newest trigger of either counts, and only the one that takes it remains.

import { dueDate, fitsPerson } from './due-date.ts'
import {
  hasLeftAt,
  holdsAt,
  isDeadAt,
  notAfter,
  type PatientRecord,
  type Person,
  recordsOf,
} from './patient-history.ts'
import { coversCondition, type RecallRule } from './recall-rule.ts'
import { localDay } from './zone-windows.ts'

export interface DueCycle {
  readonly typeKey: string
  readonly triggeredOn: Temporal.PlainDate
  readonly dueComputed: Temporal.PlainDate
}

interface Moment {
  readonly asOf: Temporal.Instant
  /** IANA zone of the clinic. */
  readonly zone: string
}

/** The cycles a person has at `asOf` under the enabled rules. */
export function cyclesOf(
  person: Person,
  rules: readonly RecallRule[],
  { asOf, zone }: Moment,
): readonly DueCycle[] {
  const records = recordsOf(person)
  if (hasLeftAt(person.survivor, asOf) || records.some((record) => isDeadAt(record, asOf))) return []

  const eligible = rules.flatMap((rule) => {
    const trigger = newestTrigger(rule, rules, { records, asOf })
    if (trigger === null || !hasCondition(rule, records, asOf)) return []
    const triggeredOn = localDay(trigger, zone)
    const cycle = { typeKey: rule.key, triggeredOn, dueComputed: dueDate(triggeredOn, rule) }
    return fitsPerson(rule, person.survivor, cycle.dueComputed) ? [{ rule, cycle }] : []
  })
  const present = new Set(eligible.map(({ rule }) => rule.key))
  return eligible
    .filter(({ rule }) => !rule.excludes.some((key) => present.has(key)))
    .map(({ cycle }) => cycle)
}

function newestTrigger(
  rule: RecallRule,
  rules: readonly RecallRule[],
  { records, asOf }: { readonly records: readonly PatientRecord[]; readonly asOf: Temporal.Instant },
): Temporal.Instant | null {
  const own = newestOwnTrigger(rule, records, asOf)
  if (own === null) return rule.triggers.anyVisit ? newest(completedVisits(records, asOf)) : null
  const superseded = rules.filter((other) => other.excludes.includes(rule.key))
  return newest([own, ...superseded.flatMap((other) => newestOwnTrigger(other, records, asOf) ?? [])])
}

function newestOwnTrigger(
  { triggers }: RecallRule,
  records: readonly PatientRecord[],
  asOf: Temporal.Instant,
): Temporal.Instant | null {
  const procedures = records
    .flatMap((record) => record.procedures)
    .filter(
      ({ status, code }) => status === 'completed' && code !== null && triggers.procedureCodes.includes(code),
    )
    .flatMap(({ performedAt }) => performedAt ?? [])
    .filter((instant) => notAfter(instant, asOf))
  return newest([...procedures, ...completedVisits(records, asOf, triggers.visitCodes)])
}

/** Ends of completed visits (FHIR `finished`, or a fulfilled appointment), of the given kinds or of any. */
function completedVisits(
  records: readonly PatientRecord[],
  asOf: Temporal.Instant,
  codes?: readonly string[],
): readonly Temporal.Instant[] {
  const wanted = (code: string | null) => codes === undefined || (code !== null && codes.includes(code))
  return records.flatMap(({ visits, appointments }) => [
    ...visits
      .filter(({ status, kindCode }) => status === 'finished' && wanted(kindCode))
      .flatMap(({ endedAt }) => endedAt ?? [])
      .filter((instant) => notAfter(instant, asOf)),
    ...appointments
      .filter(({ state, serviceKey }) => state === 'fulfilled' && wanted(serviceKey))
      .map(({ endsAt }) => endsAt)
      .filter((instant) => notAfter(instant, asOf)),
  ])
}

function hasCondition(rule: RecallRule, records: readonly PatientRecord[], asOf: Temporal.Instant): boolean {
  if (rule.conditionCodes.length === 0) return true
  return records.some(({ conditions }) =>
    conditions.some(
      (condition) =>
        condition.code !== null &&
        coversCondition(rule.conditionCodes, condition.code) &&
        holdsAt(condition, asOf),
    ),
  )
}

function newest(instants: readonly Temporal.Instant[]): Temporal.Instant | null {
  return instants.reduce<Temporal.Instant | null>(
    (latest, instant) => (latest === null || notAfter(latest, instant) ? instant : latest),
    null,
  )
}
