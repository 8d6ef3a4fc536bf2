import type { ClinicProfile } from '../clinic/read-clinic.ts'
import { numberedTimes, shortDay, shortTime } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { Language } from '../platform/rules/language.ts'
import { ok, type Result } from '../platform/rules/result.ts'
import type { OpenTime } from '../scheduling/find-open-times.ts'
import { renderEmail as layOutEmail } from './channels/smtp/layout.ts'
import type { PromptAction, PromptPlan } from './prompt-plan.ts'
import { linkMarker, unsubscribeMarker } from './queue-messages.ts'
import { type JurisdictionPack, jurisdictionOf, smsCapabilities, warningFor } from './rules/jurisdiction.ts'
import type {
  MessagePack,
  MessagePurpose,
  MessageValues,
  OptionMeaning,
  SmsVariantName,
} from './rules/message-template.ts'
import type { OwnWording } from './rules/own-wording.ts'
import { type RenderFault, renderEmail, renderSms } from './templates/render-message.ts'

/** The clinic's words and laws, loaded once at start. */
export interface OutreachPacks {
  readonly messages: MessagePack
  readonly jurisdictions: JurisdictionPack
}

export interface ComposeRequest {
  /** Message key of the packs. */
  readonly message: string
  /** The clinic's own words for it, of the campaign version that sends it; null: those of the packs. */
  readonly wording: OwnWording | null
  readonly channel: 'sms' | 'email'
  readonly language: Language
  readonly clinic: ClinicProfile
  readonly acceptsReplies: boolean
  /** Base of patient links. */
  readonly publicUrl: string
  /** The patient's birth date is on record, so that they can answer the first question behind a link. */
  readonly canOpenLinks: boolean
  readonly linkPurpose: 'book' | 'confirm'
  /** Times offered in the text itself; none: by link or by asking. */
  readonly offers: readonly OpenTime[]
  readonly serviceId: string | null
  /** The visit the message is about. */
  readonly visit: {
    readonly appointmentId: string
    readonly startsAt: Temporal.Instant
    readonly zone: string
  } | null
}

export interface ComposedMessage {
  readonly purpose: MessagePurpose
  readonly subject: string | null
  readonly body: string
  readonly html: string | null
  readonly linkPurpose: 'book' | 'confirm' | null
  readonly prompt: PromptPlan | null
  readonly parts: number
  /** The form of the SMS; null for an e-mail. */
  readonly form: SmsVariantName | null
  /** Some of it is in the clinic's own words. */
  readonly isOwnWording: boolean
}

/** Answers stay valid this long: an offer until somebody else may well have taken it, a question about a visit until the visit. */
const promptMinutes = 3 * 24 * 60

/** Writes one message as it will be sent; the link's place is held by a marker until the moment of sending. */
export async function composeMessage(
  packs: OutreachPacks,
  request: ComposeRequest,
): Promise<Result<ComposedMessage, RenderFault>> {
  return request.channel === 'sms' ? composeSms(packs, request) : composeEmail(packs, request)
}

