// An audience in a sentence of the reader's language, as keys and values: the console draws its parts as chips, the command
// line writes them out.
// - Each criterion is one whole phrase of the catalogue, also where it is denied (the value `is`), so that no language has to
//   glue words together; values are numbers, names, or phrases that stand unchanged wherever they are put.
// - Groups are phrases of their own, with the list of what they hold as a value.

import type { ConsentPurpose, ConsentState, ContactChannel } from '../../../patients/rules/consent.ts'
import type { Language } from '../../../platform/rules/language.ts'
import type { DriftReason } from '../../../recall/rules/drift-reasons.ts'
import type { Sex } from '../../../recall/rules/recall-rule.ts'
import type { RecallStatus } from '../../../recall/rules/status.ts'
import type { AgoUnit, CampaignAnswer, SafeContact } from '../../rules/criteria/criterion.ts'
import type { LapseBand } from '../../rules/lapse-band.ts'

export type SentenceKey =
  | `audiences.head.${'recall' | 'reactivation' | 'oneOff'}${'' | 'All'}`
  | `audiences.window.${'around' | 'before' | 'after'}`
  | `audiences.group.${'all' | 'any'}`
  | `audiences.ago.${'between' | 'from' | 'to'}.${AgoUnit}`
  | `audiences.within.${AgoUnit}`
  | `audiences.said.${SaidKey}`
  | `audiences.band.${LapseBand}`
  | `audiences.status.${RecallStatus}`
  | `audiences.sex.${Sex}`
  | `audiences.language.${Language}`
  | `audiences.wish.${SafeContact}`
  | `audiences.channel.${ContactChannel}`
  | `audiences.purpose.${ConsentPurpose}`
  | `audiences.consent.${ConsentState}`
  | `audiences.answer.${CampaignAnswer | 'any'}`
  | `audiences.drift.${DriftReason}`
  | 'audiences.campaign.any'
  | 'audiences.types.any'

type SaidKey =
  | `age.${'between' | 'from' | 'to'}`
  | `value.${'between' | 'from' | 'to'}`
  | `percentile.${'between' | 'from' | 'to'}`
  | `lastVisit${'' | 'At'}`
  | `visited${'' | 'At'}${'' | 'Within'}`
  | `nextVisit${'' | 'Within'}`
  | `noShows${'' | 'Within'}`
  | `campaign${'' | 'Within'}`
  | 'cancelledNotRebooked'
  | 'onlyEmergency'
  | 'recallStatus'
  | 'lapse'
  | 'condition'
  | 'unfinishedPlan'
  | 'insuranceChanged'
  | 'sex'
  | 'language'
  | 'postcode'
  | 'distance'
  | 'safeContact'
  | 'channel'
  | 'consent'
  | 'driftReason'
  | 'tag'

export interface Phrase {
  readonly key: SentenceKey
  readonly values: Readonly<Record<string, SentenceValue>>
}

export type SentenceValue =
  | string
  | number
  /** Names from the clinic's own records, listed with "or". */
  | { readonly names: readonly string[] }
  /** Lists of names, each listed with "or", all of which hold. */
  | { readonly places: readonly (readonly string[])[] }
  /** Words of the catalogue, listed with "or". */
  | { readonly words: readonly SentenceKey[] }
  | { readonly phrase: Phrase }
  | { readonly moneyMinor: number }

export type SentencePart =
  | {
      readonly kind: 'phrase'
      readonly phrase: Phrase
      /** Where the criterion stands in the document's criteria: what a chip edits. */
      readonly path: readonly (string | number)[]
    }
  | {
      readonly kind: 'group'
      readonly key: SentenceKey
      /** "no": none of them, or not all of them. */
      readonly is: 'yes' | 'no'
      readonly join: 'and' | 'or'
      readonly parts: readonly SentencePart[]
      readonly path: readonly (string | number)[]
    }

export interface AudienceSentence {
  /** Holds the parts as its value `list`; without parts there is none. */
  readonly head: Phrase
  /** Joined by "and". */
  readonly parts: readonly SentencePart[]
}

/** What the clinic calls what criteria name by key or id; what is not in here is said as it is written. */
export interface AudienceNames {
  readonly recallTypes: ReadonlyMap<string, string>
  readonly services: ReadonlyMap<string, string>
  readonly providers: ReadonlyMap<string, string>
  readonly locations: ReadonlyMap<string, string>
  readonly campaigns: ReadonlyMap<string, string>
}
