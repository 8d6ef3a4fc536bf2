// A clinic's own words for messages of the packs, by message, channel and language.
// Invariants:
// - Own words replace words and nothing else: purpose, digits, forms and the frame stay those of the packs.
// - What a clinic has not rewritten comes from the packs, form by form and part by part.

import type { Language } from '../../platform/rules/language.ts'
import type { EmailTemplate, SmsVariant, SmsVariantName } from './message-template.ts'

/** The parts of an e-mail that are rewritten; the others stay. */
export interface OwnEmail {
  readonly subject?: string | undefined
  readonly paragraphs?: readonly string[] | undefined
  readonly button?: string | undefined
}

export type OwnSms = Readonly<Partial<Record<SmsVariantName, string | undefined>>>

export interface OwnWording {
  readonly sms?: Readonly<Partial<Record<Language, OwnSms | undefined>>> | undefined
  readonly email?: Readonly<Partial<Record<Language, OwnEmail | undefined>>> | undefined
}

/** By message key. */
export type OwnWordings = Readonly<Record<string, OwnWording>>

export interface SmsInUse {
  readonly name: SmsVariantName
  readonly variant: SmsVariant
}

/** The sentence of an SMS that counts, and whether the clinic wrote it. */
export function smsWords(
  { name, variant }: SmsInUse,
  own: OwnWording | null,
  language: Language,
): { readonly words: string; readonly isOwn: boolean } {
  const written = own?.sms?.[language]?.[name]
  return { words: written ?? variant.text[language], isOwn: written !== undefined }
}

/** The parts of an e-mail that count. A button cannot be added where the packs have none: there is nothing behind it. */
export function emailWords(
  template: EmailTemplate,
  own: OwnEmail | undefined,
): { readonly words: EmailTemplate; readonly isOwn: boolean } {
  const { subject, paragraphs } = own ?? {}
  const button = template.button === null ? undefined : own?.button
  return {
    words: {
      subject: subject ?? template.subject,
      paragraphs: paragraphs ?? template.paragraphs,
      button: button ?? template.button,
    },
    isOwn: [subject, paragraphs, button].some((part) => part !== undefined),
  }
}

/** A place in a wording: the form of an SMS, or a whole e-mail. */
export interface WordingPlace {
  readonly channel: 'sms' | 'email'
  readonly language: Language
  readonly form: SmsVariantName | null
}

/** The wording with the packs' words in these places. */
export function withoutPlaces(own: OwnWording, places: readonly WordingPlace[]): OwnWording {
  let { sms, email } = own
  for (const { channel, language, form } of places) {
    if (channel === 'email') email = { ...email, [language]: undefined }
    else if (form !== null) sms = { ...sms, [language]: { ...sms?.[language], [form]: undefined } }
  }
  return { sms, email }
}