function composeSms(packs: OutreachPacks, request: ComposeRequest): Result<ComposedMessage, RenderFault> {
  const { clinic, language } = request
  const jurisdiction = jurisdictionOf(packs.jurisdictions, clinic.country)
  const sample = sampleLink(request)
  const rendered = renderSms(packs.messages, {
    message: request.message,
    language,
    own: request.wording,
    values: valuesOf(request, {
      link: sample.replace(/^https?:\/\//, ''),
      emergency: jurisdiction.emergency.number,
    }),
    warning: warningFor(jurisdiction, packs.messages.messages.get(request.message)?.purpose ?? 'visit_admin'),
    capabilities: smsCapabilities(jurisdiction, {
      readsReplies: request.acceptsReplies,
      hasPublicAddress: request.publicUrl !== '' && request.canOpenLinks,
    }),
    plainLetters: jurisdiction.sms.plainLetters,
  })
  if (!rendered.ok) return rendered
  const { text, options, sms, purpose } = rendered.value
  const bare = sample.replace(/^https?:\/\//, '')
  const offers = rendered.value.variant === 'times' ? request.offers : []
  return ok({
    purpose,
    subject: null,
    body: text.replaceAll(bare, linkMarker),
    html: null,
    linkPurpose: text.includes(bare) ? request.linkPurpose : null,
    prompt: promptOf({ ...request, offers }, options),
    parts: sms.parts.length,
    form: rendered.value.variant,
    isOwnWording: rendered.value.isOwn,
  })
}

async function composeEmail(
  packs: OutreachPacks,
  request: ComposeRequest,
): Promise<Result<ComposedMessage, RenderFault>> {
  const { clinic, language } = request
  const jurisdiction = jurisdictionOf(packs.jurisdictions, clinic.country)
  const sample = sampleLink(request)
  const optOutSample = `${sample}-unsubscribe`
  const rendered = renderEmail(packs.messages, {
    message: request.message,
    language,
    own: request.wording,
    values: valuesOf(request, {
      link: request.canOpenLinks ? sample : null,
      emergency: jurisdiction.emergency.number,
    }),
    warning: warningFor(jurisdiction, packs.messages.messages.get(request.message)?.purpose ?? 'visit_admin'),
    optOutLink: optOutSample,
  })
  if (!rendered.ok) return rendered
  const mail = rendered.value
  const html = await layOutEmail({
    language,
    clinicName: clinic.displayName,
    subject: mail.subject,
    paragraphs: [mail.greeting, ...mail.paragraphs],
    button: mail.button === null ? null : { label: mail.button.label, url: mail.button.href },
    footer: [
      mail.reason,
      ...(mail.warning === null ? [] : [mail.warning]),
      ...(clinic.phone === null ? [] : [clinic.phone]),
    ],
    unsubscribe: mail.optOut === null ? null : { label: mail.optOut.label, url: mail.optOut.href },
  })
  const mark = (text: string): string =>
    text.replaceAll(optOutSample, unsubscribeMarker).replaceAll(sample, linkMarker)
  return ok({
    purpose: mail.purpose,
    subject: mail.subject,
    body: mark(mail.text),
    html: mark(html.html),
    linkPurpose: mail.button === null ? null : request.linkPurpose,
    prompt: null,
    parts: 1,
    form: null,
    isOwnWording: mail.isOwn,
  })
}

/** As long as a real link, so that the count of SMS parts is the true one. */
function sampleLink({ publicUrl, linkPurpose, clinic }: ComposeRequest): string {
  return `${publicUrl}/${linkPurpose === 'book' ? 'b' : 'c'}/${clinic.key}.${'0'.repeat(22)}`
}

function valuesOf(request: ComposeRequest, fixed: { link: string | null; emergency: string }): MessageValues {
  const { clinic, visit, language } = request
  const [firstOffer] = request.offers
  const reading = (zone: string): Reading => ({ language, country: clinic.country, zone })
  return {
    clinic: clinic.displayName,
    ...(fixed.link === null ? {} : { link: fixed.link }),
    emergency: fixed.emergency,
    ...(clinic.phone === null ? {} : { phone: clinic.phone }),
    ...(clinic.address === null ? {} : { address: clinic.address }),
    ...(visit === null
      ? {}
      : {
          day: shortDay(visit.startsAt, reading(visit.zone)),
          time: shortTime(visit.startsAt, reading(visit.zone)),
        }),
    ...(firstOffer === undefined
      ? {}
      : {
          times: numberedTimes(
            request.offers.map((offer) => offer.startsAt),
            reading(firstOffer.zone),
          ),
        }),
  }
}

function promptOf(
  request: ComposeRequest,
  options: Readonly<Record<string, OptionMeaning>>,
): PromptPlan | null {
  const offered = request.offers.map((offer, index): readonly [string, PromptAction] => [
    String(index + 1),
    {
      action: 'book',
      serviceId: request.serviceId,
      resourceId: offer.resourceId,
      startsAt: offer.startsAt.toString(),
      endsAt: offer.endsAt.toString(),
    },
  ])
  const meant = Object.entries(options).map(([digit, meaning]): readonly [string, PromptAction] => [
    digit,
    actionOf(meaning, request),
  ])
  const all = Object.fromEntries([...meant, ...offered])
  if (Object.keys(all).length === 0) return null
  return { kind: kindOf(request, options), options: all, minutes: promptMinutes }
}

function actionOf(meaning: OptionMeaning, { visit }: ComposeRequest): PromptAction {
  switch (meaning) {
    case 'confirm':
    case 'move':
    case 'cancel':
      return visit === null
        ? { action: 'offer_times' }
        : { action: meaning, appointmentId: visit.appointmentId }
    case 'offer_times':
    case 'not_now':
    case 'call_back':
    case 'opt_out':
    case 'nothing':
      return { action: meaning }
  }
}

function kindOf(
  request: ComposeRequest,
  options: Readonly<Record<string, OptionMeaning>>,
): PromptPlan['kind'] {
  const meanings = Object.values(options)
  if (request.offers.length > 0) return 'offer'
  if (meanings.includes('opt_out')) return 'which_one'
  if (request.visit !== null) return 'confirm'
  return meanings.includes('call_back') ? 'call_back' : meanings.includes('offer_times') ? 'offer' : 'not_now'
}
