// Invariants:
// - Status follows from days and facts alone and is never stored: the same cycle asked on another day has another one.
// - A pause outweighs an appointment, an appointment outweighs the date.
// - An appointment counts when its service is in the coverage set; one that cannot be judged (no service known, or far
//   beyond the due date) still protects the patient from being invited and is marked unclear for a person to look at;
//   what that person says about it counts from then on.

import { type AppointmentFact, isLiveAt, notAfter, type Person, recordsOf } from './patient-history.ts'
import type { RecallRule } from './recall-rule.ts'
import { localDay } from './zone-windows.ts'

/**
 * not_due: further ahead than the type's dueSoonDays; due_soon: within them; due: today; overdue: past, within grace;
 * lapsed: past grace; booked: an appointment covers it; paused: staff asked for silence until a day.
 */
export const recallStatuses = ['not_due', 'due_soon', 'due', 'overdue', 'lapsed', 'booked', 'paused'] as const
export type RecallStatus = (typeof recallStatuses)[number]

/** Who is asked about when nobody says otherwise: everyone but those whose date is still far ahead. */
export const statusesListedByDefault: readonly RecallStatus[] = recallStatuses.filter(
  (status) => status !== 'not_due',
)

export interface CycleDates {
  readonly dueComputed: Temporal.PlainDate
  readonly override: DueOverride | null
  readonly pause: CyclePause | null
}

/** A due date set by staff; it holds through `expiresOn`, or until the next trigger opens a new cycle. */
export interface DueOverride {
  readonly due: Temporal.PlainDate
  readonly expiresOn: Temporal.PlainDate | null
  readonly madeAt: Temporal.Instant
}

/** Why nobody is invited for a while: until a day, by the patient's choice, until a balance is paid, or another practice does it. */
export const pauseKinds = ['date', 'choice', 'balance', 'co_managed'] as const
export type PauseKind = (typeof pauseKinds)[number]

/** Those that hold round after round, as staff arrange them. */
export const silenceKinds = ['choice', 'balance', 'co_managed'] as const satisfies readonly PauseKind[]
export type SilenceKind = (typeof silenceKinds)[number]

/** Nobody is invited before `until`. */
export interface CyclePause {
  readonly until: Temporal.PlainDate
  readonly madeAt: Temporal.Instant
}

/** An arrangement that keeps a patient silent for a type, round after round. */
export interface SilenceArrangement {
  readonly kind: SilenceKind
  /** Minor units; `balance` holds while the patient owes more, or as long as nobody knows. */
  readonly amountMinor: number | null
  readonly madeAt: Temporal.Instant
  readonly endedAt: Temporal.Instant | null
  /** Last day on which it holds. */
  readonly expiresOn: Temporal.PlainDate | null
}

export interface AskedAt {
  readonly asOf: Temporal.Instant
  /** The clinic-local day of `asOf`. */
  readonly today: Temporal.PlainDate
}

/** The due date that counts: the computed one unless an override made by then still holds. */
export function dueEffective(
  { dueComputed, override }: CycleDates,
  { asOf, today }: AskedAt,
): Temporal.PlainDate {
  if (override === null || Temporal.Instant.compare(override.madeAt, asOf) > 0) return dueComputed
  const expired = override.expiresOn !== null && Temporal.PlainDate.compare(override.expiresOn, today) < 0
  return expired ? dueComputed : override.due
}

export type Booking = 'none' | 'covered' | 'unclear'

