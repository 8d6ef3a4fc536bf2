// Invariants:
// - Pure: the same document, state and `now` always give the same next contact; replanning at the answer's `at` changes nothing.
// - A step and channel are contacted at most once; the sequence never goes back to an earlier step.
// - No contact before its offset, inside a gap, or beyond `maxAttempts` days of asking.
// - A reaction that ends the campaign ends it before anything else is looked at; nothing is chased for ever (MISSION B9).

import { everyDay, nextAllowedInstant } from '../../outreach/rules/quiet-hours.ts'
import type {
  CampaignDocument,
  Channel,
  EnrolmentStep,
  LocalWindow,
  ReactionKind,
} from './campaign-document.ts'

/** A planned contact of a step and what became of it, as far as it is known now. */
export interface StepContact {
  readonly stepKey: string
  /** Index of the channel in the step's own list; part of the send key. */
  readonly contactNumber: number
  readonly at: Temporal.Instant
  /** `open`: planned or on its way. `sent`: accepted or delivered. `failed`, `refused`: it did not go out (channel or gate). */
  readonly outcome: 'open' | 'sent' | 'failed' | 'refused'
}

export interface Reaction {
  readonly kind: ReactionKind
  readonly at: Temporal.Instant
}

export interface SequenceState {
  readonly enrolledAt: Temporal.Instant
  /** Effective due date of the recall cycle; `null` where nothing clinical is due. */
  readonly dueDate: Temporal.PlainDate | null
  /** IANA zone of the patient, else of the clinic. */
  readonly zone: string
  readonly hasFutureAppointment: boolean
  /** Channels with a usable contact point, preferred first. */
  readonly usableChannels: readonly Channel[]
  /** Oldest first. */
  readonly contacts: readonly StepContact[]
  readonly reactions: readonly Reaction[]
  readonly now: Temporal.Instant
}

export type EndReason = ReactionKind | 'exhausted' | 'nothing_to_send'

export type NextStep =
  | {
      readonly kind: 'contact'
      readonly step: EnrolmentStep
      readonly channel: Channel
      readonly contactNumber: number
      readonly at: Temporal.Instant
      /** From here on the contact would be stale and is expired instead of sent. */
      readonly expiresAt: Temporal.Instant
    }
  /** Nothing to send now; ask again at `until`, or when a receipt or reply arrives. */
  | { readonly kind: 'wait'; readonly until: Temporal.Instant; readonly reason: 'open_contact' | 'silence' }
  | { readonly kind: 'end'; readonly reason: EndReason }

/** A contact that could not go out in its window is worth sending for this long, unless the step says less. */
const staleAfterDays = 7
/** An open contact is looked at again after this long, should no receipt arrive before. */
const openContactHours = 24
/** A contact nobody could decide for this long may well have reached the patient: it counts as sent. */
const undecidedDays = 7

export function nextStep(document: CampaignDocument, asKnown: SequenceState): NextStep {
  const state = { ...asKnown, contacts: asKnown.contacts.map((contact) => settled(contact, asKnown.now)) }
  const ending = state.reactions.find((reaction) => document.ends.on.includes(reaction.kind))
  if (ending !== undefined) return { kind: 'end', reason: ending.kind }

  const last = state.contacts.at(-1)
  if (last?.outcome === 'open') {
    return { kind: 'wait', until: state.now.add({ hours: openContactHours }), reason: 'open_contact' }
  }
  const reached = document.steps.findIndex((step) => step.key === last?.stepKey)
  for (const step of document.steps.slice(Math.max(reached, 0))) {
    const contact = contactOf(step, document, state)
    if (contact !== null) return contact
  }
  return closing(document, state)
}

function settled(contact: StepContact, now: Temporal.Instant): StepContact {
  const decided = contact.at.add({ hours: undecidedDays * 24 })
  const isUndecided = contact.outcome === 'open' && Temporal.Instant.compare(decided, now) <= 0
  return isUndecided ? { ...contact, outcome: 'sent' } : contact
}

/** Local days on which the patient was asked for something; two channels on one day are one attempt. */
export function attemptsMade(document: CampaignDocument, state: SequenceState): number {
  const days = sentAsks(document, state).map((contact) => dayOf(contact.at, state.zone).toString())
  return new Set(days).size
}

function contactOf(step: EnrolmentStep, document: CampaignDocument, state: SequenceState): NextStep | null {
  if (step.whenBooked === 'skip' && state.hasFutureAppointment) return null
  if (step.onlyIf === 'no_reaction' && state.reactions.length > 0) return null
  if (step.kind !== 'education' && attemptsMade(document, state) >= document.caps.maxAttempts) return null

  const done = state.contacts.filter((contact) => contact.stepKey === step.key)
  const last = done.at(-1)
  const choice = channelFor(step, state, done)
  const anchor = anchorDate(step, document, state)
  if (choice === null || anchor === null) return null

  const earliest =
    last === undefined
      ? startOf(latestOf(anchor.add({ days: step.days }), gapEnd(document, state)), state.zone)
      : followUpOf(last, step, state.zone)
  const at = firstInWindow(later(earliest, state.now), step.window, state.zone)
  const expiresAt = staleFrom(step, { anchor, at, zone: state.zone })
  if (Temporal.Instant.compare(at, expiresAt) >= 0) return null
  return { kind: 'contact', step, ...choice, at, expiresAt }
}

