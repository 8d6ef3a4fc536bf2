// Whom staff may take into a running campaign by hand, and when the first message leaves. Invariants:
// - An invitation brings no right to write: who could not be written to now is not taken in, and counted under the
//   first reason that holds; each patient once.
// - Only the audience's window of days is left to staff; its recall types, ages and lapse bands are what the texts are for.
// - Who was drawn into the hold-out stays there unless that is asked for in so many words.

import type { RecallStatus } from '../../recall/rules/status.ts'
import type { Programme } from './audience-document.ts'
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
  'other_criteria',
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

/** An open recall cycle of somebody whom staff picked. */
export interface OpenCycle {
  readonly typeKey: string
  readonly status: RecallStatus
  readonly isPicked: boolean
}

export interface PickedStanding {
  /** Recalls they may be invited for; empty where `standing` says why. */
  readonly typeKeys: readonly string[]
  readonly standing: 'nothing_due' | 'paused' | 'other_recall_type' | null
}

/** What of the picked recalls a campaign can ask for. Any other than a recall is about the person: one pause keeps it away. */
export function pickedStanding(cycles: readonly OpenCycle[], programme: Programme): PickedStanding {
  const picked = cycles.filter(({ isPicked }) => isPicked)
  if (picked.length === 0) return { typeKeys: [], standing: 'nothing_due' }
  const isAboutPerson = programme.kind !== 'recall'
  const wanted =
    isAboutPerson || programme.recallTypes.length === 0
      ? picked
      : picked.filter(({ typeKey }) => programme.recallTypes.includes(typeKey))
  if (wanted.length === 0) return { typeKeys: [], standing: 'other_recall_type' }
  const isSilent = isAboutPerson && cycles.some(({ status }) => status === 'paused')
  const open = isSilent ? [] : wanted.filter(({ status }) => status !== 'paused')
  return { typeKeys: open.map(({ typeKey }) => typeKey), standing: open.length === 0 ? 'paused' : null }
}

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
