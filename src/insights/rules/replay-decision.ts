// A stored decision is replayed: the facts of its trace go through the gate again and must give the same answer (G1).
// - The trace is the only source: nothing is looked up, so that an old decision is judged by what was known then.
// - A trace ends at the check that decided; whatever comes after it is taken as clear, because the gate never looked.

import {
  decide,
  type GateCheck,
  type GateDecision,
  type GateFacts,
  type GateReason,
} from '../../outreach/rules/gate.ts'

/** Decides again from the facts of a trace as of the moment it was written; null: the trace is not one of the gate. */
export function replayDecision(trace: readonly GateCheck[], at: Temporal.Instant): GateDecision | null {
  const facts = new Map<GateReason, GateCheck>(trace.map((check) => [check.check, check]))
  if (facts.has('no_text')) return { outcome: 'skip', reason: 'no_text', trace }
  // Said after the gate had let it through: half of it went out (note-torn-message.ts).
  if (facts.has('message_torn')) return { outcome: 'skip', reason: 'message_torn', trace }
  return facts.has('deceased') ? decide(factsOf(facts, at)) : null
}

type Facts = ReadonlyMap<GateReason, GateCheck>

function factsOf(facts: Facts, at: Temporal.Instant): GateFacts {
  const fact = (check: GateReason): string | null => facts.get(check)?.fact ?? null
  const isYes = (check: GateReason): boolean => fact(check) === 'yes'
  return {
    now: at,
    isInvitation: isInvitation(facts),
    isReply: isReply(facts),
    expiresAt: instant(fact('expired')) ?? at.add({ hours: 24 }),
    ownWording: fact('own_wording'),
    stream: oneOf(fact('stream_ended'), ['running', 'paused', 'ended'], 'running'),
    recallType: oneOf(fact('type_off'), ['on', 'off'], null),
    account: oneOf(fact('account_paused'), ['active', 'paused', 'ended'], 'active'),
    linkLeadsNowhere: isYes('link_unreachable'),
    isDeceased: isYes('deceased'),
    isMerged: isYes('merged'),
    hasLeft: isYes('left_clinic'),
    safeContact: oneOf(fact('no_contact_wanted'), ['normal', 'confidential', 'none'], 'normal'),
    addressIsInvalid: isYes('address_invalid'),
    hasOptedOut: isYes('opted_out'),
    consentNeeded: oneOf(fact('purpose_not_allowed'), ['notice', 'express', 'written', 'never'], 'express'),
    consent: oneOf(
      fact('consent_expired') ?? fact('no_consent'),
      ['given', 'withdrawn', 'expired', 'missing'],
      'given',
    ),
    visitAheadAt: instant(fact('visit_ahead')),
    appointmentIsLive: appointmentIsLive(fact('appointment_gone')),
    capFreeAt: instant(fact('cap_reached')),
    contactLimit: limitOf(facts.get('legal_limit')),
    quietUntil: instant(fact('quiet_hours')),
    sourceIsStale: isYes('source_stale'),
  }
}

/** Only an invitation stops for a visit ahead or a silent source: who went on past either was none. */
function isInvitation(facts: Facts): boolean {
  const wentOn = (check: GateReason, clear: string): boolean => {
    const found = facts.get(check)
    return found?.passed === true && found.fact !== clear
  }
  return !wentOn('visit_ahead', 'none') && !wentOn('source_stale', 'no')
}

/** An answer is not asked for consent; what stands in its way for others did not stop it. */
function isReply(facts: Facts): boolean {
  const passedThough = (check: GateReason, fact: string): boolean => {
    const found = facts.get(check)
    return found?.passed === true && found.fact === fact
  }
  const wasAsked = facts.has('purpose_not_allowed')
  const reachedTheEnd = facts.get('account_paused')?.passed === true
  return (
    (reachedTheEnd && !wasAsked) ||
    passedThough('left_clinic', 'yes') ||
    passedThough('no_contact_wanted', 'none') ||
    passedThough('opted_out', 'yes')
  )
}

/** Where no limit was asked there was none, or the gate had decided before it came to that. */
function limitOf(check: GateCheck | undefined): GateFacts['contactLimit'] {
  return check?.rule === undefined ? null : { rule: check.rule, freeAt: instant(check.fact) }
}

function appointmentIsLive(fact: string | null): boolean | null {
  if (fact === 'yes') return true
  return fact === 'no' ? false : null
}

function instant(fact: string | null): Temporal.Instant | null {
  return fact !== null && /^\d{4}-/.test(fact) ? Temporal.Instant.from(fact) : null
}

function oneOf<const T extends string, const Otherwise extends T | null>(
  fact: string | null,
  known: readonly T[],
  otherwise: Otherwise,
): T | Otherwise {
  return known.find((one) => one === fact) ?? otherwise
}
