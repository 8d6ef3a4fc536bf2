import { consentPurposes } from '../../patients/rules/consent.ts'
import { languages } from '../../platform/rules/language.ts'
import { driftReasons } from '../../recall/rules/drift-reasons.ts'
import { recallStatuses } from '../../recall/rules/status.ts'
import { type AudienceDocument as AnyDocument, ownAudience } from '../rules/audience-document.ts'
import type {
  Criterion as AnyCriterion,
  LeafCriterion as AnyLeaf,
  VisitPlace as AnyPlace,
} from '../rules/criteria/criterion.ts'
import {
  campaignAnswers,
  consentChannels,
  deepestCriteria,
  mostCriteria,
  safeContacts,
} from '../rules/criteria/criterion.ts'
import { lapseBands } from '../rules/lapse-band.ts'

export type AudienceDocument = AnyDocument
export type Criterion = AnyCriterion
export type LeafCriterion = AnyLeaf
export type VisitPlace = AnyPlace

/** What the criteria of an audience may be about, where the clinic has no say in it; in the order of asking. */
export const criteriaChoices = {
  bands: lapseBands,
  statuses: recallStatuses,
  sexes: ['female', 'male', 'other', 'unknown'],
  languages,
  wishes: safeContacts,
  channels: ['sms', 'email', 'call', 'letter'],
  purposes: consentPurposes,
  consentChannels,
  consents: ['given', 'withdrawn', 'expired', 'missing'],
  answers: campaignAnswers,
  reasons: driftReasons,
} as const

/** How large an audience may become: criteria inside each other, and criteria in all. */
export const criteriaLimits = { deepest: deepestCriteria, most: mostCriteria } as const

/** The audience a campaign document holds itself, however it says it. */
export const asAudienceDocument = ownAudience
