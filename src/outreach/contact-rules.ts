import type { ContactLimit } from './rules/contact-limit.ts'

/** The clinic's law and custom about contacts, read from packs/jurisdictions; injected so that tests can choose it. */
export interface ContactRules {
  consentNeeded(question: ConsentQuestion): 'notice' | 'express' | 'written' | 'never'
  /** The next allowed instant when `now` lies in quiet hours of any of the zones; null: allowed now. */
  quietUntil(question: QuietQuestion): Temporal.Instant | null
  /** Limits of contacts in a rolling window that hold in this place; mostly none. */
  contactLimits(place: Place): readonly ContactLimit[]
  /** Whether any place of the country has such a limit, so that contacts are counted there. */
  countsContacts(country: string): boolean
}

export interface Place {
  /** ISO 3166 alpha-2. */
  readonly country: string
  /** State or province where rules differ inside the country. */
  readonly region: string | null
}

export type Purpose = 'visit_admin' | 'care_recall' | 'reactivation' | 'feedback' | 'marketing'

export interface ConsentQuestion extends Place {
  readonly purpose: Purpose
  readonly channel: 'sms' | 'email'
}

export interface QuietQuestion extends Place {
  readonly purpose: Purpose
  readonly now: Temporal.Instant
  /** IANA zones the patient may be in; where they disagree the hours of all must allow it. */
  readonly zones: readonly string[]
}
