// Invariants:
// - A history is what is on record; which of it counts at an instant T is decided by the functions below and in cycle.ts.
// - Only facts at or before T count: a visit that ends later, a condition recorded later, an appointment made later do not.
// - A record that was merged into another one is part of the survivor's history.

import { assertNever } from '../../platform/rules/assert-never.ts'
import type { RecallInterval, Sex } from './recall-rule.ts'

export interface VisitFact {
  /** FHIR encounter-status; only `finished` is a completed visit. */
  readonly status: string
  readonly kindCode: string | null
  readonly endedAt: Temporal.Instant | null
}

export interface ProcedureFact {
  /** FHIR event-status. */
  readonly status: string
  readonly code: string | null
  readonly performedAt: Temporal.Instant | null
}

export interface ConditionFact {
  readonly code: string | null
  readonly onsetAt: Temporal.Instant | null
  readonly recordedAt: Temporal.Instant | null
  readonly abatedAt: Temporal.Instant | null
}

/** A laboratory or other result. */
export interface ResultFact {
  /** FHIR observation-status; final, amended and corrected ones count. */
  readonly status:
    | 'registered'
    | 'preliminary'
    | 'final'
    | 'amended'
    | 'corrected'
    | 'cancelled'
    | 'entered-in-error'
    | 'unknown'
  readonly code: string | null
  /** What was found, where the result is a finding: it counts like a condition from then on. */
  readonly valueCode: string | null
  readonly observedAt: Temporal.Instant | null
}

export interface PlanFact {
  /** FHIR request-status. */
  readonly status: 'draft' | 'active' | 'on-hold' | 'revoked' | 'completed' | 'entered-in-error' | 'unknown'
  readonly code: string | null
  readonly endsAt: Temporal.Instant | null
}

/** Another interval for this patient and type, as staff arranged it. */
export interface IntervalArrangement {
  readonly typeKey: string
  readonly interval: RecallInterval
  /** Only the round that this day started; null: every round. */
  readonly triggeredOn: Temporal.PlainDate | null
  readonly madeAt: Temporal.Instant
  readonly endedAt: Temporal.Instant | null
  /** Last day on which it holds. */
  readonly expiresOn: Temporal.PlainDate | null
}

export interface AppointmentFact {
  readonly state: 'held' | 'booked' | 'fulfilled' | 'cancelled' | 'no_show' | 'expired'
  readonly serviceKey: string | null
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly createdAt: Temporal.Instant
  readonly changedAt: Temporal.Instant
  readonly heldUntil: Temporal.Instant | null
  readonly isImported: boolean
  /** A completed visit is linked to it, so that its own times are those of the plan only. */
  readonly hasCompletedVisit: boolean
  /** What a person said about it, by recall type: whether it is for that. */
  readonly decisions: readonly CoverDecision[]
}

export interface CoverDecision {
  readonly typeKey: string
  readonly doesCover: boolean
  readonly decidedAt: Temporal.Instant
}

/** One record of a practice system. A person is the surviving record and those merged into it. */
export interface PatientRecord {
  readonly birthDate: Temporal.PlainDate | null
  readonly sex: Sex
  readonly isDeceased: boolean
  /** Null with `isDeceased`: dead, the day is not known. */
  readonly deceasedAt: Temporal.Instant | null
  readonly leftAt: Temporal.Instant | null
  readonly visits: readonly VisitFact[]
  readonly procedures: readonly ProcedureFact[]
  readonly conditions: readonly ConditionFact[]
  readonly results: readonly ResultFact[]
  readonly plans: readonly PlanFact[]
  readonly appointments: readonly AppointmentFact[]
  readonly arrangements: readonly IntervalArrangement[]
}

export interface Person {
  readonly survivor: PatientRecord
  readonly duplicates: readonly PatientRecord[]
}

export function recordsOf(person: Person): readonly PatientRecord[] {
  return [person.survivor, ...person.duplicates]
}

export function isDeadAt(record: PatientRecord, at: Temporal.Instant): boolean {
  return record.deceasedAt === null ? record.isDeceased : notAfter(record.deceasedAt, at)
}

export function hasLeftAt(record: PatientRecord, at: Temporal.Instant): boolean {
  return record.leftAt !== null && notAfter(record.leftAt, at)
}

const countedResults: readonly ResultFact['status'][] = ['final', 'amended', 'corrected']

/** Whether the result stands and was known at `at`. */
export function countsAt(result: ResultFact, at: Temporal.Instant): boolean {
  return (
    countedResults.includes(result.status) && result.observedAt !== null && notAfter(result.observedAt, at)
  )
}

/** The completion of a treatment plan that had ended by `at`. */
export function completedBy(plan: PlanFact, at: Temporal.Instant): boolean {
  return plan.status === 'completed' && plan.endsAt !== null && notAfter(plan.endsAt, at)
}

/** Whether the condition was known at `at` and had not ended. */
export function holdsAt(condition: ConditionFact, at: Temporal.Instant): boolean {
  const since = condition.recordedAt ?? condition.onsetAt
  const known = since === null || notAfter(since, at)
  return known && (condition.abatedAt === null || !notAfter(condition.abatedAt, at))
}

/**
 * Whether the appointment stood in the book at `at` and was still to come. What became of it later is not known then;
 * when an imported one was cancelled is not known at all, so it never stands.
 */
export function isLiveAt(appointment: AppointmentFact, at: Temporal.Instant): boolean {
  if (!notAfter(appointment.createdAt, at) || notAfter(appointment.startsAt, at)) return false
  switch (appointment.state) {
    case 'booked':
    case 'fulfilled':
    case 'no_show':
      return true
    case 'held':
      return appointment.heldUntil !== null && !notAfter(appointment.heldUntil, at)
    case 'cancelled':
      return !appointment.isImported && !notAfter(appointment.changedAt, at)
    case 'expired':
      return false
    default:
      return assertNever(appointment.state)
  }
}

export function notAfter(instant: Temporal.Instant, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(instant, at) <= 0
}
