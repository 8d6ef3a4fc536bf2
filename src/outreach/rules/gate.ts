// The gate (law 7): one function decides when a contact is planned and again in the transaction that sends it.
// - A dead, merged, departed or opted-out person is never contacted, whatever else holds.
// - Unknown consent fails closed.
// - An invitation never goes to somebody who has a visit ahead; visit messages do.
// - What asks for recall types that the clinic has all turned off is not sent, also where their cycles are open still.
// - A legal limit of contacts holds for everything that is not an answer, whatever the campaign's own cap allows.
// - The trace lists every check with the fact it rested on, and the source of a law, so that it can be replayed (G1).

import type { ContactLimit, LimitStanding } from './contact-limit.ts'

export type GateReason =
  | 'all_clear'
  | 'deceased'
  | 'merged'
  | 'left_clinic'
  | 'no_contact_wanted'
  | 'opted_out'
  | 'stream_ended'
  | 'stream_paused'
  | 'type_off'
  | 'expired'
  | 'visit_ahead'
  | 'appointment_gone'
  | 'address_invalid'
  | 'purpose_not_allowed'
  | 'no_consent'
  | 'consent_expired'
  | 'link_unreachable'
  | 'account_paused'
  | 'source_stale'
  | 'cap_reached'
  | 'legal_limit'
  | 'quiet_hours'
  | 'no_text'
  | 'own_wording'
  | 'message_torn'

export interface GateFacts {
  readonly now: Temporal.Instant
  readonly isInvitation: boolean
  /** An answer to the patient's own message: no quiet hours, no cap, no consent beyond the patient having written. */
  readonly isReply: boolean
  readonly expiresAt: Temporal.Instant
  /** Which own words the message is written in, `<origin>@<version>`; null: those of the packs. Noted, never judged. */
  readonly ownWording: string | null
  readonly stream: 'running' | 'paused' | 'ended'
  /** Whether the clinic recalls patients for any of the types that it asks for; null: it asks for none. */
  readonly recallType: 'on' | 'off' | null
  readonly account: 'active' | 'paused' | 'ended'
  /** It has a link, and the link opens on the clinic's own machine or network alone. */
  readonly linkLeadsNowhere: boolean
  readonly isDeceased: boolean
  readonly isMerged: boolean
  readonly hasLeft: boolean
  readonly safeContact: 'normal' | 'confidential' | 'none'
  readonly addressIsInvalid: boolean
  readonly hasOptedOut: boolean
  /** What the jurisdiction asks for this purpose. */
  readonly consentNeeded: 'notice' | 'express' | 'written' | 'never'
  readonly consent: 'given' | 'withdrawn' | 'expired' | 'missing'
  /** Start of the next live visit of the patient. */
  readonly visitAheadAt: Temporal.Instant | null
  /** For a message about one appointment: is that appointment still ahead and live? Null: not about one. */
  readonly appointmentIsLive: boolean | null
  /** When the cap next lets a contact through; null: now. */
  readonly capFreeAt: Temporal.Instant | null
  /** How the law's own limit of contacts stands; null: none here. */
  readonly contactLimit: LimitStanding | null
  /** When quiet hours next allow a contact; null: now. */
  readonly quietUntil: Temporal.Instant | null
  /** The connected practice system has been silent for longer than the limit. */
  readonly sourceIsStale: boolean
}

export interface GateCheck {
  readonly check: GateReason
  readonly passed: boolean
  readonly fact: string
  /** The law that was asked, where a place has one of its own. */
  readonly rule?: ContactLimit
}

export type GateDecision =
  | { readonly outcome: 'send'; readonly reason: 'all_clear'; readonly trace: readonly GateCheck[] }
  | {
      readonly outcome: 'hold'
      readonly reason: GateReason
      readonly until: Temporal.Instant
      readonly trace: readonly GateCheck[]
    }
  | { readonly outcome: 'skip'; readonly reason: GateReason; readonly trace: readonly GateCheck[] }
  | { readonly outcome: 'exit'; readonly reason: GateReason; readonly trace: readonly GateCheck[] }

type Failure =
  | { readonly outcome: 'exit' }
  | { readonly outcome: 'skip' }
  | { readonly outcome: 'hold'; readonly until: Temporal.Instant }

interface Check {
  readonly reason: GateReason
  readonly failure: Failure | null
  readonly fact: string
  readonly rule?: ContactLimit
}

/** A pause or a silent source has no end that we know: look again after this long. */
const recheck: Temporal.DurationLike = { minutes: 15 }

export function decide(facts: GateFacts): GateDecision {
  const trace: GateCheck[] = []
  const checks = [
    ...personChecks(facts),
    ...messageChecks(facts),
    ...consentChecks(facts),
    ...timingChecks(facts),
  ]
  for (const { reason, failure, fact, rule } of checks) {
    trace.push({ check: reason, passed: failure === null, fact, ...(rule === undefined ? {} : { rule }) })
    switch (failure?.outcome) {
      case undefined:
        break
      case 'hold':
        return { outcome: 'hold', reason, until: failure.until, trace }
      case 'skip':
        return { outcome: 'skip', reason, trace }
      case 'exit':
        return { outcome: 'exit', reason, trace }
    }
  }
  return { outcome: 'send', reason: 'all_clear', trace }
}

