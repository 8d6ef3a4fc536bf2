// Invariants:
// - A template exists in every language, so no patient gets another's language for want of a text.
// - What a digit means is written beside the text that offers it; nothing guesses it from the words.
// - The purpose belongs to the words: it decides which consent a message needs, whatever campaign sends it.

import type { Language } from '../../platform/rules/language.ts'

export const messagePurposes = [
  'visit_admin',
  'care_recall',
  'reactivation',
  'feedback',
  'marketing',
] as const
export type MessagePurpose = (typeof messagePurposes)[number]

/**
 * How the patient can act on an SMS: `times` by the number of an offered time, `link` by a link where replies are
 * read too, `reply` by digits alone, `link_only` where replies are not read, `phone` by calling, `plain` not at all.
 */
export const smsVariantNames = ['times', 'link', 'reply', 'link_only', 'phone', 'plain'] as const
export type SmsVariantName = (typeof smsVariantNames)[number]

/** What a digit does, in the words of a prompt's actions. Offered times take the digits from 1 themselves. */
export const optionMeanings = [
  'confirm',
  'move',
  'cancel',
  'offer_times',
  'not_now',
  'call_back',
  'opt_out',
  'nothing',
] as const
export type OptionMeaning = (typeof optionMeanings)[number]

export type Options = Readonly<Record<string, OptionMeaning>>

/** The already formatted values a text may name. */
export const messageValueNames = [
  'clinic',
  'link',
  'phone',
  'day',
  'time',
  'address',
  'times',
  'emergency',
] as const
export type MessageValueName = (typeof messageValueNames)[number]
export type MessageValues = Readonly<Partial<Record<MessageValueName, string>>> & { readonly clinic: string }

export type Translated<T> = Readonly<Record<Language, T>>

/** An SMS text without the clinic's name in front and the opt-out line behind; both are added to every one. */
export interface SmsVariant {
  readonly options: Options
  readonly text: Translated<string>
}

export interface EmailTemplate {
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** Label of the button that leads to {link}; `null`: the mail asks for nothing. */
  readonly button: string | null
}

export interface MessageTemplate {
  readonly key: string
  readonly purpose: MessagePurpose
  readonly version: number
  /** `unverified`: not yet read by a native speaker (facts are shown with their status everywhere). */
  readonly status: 'unverified' | 'verified'
  readonly optOut: boolean
  readonly sms: Readonly<Partial<Record<SmsVariantName, SmsVariant>>>
  readonly email: Translated<EmailTemplate> | null
}

export interface MessageFrame {
  readonly smsOptOut: Translated<string>
  readonly emailGreeting: Translated<string>
  readonly emailReason: Translated<string>
  /** In place of the button, for a patient who cannot open a link. */
  readonly emailCall: Translated<string>
  readonly emailOptOut: Translated<string>
}

export interface MessagePack {
  readonly frame: MessageFrame
  readonly messages: ReadonlyMap<string, MessageTemplate>
}

/** What an SMS may hold and whether its answer is read: jurisdiction, account and installation together. */
export interface SmsCapabilities {
  readonly links: boolean
  readonly phoneNumbers: boolean
  readonly inbound: boolean
}
