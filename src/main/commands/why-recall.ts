import type { CycleExplanation } from '../../recall/explain-cycle.ts'
import { ageOnDay } from '../../recall/rules/due-date.ts'
import type { RecallInterval } from '../../recall/rules/recall-rule.ts'
import type { RoundStart } from '../../recall/rules/round.ts'
import type { TriggerFact } from '../../recall/rules/trigger-facts.ts'

/** Why a recall type is due for a patient, or is not, as programs read it (`why <patient> --type <type> --json`). */
export function explanationFacts(explanation: CycleExplanation, dayOf: DayOf) {
  const { rule, assessment, open, arranged, stored } = explanation
  const { round, answer, triggers } = assessment
  const start = round?.start ?? (answer.kind === 'done_once' ? answer.start : null)
  return {
    type: rule.key,
    /** Null: there is a cycle. */
    obstacle: assessment.obstacle,
    status: open?.status ?? null,
    start: start === null ? null : startFact(start, dayOf),
    passedOver: triggers.filter((one) => one !== start).map((fact) => triggerFact(fact, dayOf)),
    interval:
      round?.interval == null
        ? null
        : { ...round.interval.interval, from: round.interval.from, finding: findingOf(round.interval) },
    arrangedBy: arranged?.madeBy ?? null,
    arrangedBecause: arranged?.reason ?? null,
    triggeredOn: round?.triggeredOn ?? null,
    dueComputed: round?.due ?? null,
    dueEffective: open?.dueEffective ?? null,
    setByHand: open?.isSetByHand === true ? (stored?.override ?? null) : null,
    condition: { needed: rule.conditionCodes.length > 0, found: assessment.condition },
    exclusion: { listed: rule.excludedConditionCodes.length > 0, found: assessment.excludedBy },
    age: {
      from: rule.minimumAge,
      to: rule.maximumAge,
      onDue:
        explanation.birthDate === null || round === null ? null : ageOnDay(explanation.birthDate, round.due),
    },
    sex: { wanted: rule.sex, is: explanation.sex },
    replacedBy: assessment.replacedBy,
    appointments: (open?.cover ?? []).map(({ appointment, verdict }) => ({
      startsAt: appointment.startsAt,
      service: appointment.serviceKey,
      verdict,
    })),
    silences: explanation.silences.map(({ kind, madeBy, reason, expiresOn, recalledBy, isSilent }) => ({
      ...{ kind, madeBy, reason, expiresOn, recalledBy, isSilent },
    })),
    pausedUntil: stored?.pause?.until ?? null,
    /** False: facts changed and the lists follow soon. */
    isSettled: explanation.isSettled,
  }
}

/** The clinic's day of an instant. */
type DayOf = (at: Temporal.Instant) => Temporal.PlainDate

type Facts = ReturnType<typeof explanationFacts>

function findingOf(interval: NonNullable<NonNullable<CycleExplanation['assessment']['round']>['interval']>) {
  return interval.from === 'risk' ? interval.finding : null
}

function triggerFact({ kind, code, typeKey, at }: TriggerFact, dayOf: DayOf) {
  return { kind, code, on: dayOf(at), ofType: typeKey }
}

function startFact(start: RoundStart, dayOf: DayOf) {
  if (start.kind === 'never_done')
    return { kind: start.kind, code: null, on: dayOf(start.firstVisitAt), ofType: null }
  if (start.kind === 'any_visit')
    return { kind: start.kind, code: start.code, on: dayOf(start.at), ofType: null }
  return triggerFact(start, dayOf)
}

/** The same for people: what is said, and the fact behind it. */
export function explanationLines(facts: Facts): readonly (readonly [string, string])[] {
  const { start, interval, arrangedBy, setByHand, condition, exclusion, age, sex } = facts
  const line = (what: string, fact: string | null) => (fact === null ? [] : [[what, fact] as const])
  return [
    [
      'answer',
      facts.obstacle === null ? `${facts.status}, due ${facts.dueEffective}` : `no cycle: ${facts.obstacle}`,
    ],
    ...line('counts from', start && factText(start)),
    ...line('passed over', facts.passedOver.map(factText).join('; ') || null),
    ...line(
      'interval',
      interval &&
        `${intervalText(interval)}, ${intervalSource(interval, { arrangedBy, because: facts.arrangedBecause })}`,
    ),
    ...line(
      'computed',
      facts.dueComputed &&
        `${facts.dueComputed}${interval ? ` = ${facts.triggeredOn} + ${intervalText(interval)}` : ''}`,
    ),
    ...line('set by hand', setByHand && `${setByHand.due} by ${setByHand.by}: ${setByHand.reason}`),
    ...line('condition', condition.needed ? (condition.found ?? 'none of the needed ones') : null),
    ...line('left out for', exclusion.listed ? (exclusion.found ?? 'nothing on record') : null),
    ...line(
      'age',
      age.from === null && age.to === null
        ? null
        : `${age.onDue ?? 'unknown'} on the due date, wanted ${age.from ?? 0} to ${age.to ?? 'any'}`,
    ),
    ...line('sex', sex.wanted && `${sex.is}, wanted ${sex.wanted}`),
    ...line('replaced by', facts.replacedBy),
    ...facts.appointments.map(
      ({ startsAt, service, verdict }) =>
        ['appointment', `${startsAt} ${service ?? 'without a service'}: ${verdict}`] as const,
    ),
    ...facts.silences.map(
      ({ kind, madeBy, reason, recalledBy, isSilent }) =>
        [
          'not invited',
          `${kind}${recalledBy === null ? '' : ` (${recalledBy})`} by ${madeBy}: ${reason}${isSilent ? '' : ' (no longer)'}`,
        ] as const,
    ),
    ...line('paused until', facts.pausedUntil && `${facts.pausedUntil}`),
    ...line('in the lists', facts.isSettled ? null : 'not yet: a change of facts waits to be computed'),
  ]
}

function factText({ kind, code, on, ofType }: NonNullable<Facts['start']>): string {
  return [kind, code, on.toString(), ofType === null ? null : `(${ofType})`]
    .filter((part) => part !== null)
    .join(' ')
}

function intervalText({ months, days }: RecallInterval): string {
  return [counted(months, 'month'), counted(days, 'day')].filter(Boolean).join(' + ')
}

function counted(count: number, what: string): string {
  if (count === 0) return ''
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function intervalSource(
  { from, finding }: NonNullable<Facts['interval']>,
  { arrangedBy, because }: { readonly arrangedBy: string | null; readonly because: string | null },
): string {
  if (from === 'arranged') return `arranged by ${arrangedBy}: ${because}`
  return from === 'risk' ? `for the risk ${finding}` : 'of the type'
}
