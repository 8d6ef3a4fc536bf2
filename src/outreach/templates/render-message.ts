import type { Language } from '../../platform/rules/language.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import { chooseVariant } from '../rules/choose-variant.ts'
import type {
  MessagePack,
  MessagePurpose,
  MessageTemplate,
  MessageValues,
  Options,
  SmsCapabilities,
  SmsVariantName,
} from '../rules/message-template.ts'
import { emailWords, type OwnWording, smsWords } from '../rules/own-wording.ts'
import { plainLetters, plainMarks } from '../rules/plain-letters.ts'
import { type SmsParts, smsParts } from '../rules/sms-segments.ts'
import { addsWayOut } from '../rules/text-faults.ts'
import { fill, type MissingValue } from './fill.ts'

export type RenderFault =
  | MissingValue
  | { readonly kind: 'unknown_message'; readonly message: string }
  /** The message has no form for this channel, or none that is allowed and works here. */
  | { readonly kind: 'no_variant'; readonly message: string }

interface RenderRequest {
  /** Message key. */
  readonly message: string
  readonly language: Language
  readonly values: MessageValues
  /** A text the law adds to messages of this purpose (Russian advertising), else `null`. */
  readonly warning: string | null
  /** The clinic's own words for this message, checked before they were kept; null: those of the packs. */
  readonly own: OwnWording | null
}

export interface SmsRequest extends RenderRequest {
  readonly capabilities: SmsCapabilities
  /** Polish without its marks: half the price; the clinic's choice, on by default. */
  readonly plainLetters: boolean
}

export interface EmailRequest extends RenderRequest {
  /** Address of the opt-out page; needed for messages that carry an opt-out. */
  readonly optOutLink: string | null
}

interface Rendered {
  readonly message: string
  readonly purpose: MessagePurpose
  readonly version: number
  readonly language: Language
  /** The whole message as plain text. */
  readonly text: string
  /** The clinic wrote some of it. */
  readonly isOwn: boolean
}

export interface RenderedSms extends Rendered {
  readonly channel: 'sms'
  readonly variant: SmsVariantName
  /** What each digit of this prompt means; offered times (`times`) take the digits from 1. */
  readonly options: Options
  readonly sms: SmsParts
}

export interface RenderedEmail extends Rendered {
  readonly channel: 'email'
  readonly subject: string
  readonly greeting: string
  readonly paragraphs: readonly string[]
  readonly button: { readonly label: string; readonly href: string } | null
  readonly signature: string
  readonly reason: string
  readonly warning: string | null
  readonly optOut: { readonly label: string; readonly href: string } | null
}

/** An SMS as it will be sent: clinic's name first, the sentence, how to act on it, how to end it. */
export function renderSms(pack: MessagePack, request: SmsRequest): Result<RenderedSms, RenderFault> {
  const template = pack.messages.get(request.message)
  if (template === undefined) return fail({ kind: 'unknown_message', message: request.message })
  const chosen = chooseVariant(template, request.capabilities, request.values.times !== undefined)
  if (chosen === null) return fail({ kind: 'no_variant', message: request.message })

  const { language } = request
  const { words, isOwn } = smsWords(chosen, request.own, language)
  const body = fill(words, language, request.values)
  if (!body.ok) return body
  const ending = template.optOut && addsWayOut(chosen.name) ? pack.frame.smsOptOut[language] : null
  const pieces = [`${request.values.clinic}: ${body.value}`, ending, request.warning]
  const raw = pieces
    .filter((piece) => piece !== null)
    .join(' ')
    .replace(/[\r\n]+/g, ' ')
  const text = request.plainLetters ? plainLetters(raw, language) : plainMarks(raw, language)
  return ok({
    channel: 'sms',
    ...identity(template, language),
    text,
    isOwn,
    variant: chosen.name,
    options: chosen.variant.options,
    sms: smsParts(text),
  })
}

/** The parts of an e-mail for the layout, and the same as plain text. */
export function renderEmail(pack: MessagePack, request: EmailRequest): Result<RenderedEmail, RenderFault> {
  const template = pack.messages.get(request.message)
  if (template === undefined) return fail({ kind: 'unknown_message', message: request.message })
  const { language, values } = request
  const suggested = template.email?.[language]
  if (suggested === undefined) return fail({ kind: 'no_variant', message: request.message })
  const { words: email, isOwn } = emailWords(suggested, request.own?.email?.[language])
  if (template.optOut && request.optOutLink === null)
    return fail({ kind: 'missing_value', name: 'optOutLink' })

  // Who cannot open the link is asked to call.
  const instead = email.button !== null && values.link === undefined ? [pack.frame.emailCall[language]] : []
  const texts = filled(
    [email.subject, pack.frame.emailReason[language], ...email.paragraphs, ...instead],
    language,
    values,
  )
  if (!texts.ok) return texts
  const [subject = '', reason = '', ...paragraphs] = texts.value
  const parts = {
    subject,
    greeting: pack.frame.emailGreeting[language],
    paragraphs,
    button: linkOf(email.button, values.link),
    signature: values.clinic,
    reason,
    warning: request.warning,
    optOut: linkOf(
      template.optOut ? pack.frame.emailOptOut[language] : null,
      request.optOutLink ?? undefined,
    ),
  }
  return ok({ channel: 'email', ...identity(template, language), ...parts, isOwn, text: plainText(parts) })
}

function identity(template: MessageTemplate, language: Language) {
  return { message: template.key, purpose: template.purpose, version: template.version, language }
}

function filled(
  texts: readonly string[],
  language: Language,
  values: MessageValues,
): Result<readonly string[], MissingValue> {
  const done: string[] = []
  for (const text of texts) {
    const result = fill(text, language, values)
    if (!result.ok) return result
    done.push(result.value)
  }
  return ok(done)
}

function linkOf(label: string | null, href: string | undefined): { label: string; href: string } | null {
  return label === null || href === undefined ? null : { label, href }
}

function plainText(
  parts: Omit<RenderedEmail, 'channel' | 'text' | 'isOwn' | keyof ReturnType<typeof identity>>,
): string {
  const link = (to: RenderedEmail['button']) => (to === null ? [] : [`${to.label}: ${to.href}`])
  const above = [parts.greeting, ...parts.paragraphs, ...link(parts.button), parts.signature]
  const below = [parts.reason, ...(parts.warning === null ? [] : [parts.warning]), ...link(parts.optOut)]
  return `${above.join('\n\n')}\n\n-- \n${below.join('\n')}\n`
}