/** The last clinic-local day on which an appointment still plainly answers a cycle due on `due`. */
export function latestAnsweringDay(
  rule: Pick<RecallRule, 'graceDays'>,
  due: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Temporal.PlainDate {
  const from = Temporal.PlainDate.compare(due, today) < 0 ? today : due
  return from.add({ days: rule.graceDays })
}

/** Whether the patient is kept silent by an arrangement; `balanceMinor` is what they owe, null when nobody knows. */
export function isSilent(
  arrangement: SilenceArrangement,
  { balanceMinor, asked }: { readonly balanceMinor: number | null; readonly asked: AskedAt },
): boolean {
  const { kind, amountMinor, madeAt, endedAt, expiresOn } = arrangement
  if (!notAfter(madeAt, asked.asOf) || (endedAt !== null && notAfter(endedAt, asked.asOf))) return false
  if (expiresOn !== null && Temporal.PlainDate.compare(expiresOn, asked.today) < 0) return false
  return kind !== 'balance' || balanceMinor === null || balanceMinor > (amountMinor ?? 0)
}

/**
 * What one live appointment is to a type: `covers` by its service, or a person `said_yes` or `said_no`; `too_far` beyond the
 * due date and `no_service` a person has to judge; `other_service` is for something else.
 */
export const coverVerdicts = [
  'said_yes',
  'covers',
  'too_far',
  'no_service',
  'said_no',
  'other_service',
] as const
export type CoverVerdict = (typeof coverVerdicts)[number]

export interface CoverAnswer {
  readonly appointment: AppointmentFact
  readonly verdict: CoverVerdict
}

/** Every appointment that is live at `asOf`, and what it is to a cycle that may be answered up to `latestDay`. */
export function coverOf(
  rule: Pick<RecallRule, 'key' | 'serviceKeys'>,
  person: Person,
  { asOf, zone, latestDay }: BookingQuestion,
): readonly CoverAnswer[] {
  const verdictOf = ({ serviceKey, startsAt, decisions }: AppointmentFact): CoverVerdict => {
    const said = decisions.find(({ typeKey, decidedAt }) => typeKey === rule.key && notAfter(decidedAt, asOf))
    if (said !== undefined) return said.doesCover ? 'said_yes' : 'said_no'
    if (serviceKey === null) return 'no_service'
    if (!rule.serviceKeys.includes(serviceKey)) return 'other_service'
    return Temporal.PlainDate.compare(localDay(startsAt, zone), latestDay) <= 0 ? 'covers' : 'too_far'
  }
  return recordsOf(person)
    .flatMap((record) => record.appointments)
    .filter((appointment) => isLiveAt(appointment, asOf))
    .map((appointment) => ({ appointment, verdict: verdictOf(appointment) }))
}

/** Whether an appointment that is live at `asOf` satisfies a cycle that may be answered up to `latestDay`. */
export function bookingOf(
  rule: Pick<RecallRule, 'key' | 'serviceKeys'>,
  person: Person,
  question: BookingQuestion,
): Booking {
  const verdicts = coverOf(rule, person, question).map(({ verdict }) => verdict)
  const has = (...wanted: readonly CoverVerdict[]) => verdicts.some((verdict) => wanted.includes(verdict))
  if (has('said_yes', 'covers')) return 'covered'
  return has('too_far', 'no_service') ? 'unclear' : 'none'
}

export interface BookingQuestion {
  readonly asOf: Temporal.Instant
  readonly zone: string
  readonly latestDay: Temporal.PlainDate
}

export function statusOf(
  rule: Pick<RecallRule, 'dueSoonDays' | 'graceDays'>,
  cycle: CycleDates & { readonly booking: Booking; readonly isSilenced?: boolean },
  asked: AskedAt,
): RecallStatus {
  if (cycle.isSilenced === true || isPaused(cycle.pause, asked)) return 'paused'
  if (cycle.booking !== 'none') return 'booked'
  const overdueDays = dueEffective(cycle, asked).until(asked.today).days
  if (overdueDays < -rule.dueSoonDays) return 'not_due'
  if (overdueDays < 0) return 'due_soon'
  if (overdueDays === 0) return 'due'
  return overdueDays <= rule.graceDays ? 'overdue' : 'lapsed'
}

function isPaused(pause: CyclePause | null, { asOf, today }: AskedAt): boolean {
  if (pause === null || Temporal.Instant.compare(pause.madeAt, asOf) > 0) return false
  return Temporal.PlainDate.compare(today, pause.until) < 0
}
