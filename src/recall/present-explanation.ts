import type { z } from 'zod'
import type { When } from '../platform/contract/when.ts'
import { formatDueDate, when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type {
  arrangedIntervalSchema,
  Explanation,
  pauseSchema,
  silenceSchema,
  usedIntervalSchema,
} from './contract/explanation.ts'
import type { CycleExplanation } from './explain-cycle.ts'
import { ageOnDay } from './rules/due-date.ts'
import type { RoundStart } from './rules/round.ts'
import type { TriggerFact } from './rules/trigger-facts.ts'
import { localDay } from './rules/zone-windows.ts'
import type { NamedRule } from './store/read-rules.ts'

export interface ExplanationReader {
  readonly reading: Reading
  readonly now: Temporal.Instant
  /** The clinic's names of its services, by key. */
  readonly serviceNames: ReadonlyMap<string, string>
  /** Every enabled type, for the names of the others. */
  readonly rules: readonly NamedRule[]
}

/** Older facts told one by one; of the rest the number is said. */
const mostPassedOver = 5

export function presentExplanation(
  patientId: string,
  explanation: CycleExplanation,
  reader: ExplanationReader,
): Explanation {
  const { rule, assessment, open } = explanation
  const { round, triggers } = assessment
  const start = round?.start ?? (assessment.answer.kind === 'done_once' ? assessment.answer.start : null)
  const older = start === null ? triggers : triggers.filter((one) => one !== start)
  return {
    patientId,
    typeKey: rule.key,
    typeName: rule.names[reader.reading.language],
    obstacle: assessment.obstacle,
    start: start === null ? null : presentStart(start, explanation, reader),
    passedOver: {
      newest: older.slice(0, mostPassedOver).map((fact) => presentTrigger(fact, rule, reader)),
      total: older.length,
    },
    interval: presentInterval(explanation),
    arranged: presentArranged(explanation, reader),
    dueComputed: round === null ? null : presentDay(round.due, reader),
    override: presentOverride(explanation, reader),
    due: open === null ? null : presentDay(open.dueEffective, reader),
    ...eligibility(explanation),
    replacedBy: nameOf(assessment.replacedBy, reader),
    status: open?.status ?? null,
    cover: (open?.cover ?? []).map(({ appointment, verdict }) => ({
      appointmentId: appointment.id,
      at: when(appointment.startsAt, reader.reading, reader.now),
      service: appointment.serviceName,
      verdict,
    })),
    silences: presentSilences(explanation, reader),
    pause: presentPause(explanation, reader),
    isSettled: explanation.isSettled,
  }
}

function presentStart(
  start: RoundStart,
  { rule, assessment }: CycleExplanation,
  reader: ExplanationReader,
): NonNullable<Explanation['start']> {
  const { reading, serviceNames } = reader
  switch (start.kind) {
    case 'never_done':
      return {
        kind: 'never_done',
        on: presentDay(assessment.round?.due ?? localDay(start.firstVisitAt, reading.zone), reader),
        firstVisitOn: presentDay(localDay(start.firstVisitAt, reading.zone), reader),
        isByAge: start.isByAge,
      }
    case 'any_visit':
      return {
        kind: 'any_visit',
        on: presentDay(localDay(start.at, reading.zone), reader),
        code: start.code,
        service: serviceNames.get(start.code ?? '') ?? null,
      }
    default:
      return presentTrigger(start, rule, reader)
  }
}

function presentTrigger(fact: TriggerFact, rule: NamedRule, reader: ExplanationReader) {
  const { kind, code, typeKey, at } = fact
  return {
    kind,
    on: presentDay(localDay(at, reader.reading.zone), reader),
    code,
    service: kind === 'visit' ? (reader.serviceNames.get(code ?? '') ?? null) : null,
    ofType: typeKey === rule.key ? null : nameOf(typeKey, reader),
  }
}

function nameOf(key: string | null, { rules, reading }: ExplanationReader): string | null {
  if (key === null) return null
  return rules.find((rule) => rule.key === key)?.names[reading.language] ?? key
}

/** The interval of the round; null: none is added to a first round. */
export function presentInterval({ assessment }: CycleExplanation): z.infer<typeof usedIntervalSchema> | null {
  const interval = assessment.round?.interval ?? null
  if (interval === null) return null
  return {
    ...{ months: interval.interval.months, days: interval.interval.days },
    from: interval.from,
    finding: interval.from === 'risk' ? interval.finding : null,
  }
}

export function presentArranged(
  { arranged }: CycleExplanation,
  reader: DayReader,
): z.infer<typeof arrangedIntervalSchema> | null {
  if (arranged === null) return null
  return {
    ...said(arranged, reader),
    ...{ months: arranged.interval.months, days: arranged.interval.days },
    holds: arranged.triggeredOn === null ? 'always' : 'round',
  }
}

export function presentSilences(
  { silences }: CycleExplanation,
  reader: DayReader,
): z.infer<typeof silenceSchema>[] {
  return silences.map((silence) => ({
    ...said(silence, reader),
    kind: silence.kind,
    amountMinor: silence.amountMinor,
    recalledBy: silence.recalledBy,
    isSilent: silence.isSilent,
  }))
}

/** Only while it holds: a pause that is over is history. */
export function presentPause(
  { stored }: CycleExplanation,
  reader: DayReader,
): z.infer<typeof pauseSchema> | null {
  const pause = stored?.pause ?? null
  if (pause === null) return null
  if (Temporal.PlainDate.compare(pause.until, localDay(reader.now, reader.reading.zone)) <= 0) return null
  return {
    by: pause.by,
    reason: pause.reason,
    at: presentDay(localDay(pause.madeAt, reader.reading.zone), reader),
    until: presentDay(pause.until, reader),
  }
}

function presentOverride({ open, stored }: CycleExplanation, reader: DayReader): Explanation['override'] {
  const override = stored?.override ?? null
  if (override === null || open === null || !open.isSetByHand) return null
  return {
    due: presentDay(override.due, reader),
    by: override.by,
    reason: override.reason,
    at: presentDay(localDay(override.madeAt, reader.reading.zone), reader),
    until: override.expiresOn === null ? null : presentDay(override.expiresOn, reader),
  }
}

function eligibility({ rule, assessment, birthDate, sex }: CycleExplanation) {
  const { round, condition, excludedBy } = assessment
  return {
    condition: { isNeeded: rule.conditionCodes.length > 0, found: condition },
    exclusion: { isListed: rule.excludedConditionCodes.length > 0, found: excludedBy },
    age: {
      from: rule.minimumAge,
      to: rule.maximumAge,
      onDue: birthDate === null || round === null ? null : ageOnDay(birthDate, round.due),
    },
    sex: { wanted: rule.sex, is: sex },
  }
}

type DayReader = Pick<ExplanationReader, 'reading' | 'now'>

interface Said {
  readonly madeBy: string
  readonly reason: string
  readonly madeAt: Temporal.Instant
  readonly expiresOn: Temporal.PlainDate | null
}

function said({ madeBy, reason, madeAt, expiresOn }: Said, reader: DayReader) {
  return {
    by: madeBy,
    reason,
    at: presentDay(localDay(madeAt, reader.reading.zone), reader),
    until: expiresOn === null ? null : presentDay(expiresOn, reader),
  }
}

function presentDay(day: Temporal.PlainDate, { reading }: DayReader): When {
  return { iso: day.toString(), text: formatDueDate(day, reading) }
}