function when(condition: boolean, outcome: 'exit' | 'skip'): Failure | null {
  return condition ? { outcome } : null
}

function holdWhen(condition: boolean, until: Temporal.Instant): Failure | null {
  return condition ? { outcome: 'hold', until } : null
}

function personChecks(facts: GateFacts): readonly Check[] {
  return [
    { reason: 'deceased', failure: when(facts.isDeceased, 'exit'), fact: yesNo(facts.isDeceased) },
    { reason: 'merged', failure: when(facts.isMerged, 'exit'), fact: yesNo(facts.isMerged) },
    {
      reason: 'left_clinic',
      failure: when(facts.hasLeft && !facts.isReply, 'exit'),
      fact: yesNo(facts.hasLeft),
    },
    {
      reason: 'no_contact_wanted',
      failure: when(facts.safeContact === 'none' && !facts.isReply, 'exit'),
      fact: facts.safeContact,
    },
    {
      reason: 'opted_out',
      failure: when(facts.hasOptedOut && !facts.isReply, 'exit'),
      fact: yesNo(facts.hasOptedOut),
    },
  ]
}

function messageChecks(facts: GateFacts): readonly Check[] {
  const recheckAt = facts.now.add(recheck)
  const isLate = Temporal.Instant.compare(facts.now, facts.expiresAt) >= 0
  return [
    ...wordingNote(facts),
    { reason: 'stream_ended', failure: when(facts.stream === 'ended', 'exit'), fact: facts.stream },
    ...typeCheck(facts),
    { reason: 'expired', failure: when(isLate, 'skip'), fact: facts.expiresAt.toString() },
    {
      reason: 'visit_ahead',
      failure: when(facts.isInvitation && facts.visitAheadAt !== null, 'exit'),
      fact: facts.visitAheadAt?.toString() ?? 'none',
    },
    {
      reason: 'appointment_gone',
      failure: when(facts.appointmentIsLive === false, 'exit'),
      fact: facts.appointmentIsLive === null ? 'not about one' : yesNo(facts.appointmentIsLive),
    },
    {
      reason: 'address_invalid',
      failure: when(facts.addressIsInvalid, 'skip'),
      fact: yesNo(facts.addressIsInvalid),
    },
    { reason: 'stream_paused', failure: holdWhen(facts.stream === 'paused', recheckAt), fact: facts.stream },
    ...linkNote(facts, recheckAt),
    {
      reason: 'account_paused',
      failure: holdWhen(facts.account !== 'active', recheckAt),
      fact: facts.account,
    },
  ]
}

/** Words were checked when they were kept; the trace says whose they are (G1). */
function wordingNote({ ownWording }: GateFacts): readonly Check[] {
  return ownWording === null ? [] : [{ reason: 'own_wording', failure: null, fact: ownWording }]
}

function typeCheck({ recallType }: GateFacts): readonly Check[] {
  if (recallType === null) return []
  return [{ reason: 'type_off', failure: when(recallType === 'off', 'exit'), fact: recallType }]
}

/** It waits: once the clinic's address is known, the same message has a link that opens. */
function linkNote({ linkLeadsNowhere }: GateFacts, recheckAt: Temporal.Instant): readonly Check[] {
  return linkLeadsNowhere
    ? [{ reason: 'link_unreachable', failure: holdWhen(true, recheckAt), fact: yesNo(true) }]
    : []
}

function consentChecks(facts: GateFacts): readonly Check[] {
  if (facts.isReply) return []
  return [
    {
      reason: 'purpose_not_allowed',
      failure: when(facts.consentNeeded === 'never', 'skip'),
      fact: facts.consentNeeded,
    },
    { reason: 'consent_expired', failure: when(facts.consent === 'expired', 'skip'), fact: facts.consent },
    { reason: 'no_consent', failure: when(facts.consent !== 'given', 'skip'), fact: facts.consent },
  ]
}

function timingChecks(facts: GateFacts): readonly Check[] {
  if (facts.isReply) return []
  return [
    {
      reason: 'source_stale',
      failure: holdWhen(facts.sourceIsStale && facts.isInvitation, facts.now.add(recheck)),
      fact: yesNo(facts.sourceIsStale),
    },
    held('cap_reached', facts.isInvitation ? facts.capFreeAt : null, facts.now),
    ...limitChecks(facts),
    held('quiet_hours', facts.quietUntil, facts.now),
  ]
}

function limitChecks({ contactLimit, now }: GateFacts): readonly Check[] {
  if (contactLimit === null) return []
  return [{ ...held('legal_limit', contactLimit.freeAt, now), rule: contactLimit.rule }]
}

function held(reason: GateReason, until: Temporal.Instant | null, now: Temporal.Instant): Check {
  const isLater = until !== null && Temporal.Instant.compare(until, now) > 0
  return { reason, failure: isLater ? { outcome: 'hold', until } : null, fact: until?.toString() ?? 'free' }
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}
