// Invariants:
// - Pure: one person's facts and a moment decide; the set form in store/criteria/ gives the same answer (property test).
// - Two values only: what is not known does not match.

import { assertNever } from '../../../platform/rules/assert-never.ts'
import { coversCondition } from '../../../recall/rules/recall-rule.ts'
import { type AskedAt, birthRange, isInRange, withinRange } from './asked-at.ts'
import { answerOf } from './campaign-answer.ts'
import type { Criterion, LeafCriterion } from './criterion.ts'
import { kilometresBetween } from './distance.ts'
import type { PatientFacts, ValuePercentiles } from './patient-facts.ts'
import { beginsPostcode } from './postcode.ts'
import { isUnfinished } from './unfinished-plan.ts'
import {
  hasCancelledNotRebooked,
  hasChangedInsurance,
  isOnlyEmergency,
  lifetimeValue,
  matchesLastVisit,
  matchesNextVisit,
  matchesNoShows,
  matchesVisited,
} from './visit-criteria.ts'

export interface CriteriaQuestion {
  readonly asked: AskedAt
  /** For every percent that the criteria name. */
  readonly percentiles: ValuePercentiles
}

export function matches(criterion: Criterion, facts: PatientFacts, question: CriteriaQuestion): boolean {
  switch (criterion.kind) {
    case 'all':
      return criterion.of.every((one) => matches(one, facts, question))
    case 'any':
      return criterion.of.some((one) => matches(one, facts, question))
    case 'not':
      return !matches(criterion.of, facts, question)
    default:
      return matchesLeaf(criterion, facts, question)
  }
}

function matchesLeaf(criterion: LeafCriterion, facts: PatientFacts, question: CriteriaQuestion): boolean {
  const { asked } = question
  switch (criterion.kind) {
    case 'last_visit':
      return matchesLastVisit(criterion, facts, asked)
    case 'visited':
      return matchesVisited(criterion, facts, asked)
    case 'next_visit':
      return matchesNextVisit(criterion, facts, asked)
    case 'no_shows':
      return matchesNoShows(criterion, facts, asked)
    case 'cancelled_not_rebooked':
      return hasCancelledNotRebooked(facts, asked)
    case 'only_emergency':
      return isOnlyEmergency(facts)
    case 'insurance_changed':
      return hasChangedInsurance(facts, asked)
    case 'unfinished_plan':
      return isUnfinished(facts.plan)
    case 'value':
    case 'value_percentile':
      return matchesValue(criterion, facts, question)
    case 'recall_status':
    case 'lapse':
    case 'condition':
      return matchesClinical(criterion, facts)
    case 'age':
    case 'sex':
    case 'language':
    case 'postcode':
    case 'distance':
      return matchesPerson(criterion, facts, asked)
    case 'safe_contact':
    case 'channel':
    case 'consent':
    case 'campaign':
    case 'tag':
    case 'drift_reason':
      return matchesContact(criterion, facts, asked)
    default:
      return assertNever(criterion)
  }
}

type Leaf<Kind extends LeafCriterion['kind']> = Extract<LeafCriterion, { readonly kind: Kind }>

function matchesPerson(
  criterion: Leaf<'age' | 'sex' | 'language' | 'postcode' | 'distance'>,
  facts: PatientFacts,
  asked: AskedAt,
): boolean {
  switch (criterion.kind) {
    case 'age':
      return matchesAge(criterion, facts.birthDate, asked)
    case 'sex':
      return criterion.anyOf.includes(facts.sex)
    case 'language':
      return criterion.anyOf.includes(facts.language)
    case 'postcode':
      return criterion.startsWith.some((beginning) => beginsPostcode(facts.postcode, beginning))
    case 'distance':
      return facts.position !== null && kilometresBetween(facts.position, criterion.from) <= criterion.km
    default:
      return assertNever(criterion)
  }
}

function matchesAge(criterion: Leaf<'age'>, birthDate: Temporal.PlainDate | null, asked: AskedAt): boolean {
  if (birthDate === null) return false
  const { after, until } = birthRange(criterion, asked)
  return (
    (after === null || Temporal.PlainDate.compare(birthDate, after) > 0) &&
    (until === null || Temporal.PlainDate.compare(birthDate, until) <= 0)
  )
}

function matchesClinical(
  criterion: Leaf<'recall_status' | 'lapse' | 'condition'>,
  { recalls, band, conditions }: PatientFacts,
): boolean {
  switch (criterion.kind) {
    case 'recall_status':
      return recalls.some(
        ({ typeKey, status }) =>
          (criterion.types.length === 0 || criterion.types.includes(typeKey)) &&
          criterion.statuses.includes(status),
      )
    case 'lapse':
      return band !== null && criterion.bands.includes(band)
    case 'condition':
      return conditions.some((code) => coversCondition(criterion.codes, code))
    default:
      return assertNever(criterion)
  }
}

function matchesValue(
  criterion: Leaf<'value' | 'value_percentile'>,
  facts: PatientFacts,
  { percentiles }: CriteriaQuestion,
): boolean {
  const value = lifetimeValue(facts)
  if (criterion.kind === 'value') {
    const { fromMinor, toMinor } = criterion
    return (fromMinor === undefined || value >= fromMinor) && (toMinor === undefined || value <= toMinor)
  }
  const { from, to } = criterion
  // Who never came has no place among those who did.
  if (facts.visits.length === 0) return false
  const above = from === undefined ? undefined : percentiles.get(from)
  const upTo = to === undefined ? undefined : percentiles.get(to)
  return (
    (from === undefined || (above !== undefined && value > above)) &&
    (to === undefined || (upTo !== undefined && value <= upTo))
  )
}

function matchesContact(
  criterion: Leaf<'safe_contact' | 'channel' | 'consent' | 'campaign' | 'tag' | 'drift_reason'>,
  facts: PatientFacts,
  asked: AskedAt,
): boolean {
  switch (criterion.kind) {
    case 'safe_contact':
      return criterion.anyOf.includes(facts.safeContact)
    case 'channel':
      return criterion.anyOf.some((channel) => facts.channels.includes(channel))
    case 'consent':
      return facts.consents.some(
        ({ channel, purpose, state }) =>
          purpose === criterion.purpose &&
          criterion.channels.includes(channel) &&
          criterion.anyOf.includes(state),
      )
    case 'campaign':
      return matchesCampaign(criterion, facts, asked)
    case 'tag':
      return criterion.anyOf.some((tag) => facts.tags.includes(tag))
    case 'drift_reason':
      return facts.driftReason !== null && criterion.anyOf.includes(facts.driftReason)
    default:
      return assertNever(criterion)
  }
}

function matchesCampaign(criterion: Leaf<'campaign'>, { enrolments }: PatientFacts, asked: AskedAt): boolean {
  const { campaigns, answers, within } = criterion
  return enrolments.some(
    (enrolment) =>
      (campaigns.length === 0 || campaigns.includes(enrolment.campaignId)) &&
      (answers.length === 0 || answers.includes(answerOf(enrolment))) &&
      (within === undefined || isInRange(enrolment.enrolledAt, withinRange(within, asked))),
  )
}
