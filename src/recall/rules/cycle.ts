// Invariants:
// - At any instant a person has at most one cycle per recall type, counted from the newest trigger at or before it.
// - Nobody who is dead, has formally left, or does not fit on the due date has a cycle.
// - Where one type takes another's place, only the one that takes it remains, and the newest trigger of either counts
//   (or, where they do not share triggers, the newer of the two remains).
// - A type's own triggers come before any that stand in; what was done once for good has no further cycle.

import { dueDate, fitsPerson } from './due-date.ts'
import {
  completedBy,
  countsAt,
  hasLeftAt,
  holdsAt,
  type IntervalArrangement,
  isDeadAt,
  notAfter,
  type PatientRecord,
  type Person,
  recordsOf,
} from './patient-history.ts'
import { coversCondition, type RecallInterval, type RecallRule } from './recall-rule.ts'
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
export function cyclesOf(person: Person, rules: readonly RecallRule[], moment: Moment): readonly DueCycle[] {
  const { asOf } = moment
  const records = recordsOf(person)
  if (hasLeftAt(person.survivor, asOf) || records.some((record) => isDeadAt(record, asOf))) return []

  const eligible = rules.flatMap((rule) => {
    if (!isWanted(rule, records, asOf)) return []
    const round = roundOf(rule, rules, { person, records, moment })
    if (round === null || !fitsPerson(rule, person.survivor, round.due)) return []
    return [{ rule, round }]
  })
  const isReplaced = ({ rule, round }: Candidate) =>
    eligible.some((heir) => rule.excludes.includes(heir.rule.key) && takesPlace(heir.round, { rule, round }))
  return eligible
    .filter((one) => !isReplaced(one))
    .map(({ rule, round }) => ({ typeKey: rule.key, triggeredOn: round.triggeredOn, dueComputed: round.due }))
}

interface Candidate {
  readonly rule: RecallRule
  readonly round: Round
}

function takesPlace(heir: Round, { rule, round }: Candidate): boolean {
  return (
    rule.sharesTriggers ||
    round.isFirst ||
    Temporal.PlainDate.compare(heir.triggeredOn, round.triggeredOn) >= 0
  )
}

interface History {
  readonly person: Person
  readonly records: readonly PatientRecord[]
  readonly moment: Moment
}

interface Round {
  readonly triggeredOn: Temporal.PlainDate
  readonly due: Temporal.PlainDate
  /** Nothing was done yet. */
  readonly isFirst: boolean
}

/** The round that a type is in: from its own triggers, else from whatever the type lets stand in for them. */
function roundOf(rule: RecallRule, rules: readonly RecallRule[], history: History): Round | null {
  const { records, moment } = history
  const { asOf, zone } = moment
  const codesOf = (keys: readonly string[]) =>
    rules
      .filter(({ key }) => keys.includes(key))
      .flatMap((other) => newestOwnTrigger(other, records, asOf) ?? [])
  const own = newest(codesOf([rule.key, ...rule.succeeds]))
  if (own !== null) {
    if (rule.isOnce) return null
    const superseded = rules
      .filter((other) => other.sharesTriggers && other.excludes.includes(rule.key))
      .map(({ key }) => key)
    return recurring(rule, localDay(newest([own, ...codesOf(superseded)]) ?? own, zone), history)
  }
  if (rule.triggers.anyVisit) {
    const last = newest(completedVisits(records, asOf))
    return last === null ? null : recurring(rule, localDay(last, zone), history)
  }
  return rule.triggers.neverDone ? firstRound(rule, history) : null
}

function recurring(rule: RecallRule, triggeredOn: Temporal.PlainDate, history: History): Round {
  return { triggeredOn, due: dueDate(triggeredOn, intervalFor(rule, triggeredOn, history)), isFirst: false }
}

/** Due from the first visit on, not before the least age, and listed once it is near. */
function firstRound(rule: RecallRule, { person, records, moment }: History): Round | null {
  const first = oldest(completedVisits(records, moment.asOf))
  if (first === null) return null
  const firstDay = localDay(first, moment.zone)
  const grown = person.survivor.birthDate?.add({ years: rule.minimumAge ?? 0 }) ?? firstDay
  const due = Temporal.PlainDate.compare(grown, firstDay) > 0 ? grown : firstDay
  const horizon = localDay(moment.asOf, moment.zone).add({ days: rule.dueSoonDays })
  return Temporal.PlainDate.compare(due, horizon) > 0 ? null : { triggeredOn: due, due, isFirst: true }
}

