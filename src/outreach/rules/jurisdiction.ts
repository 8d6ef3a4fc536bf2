// Invariants:
// - Rules are data with a source; nothing here knows a country by name.
// - Every purpose and channel has exactly one consent rule in every jurisdiction (the loader refuses gaps).
// - The product's own hours hold everywhere; a jurisdiction, or a region inside it, only makes them tighter.
// - A country without a file of its own is treated by the default, never as free of rules.

import type { ContactChannel } from '../../patients/rules/consent.ts'
import type { MessagePurpose, SmsCapabilities } from './message-template.ts'
import type { WeekHours } from './quiet-hours.ts'

/** Where a rule comes from; shown wherever the rule is shown. Not legal advice. */
export interface RuleSource {
  readonly source: string
  /** ISO month or day in which the source was last looked at, `null` while nobody has. */
  readonly verifiedOn: string | null
  readonly status: 'primary' | 'secondary' | 'unverified'
}

/** What must be on record before a contact: that the patient was told, agreed, agreed in writing; or nothing suffices. */
export const consentNeeds = ['notice', 'express', 'written', 'never'] as const
export type ConsentNeed = (typeof consentNeeds)[number]

export interface ConsentRule extends RuleSource {
  readonly purposes: readonly MessagePurpose[]
  readonly channels: readonly ContactChannel[]
  readonly need: ConsentNeed
}

export interface HoursRule extends RuleSource {
  readonly purposes: readonly MessagePurpose[]
  /** Codes of states or provinces; `null`: the whole country. */
  readonly regions: readonly string[] | null
  readonly hours: WeekHours
}

export interface CapRule extends RuleSource {
  readonly regions: readonly string[] | null
  readonly contacts: number
  readonly withinHours: number
}

/** A text the law adds to messages of these purposes, in the language of the law. */
export interface WarningRule extends RuleSource {
  readonly purposes: readonly MessagePurpose[]
  readonly text: string
}

export interface SmsRule extends RuleSource {
  readonly links: boolean
  readonly phoneNumbers: boolean
  /** Septets the carriers put in front of every message. */
  readonly reservedUnits: number
  /** Latin letters without their marks by default: half the parts. */
  readonly plainLetters: boolean
}

export interface SenderRule extends RuleSource {
  readonly requirement: string
}

export interface Jurisdiction {
  /** ISO 3166 alpha-2, or `default`. */
  readonly code: string
  /** Region code → its name, for addresses that write it out. */
  readonly regionNames: Readonly<Record<string, string>>
  readonly consent: readonly ConsentRule[]
  readonly hours: readonly HoursRule[]
  readonly caps: readonly CapRule[]
  readonly warnings: readonly WarningRule[]
  readonly sms: SmsRule
  readonly sender: SenderRule
  /** CANCEL and its like: an opt-out at once, or a question about the visit first. */
  readonly cancelWord: RuleSource & { readonly policy: 'opt_out_first' | 'ask_about_visit' }
  readonly emergency: RuleSource & { readonly number: string }
}

export interface JurisdictionPack {
  readonly fallback: Jurisdiction
  readonly byCountry: ReadonlyMap<string, Jurisdiction>
}

export function jurisdictionOf(pack: JurisdictionPack, country: string): Jurisdiction {
  return pack.byCountry.get(country.toUpperCase()) ?? pack.fallback
}

export function consentNeeded(
  jurisdiction: Jurisdiction,
  purpose: MessagePurpose,
  channel: ContactChannel,
): ConsentNeed {
  const rule = jurisdiction.consent.find(
    ({ purposes, channels }) => purposes.includes(purpose) && channels.includes(channel),
  )
  return rule?.need ?? 'never'
}

/** All sets of hours that bind a message of this purpose to this place; every one must be open. */
export function sendingHours(
  jurisdiction: Jurisdiction,
  purpose: MessagePurpose,
  region: string | null,
): readonly WeekHours[] {
  return jurisdiction.hours
    .filter((rule) => rule.purposes.includes(purpose) && coversRegion(jurisdiction, rule, region))
    .map((rule) => rule.hours)
}

/** Legal limits on the number of contacts, such as three in 24 hours in Florida. */
export function contactCaps(jurisdiction: Jurisdiction, region: string | null): readonly CapRule[] {
  return jurisdiction.caps.filter((rule) => coversRegion(jurisdiction, rule, region))
}

export function warningFor(jurisdiction: Jurisdiction, purpose: MessagePurpose): string | null {
  return jurisdiction.warnings.find((rule) => rule.purposes.includes(purpose))?.text ?? null
}

/** What an SMS may hold here, given whether its answers reach us and whether our pages can be reached. */
export function smsCapabilities(
  jurisdiction: Jurisdiction,
  means: { readonly readsReplies: boolean; readonly hasPublicAddress: boolean },
): SmsCapabilities {
  return {
    links: jurisdiction.sms.links && means.hasPublicAddress,
    phoneNumbers: jurisdiction.sms.phoneNumbers,
    inbound: means.readsReplies,
  }
}

function coversRegion(
  jurisdiction: Jurisdiction,
  rule: { readonly regions: readonly string[] | null },
  region: string | null,
): boolean {
  if (rule.regions === null) return true
  if (region === null) return false
  const written = region.trim().toUpperCase()
  return rule.regions.some(
    (code) => code === written || jurisdiction.regionNames[code]?.toUpperCase() === written,
  )
}
