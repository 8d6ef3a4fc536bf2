// Invariants:
// - A type's own triggers come before any that stand in; what was done once for good has no further round.
// - Where one type takes another's place and they share triggers, the newest trigger of either counts.
// - What staff arranged for the patient comes before the interval for the risk, that before the type's.

import { dueDate } from './due-date.ts'
import { type IntervalArrangement, notAfter, type PatientRecord, type Person } from './patient-history.ts'
import type { RecallInterval, RecallRule } from './recall-rule.ts'
import {
  completedVisits,
  findingAmong,
  newestOf,
  oldestOf,
  ownTriggers,
  type TriggerFact,
} from './trigger-facts.ts'
import { localDay } from './zone-windows.ts'

export interface Moment {
  readonly asOf: Temporal.Instant
  /** IANA zone of the clinic. */
  readonly zone: string
}

export interface History {
  readonly person: Person
  readonly records: readonly PatientRecord[]
  readonly moment: Moment
}

/** What a round counts from: a fact of one's own, the last visit of any kind, or that it was never done. */
export type RoundStart =
  | TriggerFact
  | { readonly kind: 'any_visit'; readonly code: string | null; readonly at: Temporal.Instant }
  /** Since the first visit, or the least age. */
  | { readonly kind: 'never_done'; readonly firstVisitAt: Temporal.Instant; readonly isByAge: boolean }

export type RoundInterval =
  | { readonly from: 'type'; readonly interval: RecallInterval }
  | { readonly from: 'risk'; readonly interval: RecallInterval; readonly finding: string }
  | {
      readonly from: 'arranged'
      readonly interval: RecallInterval
      readonly arrangement: IntervalArrangement
    }

/** The round that a type is in. */
export interface Round {
  readonly start: RoundStart
  readonly triggeredOn: Temporal.PlainDate
  readonly due: Temporal.PlainDate
  /** Null: nothing was done yet, so nothing is added. */
  readonly interval: RoundInterval | null
}

export type RoundAnswer =
  | { readonly kind: 'round'; readonly round: Round }
  /** A first round that is further ahead than the type's dueSoonDays: nobody is listed so early. */
  | { readonly kind: 'not_yet'; readonly round: Round }
  | { readonly kind: 'done_once'; readonly start: TriggerFact }
  | { readonly kind: 'nothing_starts_it' }

export interface CountedTriggers {
  /** Of the type and of those it succeeds. */
  readonly own: readonly TriggerFact[]
  /** Of the types whose place it takes. */
  readonly kin: readonly TriggerFact[]
}

/** Every fact that counts for a type's rounds; one that is both is its own. */
export function countedTriggers(
  rule: RecallRule,
  rules: readonly RecallRule[],
  { records, moment }: History,
): CountedTriggers {
  const of = (others: readonly RecallRule[]) =>
    others.flatMap((other) => ownTriggers(other, records, moment.asOf))
  const isSame = (one: TriggerFact, other: TriggerFact) =>
    one.kind === other.kind && one.code === other.code && one.at.equals(other.at)
  const child = rules.filter(({ key }) => rule.succeeds.includes(key))
  const own = of([rule, ...child.filter(({ key }) => key !== rule.key)])
  const kin = of(rules.filter((other) => other.sharesTriggers && other.excludes.includes(rule.key)))
  return { own, kin: kin.filter((one) => !own.some((other) => isSame(one, other))) }
}

/** The round that a type is in: from its own triggers, else from whatever the type lets stand in for them. */
export function roundOf(rule: RecallRule, { own, kin }: CountedTriggers, history: History): RoundAnswer {
  const { records, moment } = history
  const newestOwn = newestOf(own)
  if (newestOwn !== null) {
    if (rule.isOnce) return { kind: 'done_once', start: newestOwn }
    return { kind: 'round', round: recurring(rule, newestOf([newestOwn, ...kin]) ?? newestOwn, history) }
  }
  if (rule.triggers.anyVisit) {
    const last = newestOf(completedVisits(records, moment.asOf))
    if (last === null) return { kind: 'nothing_starts_it' }
    return { kind: 'round', round: recurring(rule, { kind: 'any_visit', ...last }, history) }
  }
  return rule.triggers.neverDone ? firstRound(rule, history) : { kind: 'nothing_starts_it' }
}

function recurring(
  rule: RecallRule,
  start: Exclude<RoundStart, { kind: 'never_done' }>,
  history: History,
): Round {
  const triggeredOn = localDay(start.at, history.moment.zone)
  const interval = intervalFor(rule, triggeredOn, history)
  return { start, triggeredOn, due: dueDate(triggeredOn, interval.interval), interval }
}

/** Due from the first visit on, not before the least age, and listed once it is near. */
function firstRound(rule: RecallRule, { person, records, moment }: History): RoundAnswer {
  const first = oldestOf(completedVisits(records, moment.asOf))
  if (first === null) return { kind: 'nothing_starts_it' }
  const firstDay = localDay(first.at, moment.zone)
  const grown = person.survivor.birthDate?.add({ years: rule.minimumAge ?? 0 }) ?? firstDay
  const isByAge = Temporal.PlainDate.compare(grown, firstDay) > 0
  const due = isByAge ? grown : firstDay
  const start = { kind: 'never_done', firstVisitAt: first.at, isByAge } as const
  const horizon = localDay(moment.asOf, moment.zone).add({ days: rule.dueSoonDays })
  const kind = Temporal.PlainDate.compare(due, horizon) > 0 ? 'not_yet' : 'round'
  return { kind, round: { start, triggeredOn: due, due, interval: null } }
}

function intervalFor(
  rule: RecallRule,
  triggeredOn: Temporal.PlainDate,
  { records, moment }: History,
): RoundInterval {
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
  if (arranged !== undefined) return { from: 'arranged', interval: arranged.interval, arrangement: arranged }
  const finding = rule.risk === null ? null : findingAmong(rule.risk.codes, records, asOf)
  if (rule.risk !== null && finding !== null) return { from: 'risk', interval: rule.risk.interval, finding }
  return { from: 'type', interval: rule.interval }
}

/** The newest first; of two of one instant the longer. */
function newerArrangement(one: IntervalArrangement, other: IntervalArrangement): number {
  return (
    Temporal.Instant.compare(other.madeAt, one.madeAt) ||
    other.interval.months - one.interval.months ||
    other.interval.days - one.interval.days
  )
}