interface ChannelChoice {
  readonly channel: Channel
  readonly contactNumber: number
}

/** The preferred usable channel not tried yet: at first, after a failure, or as the one follow-up of a silence. */
function channelFor(
  step: EnrolmentStep,
  state: SequenceState,
  done: readonly StepContact[],
): ChannelChoice | null {
  const sent = done.filter((contact) => contact.outcome === 'sent').length
  const mayFollowUp = step.followUpAfterDays !== undefined && sent === 1 && state.reactions.length === 0
  if (sent > 0 && !mayFollowUp) return null
  const tried = new Set(done.map((contact) => contact.contactNumber))
  const choices = state.usableChannels
    .map((channel) => ({ channel, contactNumber: step.channels.indexOf(channel) }))
    .filter(({ contactNumber }) => contactNumber >= 0 && !tried.has(contactNumber))
  return choices[0] ?? null
}

/** A failure is followed at once by the next channel, a silence after the step's wait. */
function followUpOf(last: StepContact, step: EnrolmentStep, zone: string): Temporal.Instant {
  if (last.outcome !== 'sent') return last.at
  return startOf(dayOf(last.at, zone).add({ days: step.followUpAfterDays ?? 0 }), zone)
}

function anchorDate(
  step: EnrolmentStep,
  document: CampaignDocument,
  state: SequenceState,
): Temporal.PlainDate | null {
  switch (step.anchor) {
    case 'due':
      return state.dueDate
    case 'enrolled':
      return dayOf(state.enrolledAt, state.zone)
    case 'previous': {
      // Education is no question, so there is nothing to remind of.
      const last = sentAsks(document, state).findLast((contact) => contact.stepKey !== step.key)
      return last === undefined ? null : dayOf(last.at, state.zone)
    }
  }
}

/** First day on which a further step may contact the patient, or `null` before the first contact. */
function gapEnd(document: CampaignDocument, state: SequenceState): Temporal.PlainDate | null {
  const last = state.contacts.findLast((contact) => contact.outcome === 'sent')
  if (last === undefined) return null
  const asked = new Set(sentAsks(document, state).map((contact) => contact.stepKey)).size
  const { firstGapDays, laterGapDays } = document.caps
  return dayOf(last.at, state.zone).add({ days: asked <= 1 ? firstGapDays : laterGapDays })
}

function sentAsks(document: CampaignDocument, state: SequenceState): readonly StepContact[] {
  const asking = new Set(document.steps.filter((step) => step.kind !== 'education').map((step) => step.key))
  return state.contacts.filter((contact) => contact.outcome === 'sent' && asking.has(contact.stepKey))
}

function staleFrom(
  step: EnrolmentStep,
  plan: { readonly anchor: Temporal.PlainDate; readonly at: Temporal.Instant; readonly zone: string },
): Temporal.Instant {
  const stale = startOf(dayOf(plan.at, plan.zone).add({ days: staleAfterDays + 1 }), plan.zone)
  if (step.latestDays === undefined) return stale
  const tooLate = startOf(plan.anchor.add({ days: step.latestDays + 1 }), plan.zone)
  return Temporal.Instant.compare(tooLate, stale) < 0 ? tooLate : stale
}

function closing(document: CampaignDocument, state: SequenceState): NextStep {
  const lastSent = state.contacts.findLast((contact) => contact.outcome === 'sent')
  if (lastSent === undefined) return { kind: 'end', reason: 'nothing_to_send' }
  const until = startOf(
    dayOf(lastSent.at, state.zone).add({ days: document.ends.exhaustedAfterDays }),
    state.zone,
  )
  if (Temporal.Instant.compare(until, state.now) > 0) return { kind: 'wait', until, reason: 'silence' }
  return { kind: 'end', reason: 'exhausted' }
}

/** The first instant at or after `at` that lies in the step's window of the patient's day. */
export function firstInWindow(at: Temporal.Instant, window: LocalWindow, zone: string): Temporal.Instant {
  const found = nextAllowedInstant({ at, zones: [zone], hours: [everyDay(window.from, window.to)] })
  if (found === null) throw new Error(`The window ${window.from}-${window.to} never opens`)
  return found
}

export function dayOf(at: Temporal.Instant, zone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate()
}

export function startOf(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return date.toZonedDateTime(zone).toInstant()
}

export function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b
}

function latestOf(date: Temporal.PlainDate, other: Temporal.PlainDate | null): Temporal.PlainDate {
  return other !== null && Temporal.PlainDate.compare(other, date) > 0 ? other : date
}
