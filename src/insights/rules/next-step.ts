// Invariants:
// - What staff asked for (silence, a pause) and what the patient has (a visit) stand before anything that outreach plans.
// - Who waits for an answer is shown as that, whatever else is planned: a person must act.

import type { SilenceKind } from '../../recall/rules/status.ts'

export const enrolmentEnds = ['booked', 'declined', 'opted_out', 'exhausted', 'left', 'ended'] as const
export type EnrolmentEnd = (typeof enrolmentEnds)[number]

export interface CycleFacts {
  /** Nobody here invites the patient, round after round; `recalledBy`: who does instead. */
  readonly silence: { readonly kind: SilenceKind; readonly recalledBy: string | null } | null
  readonly pausedUntil: Temporal.PlainDate | null
  readonly bookedAt: Temporal.Instant | null
  readonly isUnclear: boolean
}

/** What outreach has in hand for the patient. */
export interface OutreachFacts {
  readonly waitingThreadId: string | null
  readonly message: { readonly channel: 'sms' | 'email'; readonly at: Temporal.Instant } | null
  readonly enrolment: {
    readonly state: 'active' | EnrolmentEnd
    readonly isHoldOut: boolean
    readonly nextAt: Temporal.Instant | null
    /** The gate's last decision about it, unless it was to send. */
    readonly held: { readonly reason: string; readonly until: Temporal.Instant | null } | null
  } | null
}

export type PlannedStep =
  | { readonly kind: 'silent'; readonly silence: SilenceKind; readonly recalledBy: string | null }
  | { readonly kind: 'resumes'; readonly on: Temporal.PlainDate }
  | { readonly kind: 'visit'; readonly at: Temporal.Instant; readonly isUnclear: boolean }
  | { readonly kind: 'answer'; readonly threadId: string }
  | { readonly kind: 'message'; readonly channel: 'sms' | 'email'; readonly at: Temporal.Instant }
  | { readonly kind: 'hold_out' }
  | { readonly kind: 'held'; readonly reason: string; readonly at: Temporal.Instant | null }
  | { readonly kind: 'planned'; readonly at: Temporal.Instant }
  | { readonly kind: 'over'; readonly state: EnrolmentEnd }
  | { readonly kind: 'nothing' }

export function nextStep(cycle: CycleFacts, outreach: OutreachFacts): PlannedStep {
  if (cycle.silence !== null)
    return { kind: 'silent', silence: cycle.silence.kind, recalledBy: cycle.silence.recalledBy }
  if (cycle.pausedUntil !== null) return { kind: 'resumes', on: cycle.pausedUntil }
  if (cycle.bookedAt !== null) return { kind: 'visit', at: cycle.bookedAt, isUnclear: cycle.isUnclear }
  const { waitingThreadId, message, enrolment } = outreach
  if (waitingThreadId !== null) return { kind: 'answer', threadId: waitingThreadId }
  if (message !== null) return { kind: 'message', ...message }
  if (enrolment === null) return { kind: 'nothing' }
  if (enrolment.state !== 'active') return { kind: 'over', state: enrolment.state }
  if (enrolment.isHoldOut) return { kind: 'hold_out' }
  if (enrolment.held !== null) {
    return { kind: 'held', reason: enrolment.held.reason, at: enrolment.held.until ?? enrolment.nextAt }
  }
  return enrolment.nextAt === null ? { kind: 'nothing' } : { kind: 'planned', at: enrolment.nextAt }
}
