// Invariants:
// - At any instant a person has at most one cycle per recall type, counted from the newest trigger at or before it.
// - Nobody who is dead, has formally left, or does not fit on the due date has a cycle.
// - Where one type takes another's place, only the one that takes it remains (where they do not share triggers, the one
//   with the newer trigger).
// - Every type is assessed whole, whatever stands in its way first: an explanation tells all of it.

import { type Misfit, misfitOf } from './due-date.ts'
import { hasLeftAt, isDeadAt, type Person, recordsOf } from './patient-history.ts'
import type { RecallRule } from './recall-rule.ts'
import { countedTriggers, type History, type Moment, type Round, type RoundAnswer, roundOf } from './round.ts'
import { findingAmong, type TriggerFact } from './trigger-facts.ts'

export interface DueCycle {
  readonly typeKey: string
  readonly triggeredOn: Temporal.PlainDate
  readonly dueComputed: Temporal.PlainDate
}

/** Why a type has no cycle for a person; of several reasons the first in this order. */
export const cycleObstacles = [
  'dead',
  'left',
  'lacks_condition',
  'has_excluded_condition',
  'nothing_starts_it',
  'done_once',
  'not_yet',
  'other_sex',
  'too_young',
  'too_old',
  'replaced',
] as const
export type CycleObstacle = (typeof cycleObstacles)[number]

/** One type looked at for one person. */
export interface Assessment {
  readonly rule: RecallRule
  readonly answer: RoundAnswer
  /** Every fact that counts for the type, the newest first; the first of them started the round, if any did. */
  readonly triggers: readonly TriggerFact[]
  /** The round, also one that is not due yet or not for this person. */
  readonly round: Round | null
  /** The code that makes the type one for this person; null: it needs none, or there is none. */
  readonly condition: string | null
  readonly excludedBy: string | null
  readonly misfit: Misfit | null
  /** The type that takes this one's place. */
  readonly replacedBy: string | null
  /** Null: there is a cycle. */
  readonly obstacle: CycleObstacle | null
}

/** The cycles a person has at `asOf` under the enabled rules. */
export function cyclesOf(person: Person, rules: readonly RecallRule[], moment: Moment): readonly DueCycle[] {
  return assessTypes(person, rules, moment).flatMap(({ rule, round, obstacle }) =>
    obstacle === null && round !== null
      ? [{ typeKey: rule.key, triggeredOn: round.triggeredOn, dueComputed: round.due }]
      : [],
  )
}

/** Every enabled type looked at for a person, in the order of the rules. */
export function assessTypes(
  person: Person,
  rules: readonly RecallRule[],
  moment: Moment,
): readonly Assessment[] {
  const history = { person, records: recordsOf(person), moment }
  const alone = rules.map((rule) => assessAlone(rule, rules, history))
  return alone.map((one) => {
    const replacedBy = alone.find(
      (heir) =>
        heir.obstacle === null && one.rule.excludes.includes(heir.rule.key) && takesPlace(heir.round, one),
    )
    if (one.obstacle !== null || replacedBy === undefined) return one
    return { ...one, replacedBy: replacedBy.rule.key, obstacle: 'replaced' as const }
  })
}

function takesPlace(heir: Round | null, { rule, round }: Assessment): boolean {
  if (heir === null || round === null) return false
  return (
    rule.sharesTriggers ||
    round.start.kind === 'never_done' ||
    Temporal.PlainDate.compare(heir.triggeredOn, round.triggeredOn) >= 0
  )
}

/** A type as if no other took its place. */
function assessAlone(rule: RecallRule, rules: readonly RecallRule[], history: History): Assessment {
  const { person, records, moment } = history
  const counted = countedTriggers(rule, rules, history)
  const answer = roundOf(rule, counted, history)
  const round = 'round' in answer ? answer.round : null
  const found = (codes: readonly string[]) =>
    codes.length === 0 ? null : findingAmong(codes, records, moment.asOf)
  const facts = {
    condition: found(rule.conditionCodes),
    excludedBy: found(rule.excludedConditionCodes),
    misfit: round === null ? null : misfitOf(rule, person.survivor, round.due),
  }
  return {
    rule,
    answer,
    // Where there is none of its own, its kin's do not count either.
    triggers: counted.own.length === 0 ? [] : [...counted.own, ...counted.kin].sort(newestFirst),
    round,
    ...facts,
    replacedBy: null,
    obstacle: obstacleOf(rule, facts, { answer, history }),
  }
}

function newestFirst(one: TriggerFact, other: TriggerFact): number {
  return Temporal.Instant.compare(other.at, one.at)
}

function obstacleOf(
  rule: RecallRule,
  { condition, excludedBy, misfit }: Pick<Assessment, 'condition' | 'excludedBy' | 'misfit'>,
  { answer, history }: { readonly answer: RoundAnswer; readonly history: History },
): CycleObstacle | null {
  const { person, records, moment } = history
  if (records.some((record) => isDeadAt(record, moment.asOf))) return 'dead'
  if (hasLeftAt(person.survivor, moment.asOf)) return 'left'
  if (rule.conditionCodes.length > 0 && condition === null) return 'lacks_condition'
  if (excludedBy !== null) return 'has_excluded_condition'
  return answer.kind === 'round' ? misfit : answer.kind
}
