// Invariants:
// - A criterion is data: it holds no patient and no date, so that the same one asked tomorrow asks about tomorrow.
// - It answers yes or no. What is not known does not match, and `not` turns exactly that answer round: "not 30–65" includes
//   those whose birth date is not on record.
// - "Ago" counts clinic-local days back from today: `from` is included, `to` is not, so that bands side by side share nobody.

import type { ConsentPurpose, ConsentState, ContactChannel } from '../../../patients/rules/consent.ts'
import type { Language } from '../../../platform/rules/language.ts'
import type { DriftReason } from '../../../recall/rules/drift-reasons.ts'
import type { Sex } from '../../../recall/rules/recall-rule.ts'
import type { RecallStatus } from '../../../recall/rules/status.ts'
import type { LapseBand } from '../lapse-band.ts'

export const agoUnits = ['days', 'months'] as const
export type AgoUnit = (typeof agoUnits)[number]

/** "12–18 months ago": at least `from`, less than `to`; one of them is there. */
export interface Ago {
  readonly unit: AgoUnit
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** "Within the last 6 months": less than that ago. */
export interface Within {
  readonly unit: AgoUnit
  readonly count: number
}

/**
 * Which visits are meant: those that satisfy every list that is there. Services are keys of the clinic's services or codes
 * of visits; a visit belongs to a speciality by its service or its provider.
 */
export interface VisitPlace {
  readonly services?: readonly string[] | undefined
  readonly specialities?: readonly string[] | undefined
  readonly providers?: readonly string[] | undefined
  readonly locations?: readonly string[] | undefined
}

export const safeContacts = ['normal', 'confidential', 'none'] as const
export type SafeContact = (typeof safeContacts)[number]

/**
 * How somebody took a campaign. `silent`: written to, no reaction; `not_contacted`: enrolled, but nothing went out (also the
 * hold-out).
 */
export const campaignAnswers = [
  'booked',
  'opted_out',
  'declined',
  'postponed',
  'answered',
  'silent',
  'not_contacted',
] as const
export type CampaignAnswer = (typeof campaignAnswers)[number]

export interface GeoPoint {
  /** Degrees, WGS 84. */
  readonly latitude: number
  readonly longitude: number
}

export type LeafCriterion =
  /** The last completed visit, or the last one at this place, was so long ago. */
  | ({ readonly kind: 'last_visit'; readonly ago: Ago } & VisitPlace)
  /** There was a completed visit, here and lately where that is asked. */
  | ({ readonly kind: 'visited'; readonly within?: Within | undefined } & VisitPlace)
  /** Something is booked (within so many days), or nothing is. */
  | { readonly kind: 'next_visit'; readonly has: boolean; readonly withinDays?: number | undefined }
  /** An open recall of one of these types (none named: of any) has one of these statuses. */
  | {
      readonly kind: 'recall_status'
      readonly types: readonly string[]
      readonly statuses: readonly RecallStatus[]
    }
  | { readonly kind: 'lapse'; readonly bands: readonly LapseBand[] }
  /** Whole years, both ends included. */
  | { readonly kind: 'age'; readonly from?: number | undefined; readonly to?: number | undefined }
  | { readonly kind: 'sex'; readonly anyOf: readonly Sex[] }
  /** The language the patient is written to in. */
  | { readonly kind: 'language'; readonly anyOf: readonly Language[] }
  /** Beginnings of postcodes; spaces and case do not count. */
  | { readonly kind: 'postcode'; readonly startsWith: readonly string[] }
  | { readonly kind: 'distance'; readonly km: number; readonly from: GeoPoint }
  | { readonly kind: 'safe_contact'; readonly anyOf: readonly SafeContact[] }
  /** There is an address by which one of these channels reaches the patient, and it is not known to be wrong. */
  | { readonly kind: 'channel'; readonly anyOf: readonly ContactChannel[] }
  /** The ledger's answer for the address that is asked first on one of these channels. */
  | {
      readonly kind: 'consent'
      readonly purpose: ConsentPurpose
      readonly channels: readonly ConsentChannel[]
      readonly anyOf: readonly ConsentState[]
    }
  /** A condition on record that has not ended; an ICD-10 category covers its subcategories. */
  | { readonly kind: 'condition'; readonly codes: readonly string[] }
  /** Something planned is still to be done: an item of a plan in force, or a treatment begun and not ended. */
  | { readonly kind: 'unfinished_plan' }
  /** A coverage ended on or after the day of the last visit. */
  | { readonly kind: 'insurance_changed' }
  /** What the completed visits were worth, minor currency units, both ends included. */
  | { readonly kind: 'value'; readonly fromMinor?: number | undefined; readonly toMinor?: number | undefined }
  /** Worth more than `from` percent of those who ever came, and not more than `to` percent are worth. */
  | {
      readonly kind: 'value_percentile'
      readonly from?: number | undefined
      readonly to?: number | undefined
    }
  /** Was in one of these campaigns (none named: in any), and took it so (none named: anyhow). */
  | {
      readonly kind: 'campaign'
      readonly campaigns: readonly string[]
      readonly answers: readonly CampaignAnswer[]
      readonly within?: Within | undefined
    }
  | { readonly kind: 'no_shows'; readonly atLeast: number; readonly within?: Within | undefined }
  /** A visit after the last completed one was cancelled or missed, and nothing is booked. */
  | { readonly kind: 'cancelled_not_rebooked' }
  /** Every completed visit was an emergency. */
  | { readonly kind: 'only_emergency' }
  | { readonly kind: 'tag'; readonly anyOf: readonly string[] }
  /** Somebody said so of why they stay away, and they did not come since. */
  | { readonly kind: 'drift_reason'; readonly anyOf: readonly DriftReason[] }

export const consentChannels = ['sms', 'email'] as const
export type ConsentChannel = (typeof consentChannels)[number]

export type Criterion =
  | LeafCriterion
  | { readonly kind: 'all'; readonly of: readonly Criterion[] }
  | { readonly kind: 'any'; readonly of: readonly Criterion[] }
  | { readonly kind: 'not'; readonly of: Criterion }

/** Groups and `not` inside each other. */
export const deepestCriteria = 6
/** Criteria of one audience, groups included. */
export const mostCriteria = 40

/** The leaves of a criterion, in the order in which they are written. */
export function leavesOf(criterion: Criterion): readonly LeafCriterion[] {
  switch (criterion.kind) {
    case 'all':
    case 'any':
      return criterion.of.flatMap(leavesOf)
    case 'not':
      return leavesOf(criterion.of)
    default:
      return [criterion]
  }
}
