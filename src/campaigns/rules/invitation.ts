// Whom staff may take into a running campaign by hand, and when the first message leaves. Invariants:
// - An invitation brings no right to write: who could not be written to now is not taken in, and counted under the
//   first reason that holds; each patient once.
// - Only the audience's window of days is left to staff; its recall types, ages and lapse bands are what the texts are for.
// - Who was drawn into the hold-out stays there unless that is asked for in so many words.

import type { CampaignDocument, Channel } from './campaign-document.ts'
import { leftOutReasons } from './left-out.ts'
import { type NextStep, nextStep } from './sequence.ts'

export const notInvitedReasons = [
  'deceased',
  'merged',
  'left_clinic',
  'nothing_due',
  'paused',
  'other_recall_type',
  'other_age',
  'other_time_away',
  'already_in',
  'held_out',
  'held_out_elsewhere',
  'visit_ahead',
  ...leftOutReasons,
  'nothing_to_send',
] as const

export type NotInvitedReason = (typeof notInvitedReasons)[number]

/** More at once are refused: nobody looks at so many. */
export const mostInvited = 20_000

export interface Candidate {
  /** The first reason that stands in the way, the hold-out of this campaign aside. */
  readonly reason: NotInvitedReason | null
  readonly isHeldOut: boolean
  /** When the first message would leave; null: every step is past, or has no way to them. */
  readonly firstAt: Temporal.Instant | null
}

/** Why not; null: they are invited. */
export function whyNotInvited(candidate: Candidate, withHeldOut: boolean): NotInvitedReason | null {
  if (candidate.isHeldOut && !withHeldOut) return 'held_out'
  return candidate.reason ?? (candidate.firstAt === null ? 'nothing_to_send' : null)
}

export interface Newcomer {
  /** Effective due date of the recall cycle. */
  readonly dueDate: Temporal.PlainDate
  /** IANA. */
  readonly zone: string
  readonly usableChannels: readonly Channel[]
  readonly now: Temporal.Instant
}

/** The first contact of somebody who joins now and has no visit ahead; null: there is none. */
export function firstContact(
  document: CampaignDocument,
  { dueDate, zone, usableChannels, now }: Newcomer,
): Extract<NextStep, { kind: 'contact' }> | null {
  const next = nextStep(document, {
    enrolledAt: now,
    dueDate: document.kind === 'recall' ? dueDate : null,
    zone,
    hasFutureAppointment: false,
    usableChannels,
    contacts: [],
    reactions: [],
    now,
  })
  return next.kind === 'contact' ? next : null
}