/** What staff arranged for the patient comes before the interval for the risk, that before the type's. */
function intervalFor(
  rule: RecallRule,
  triggeredOn: Temporal.PlainDate,
  { records, moment }: History,
): RecallInterval {
  const { asOf, zone } = moment
  const today = localDay(asOf, zone)
  const [arranged] = records
    .flatMap(({ arrangements }) => arrangements)
    .filter(
      (one) =>
        one.typeKey === rule.key &&
        notAfter(one.madeAt, asOf) &&
        (one.endedAt === null || !notAfter(one.endedAt, asOf)) &&
        (one.expiresOn === null || Temporal.PlainDate.compare(one.expiresOn, today) >= 0) &&
        (one.triggeredOn === null || one.triggeredOn.equals(triggeredOn)),
    )
    .sort(newerArrangement)
  if (arranged !== undefined) return arranged.interval
  const { risk } = rule
  return risk !== null && hasFinding(risk.codes, records, asOf) ? risk.interval : rule.interval
}

/** The newest first; of two of one instant the longer. */
function newerArrangement(one: IntervalArrangement, other: IntervalArrangement): number {
  return (
    Temporal.Instant.compare(other.madeAt, one.madeAt) ||
    other.interval.months - one.interval.months ||
    other.interval.days - one.interval.days
  )
}

/** The newest trigger among the type's own codes: visits, procedures, diagnoses, results, ends of plans. */
function newestOwnTrigger(
  { triggers }: RecallRule,
  records: readonly PatientRecord[],
  asOf: Temporal.Instant,
): Temporal.Instant | null {
  const known = (instants: readonly (Temporal.Instant | null)[]) =>
    instants
      .filter((instant) => instant !== null && notAfter(instant, asOf))
      .flatMap((instant) => instant ?? [])
  const has = (codes: readonly string[], code: string | null) => code !== null && codes.includes(code)
  return newest([
    ...completedVisits(records, asOf, triggers.visitCodes),
    ...records.flatMap(({ procedures, conditions, results, plans }) => [
      ...known(
        procedures
          .filter(({ status, code }) => status === 'completed' && has(triggers.procedureCodes, code))
          .map(({ performedAt }) => performedAt),
      ),
      ...known(
        conditions
          .filter(({ code }) => code !== null && coversCondition(triggers.diagnosisCodes, code))
          .map(({ recordedAt, onsetAt }) => recordedAt ?? onsetAt),
      ),
      ...known(
        results
          .filter((result) => countsAt(result, asOf) && has(triggers.resultCodes, result.code))
          .map(({ observedAt }) => observedAt),
      ),
      ...known(
        plans
          .filter(
            (plan) =>
              completedBy(plan, asOf) &&
              (triggers.planCodes.includes('') || has(triggers.planCodes, plan.code)),
          )
          .map(({ endsAt }) => endsAt),
      ),
    ]),
  ])
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

/** Whether the type is for somebody with these findings. */
function isWanted(rule: RecallRule, records: readonly PatientRecord[], asOf: Temporal.Instant): boolean {
  if (rule.conditionCodes.length > 0 && !hasFinding(rule.conditionCodes, records, asOf)) return false
  return rule.excludedConditionCodes.length === 0 || !hasFinding(rule.excludedConditionCodes, records, asOf)
}

/** A condition that holds, or a result that found it. */
function hasFinding(
  codes: readonly string[],
  records: readonly PatientRecord[],
  asOf: Temporal.Instant,
): boolean {
  return records.some(
    ({ conditions, results }) =>
      conditions.some(
        (condition) =>
          condition.code !== null && coversCondition(codes, condition.code) && holdsAt(condition, asOf),
      ) ||
      results.some(
        (result) =>
          result.valueCode !== null && coversCondition(codes, result.valueCode) && countsAt(result, asOf),
      ),
  )
}

function newest(instants: readonly Temporal.Instant[]): Temporal.Instant | null {
  return instants.reduce<Temporal.Instant | null>(
    (latest, instant) => (latest === null || notAfter(latest, instant) ? instant : latest),
    null,
  )
}

function oldest(instants: readonly Temporal.Instant[]): Temporal.Instant | null {
  return instants.reduce<Temporal.Instant | null>(
    (first, instant) => (first === null || notAfter(instant, first) ? instant : first),
    null,
  )
}
