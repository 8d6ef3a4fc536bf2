import type { CampaignDocument, Channel } from '../../campaign-document.ts'

type Wordings = NonNullable<CampaignDocument['wording']>
type OwnWording = Wordings[string]
type OwnSms = NonNullable<NonNullable<OwnWording['sms']>[Language]>
export type Language = keyof NonNullable<OwnWording['sms']>
export type Form = keyof OwnSms
export type OwnEmail = NonNullable<NonNullable<OwnWording['email']>[Language]>

export interface TextPlace {
  /** Message key. */
  readonly message: string
  readonly language: Language
}

export function ownSms(document: CampaignDocument, place: TextPlace, form: Form): string | undefined {
  return document.wording?.[place.message]?.sms?.[place.language]?.[form]
}

export function ownEmail(document: CampaignDocument, { message, language }: TextPlace): OwnEmail | undefined {
  return document.wording?.[message]?.email?.[language]
}

/** The document with this text of an SMS; undefined: with the suggested one. */
export function withSms(
  document: CampaignDocument,
  { message, language, form }: TextPlace & { readonly form: Form },
  words: string | undefined,
): CampaignDocument {
  const own = document.wording?.[message]
  const forms = changed(own?.sms?.[language], form, words)
  return withMessage(document, message, changed(own, 'sms', changed(own?.sms, language, forms)))
}

/** The document with these parts of an e-mail; those left out, or undefined, are as suggested. */
export function withEmail(
  document: CampaignDocument,
  { message, language }: TextPlace,
  mail: OwnEmail | undefined,
): CampaignDocument {
  const own = document.wording?.[message]
  const parts = mail && Object.values(mail).some((part) => part !== undefined) ? mail : undefined
  return withMessage(document, message, changed(own, 'email', changed(own?.email, language, parts)))
}

function withMessage(
  document: CampaignDocument,
  message: string,
  own: OwnWording | undefined,
): CampaignDocument {
  const { wording: _, ...rest } = document
  const wording = changed(document.wording, message, own)
  return wording === undefined ? rest : { ...rest, wording }
}

/** A copy with one entry set or taken out; undefined once nothing is left, so that what is undone leaves no trace. */
function changed<T extends object, Key extends keyof T>(
  known: T | undefined,
  key: Key,
  value: T[Key] | undefined,
): T | undefined {
  const entries = Object.entries({ ...known, [key]: value }).filter(([, one]) => one !== undefined)
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as T)
}

/** Whether the clinic has written anything of a message: at all, by a channel, in a language. */
export function hasOwnText(
  document: CampaignDocument,
  message: string,
  { channel, language }: { readonly channel?: Channel; readonly language?: Language } = {},
): boolean {
  const own = document.wording?.[message]
  const byChannel = channel === undefined ? [own?.sms, own?.email] : [own?.[channel]]
  return byChannel.some(
    (texts) => texts !== undefined && (language === undefined || texts[language] !== undefined),
  )
}
