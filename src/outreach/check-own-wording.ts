import type { ClinicProfile } from '../clinic/read-clinic.ts'
import { type Language, languages } from '../platform/rules/language.ts'
import type { OutreachPacks } from './compose-message.ts'
import { readText } from './packs/read-text.ts'
import { advertisingWords } from './rules/advertising.ts'
import { type Jurisdiction, jurisdictionOf } from './rules/jurisdiction.ts'
import { type MessageTemplate, type SmsVariantName, smsVariantNames } from './rules/message-template.ts'
import { emailWords, type OwnEmail, type OwnWording, type OwnWordings } from './rules/own-wording.ts'
import {
  addsWayOut,
  digitFaults,
  formFaults,
  type TextFault,
  type TextFaultKind,
  wayOutFaults,
} from './rules/text-faults.ts'
import { typedNumber, typedWebAddress } from './rules/typed-contacts.ts'

export interface WordingFault extends TextFault {
  /** Message key. */
  readonly message: string
  readonly channel: 'sms' | 'email'
  /** Null: the message as a whole. */
  readonly language: Language | null
  /** The form of an SMS; of an e-mail `subject`, `paragraphs`, `paragraphs.0`, `button`. */
  readonly part: string | null
}

export interface WordingQuestion {
  readonly packs: OutreachPacks
  readonly clinic: Pick<ClinicProfile, 'country' | 'phone' | 'address'>
  readonly wordings: OwnWordings
  /** The messages that may be rewritten here, and whether each is about a visit, so that it has a day and an hour. */
  readonly messages: ReadonlyMap<string, { readonly isAboutVisit: boolean }>
}

/** Everything that keeps a clinic's own words from being sent, judged by the rules that judge the packs. */
export function checkOwnWording(question: WordingQuestion): readonly WordingFault[] {
  return Object.entries(question.wordings).flatMap(([message, wording]) => {
    const template = question.packs.messages.messages.get(message)
    const use = question.messages.get(message)
    const say = (channel: 'sms' | 'email') => (place: Place) => place.faults.map(at(message, channel, place))
    if (template === undefined || use === undefined)
      return say('sms')({ language: null, part: null, faults: [fault('message_unknown')] })
    const judge = { ...use, ...question, template, jurisdiction: jurisdictionIn(question) }
    return [
      ...smsPlaces(wording, judge).flatMap(say('sms')),
      ...emailPlaces(wording, judge).flatMap(say('email')),
    ]
  })
}

interface Judge {
  readonly template: MessageTemplate
  readonly isAboutVisit: boolean
  readonly clinic: WordingQuestion['clinic']
  readonly jurisdiction: Jurisdiction
}

interface Place {
  readonly language: Language | null
  readonly part: string | null
  readonly faults: readonly TextFault[]
}

function jurisdictionIn({ packs, clinic }: WordingQuestion): Jurisdiction {
  return jurisdictionOf(packs.jurisdictions, clinic.country)
}

function at(message: string, channel: 'sms' | 'email', { language, part }: Place) {
  return (found: TextFault): WordingFault => ({ message, channel, language, part, ...found })
}

function smsPlaces({ sms }: OwnWording, judge: Judge): readonly Place[] {
  return languages.flatMap((language) =>
    smsVariantNames.flatMap((form): readonly Place[] => {
      const words = sms?.[language]?.[form]
      return words === undefined
        ? []
        : [{ language, part: form, faults: smsFaults(words, { form, language, judge }) }]
    }),
  )
}

interface SmsPlace {
  readonly form: SmsVariantName
  readonly language: Language
  readonly judge: Judge
}

function smsFaults(words: string, { form, language, judge }: SmsPlace): readonly TextFault[] {
  const { template, jurisdiction } = judge
  const variant = template.sms[form]
  if (variant === undefined) return [fault('form_unknown')]
  if (!isAllowed(form, jurisdiction)) return [fault('form_not_allowed')]
  const read = readText(words)
  if (words.trim() === '') return [fault('empty')]
  if (read.faults.length > 0) return read.faults
  const hasLine = template.optOut && addsWayOut(form)
  return [
    ...formFaults(form, read.values),
    ...visitFaults(read.values, readText(variant.text[language]).values),
    ...givenFaults(read.values, judge),
    ...digitFaults(words, variant.options),
    ...wayOutFaults(words, { form, optOut: template.optOut, language }),
    ...found(
      'way_out_twice',
      hasLine ? (/(?<!\p{L})(?:STOP|СТОП)(?!\p{L})/u.exec(words)?.[0] ?? null) : null,
    ),
    ...found('address_typed', jurisdiction.sms.links ? null : typedWebAddress(words)),
    ...found('number_typed', jurisdiction.sms.phoneNumbers ? null : typedNumber(words)),
    ...advertising(words, language, template),
  ]
}

function isAllowed(form: SmsVariantName, { sms }: Jurisdiction): boolean {
  if (form === 'link' || form === 'link_only') return sms.links
  return form === 'phone' ? sms.phoneNumbers : true
}

function emailPlaces({ email }: OwnWording, judge: Judge): readonly Place[] {
  return languages.flatMap((language): readonly Place[] => {
    const own = email?.[language]
    if (own === undefined) return []
    if (judge.template.email === null) return [{ language, part: null, faults: [fault('form_unknown')] }]
    return mailPlaces(own, { suggested: judge.template.email[language], language, judge })
  })
}

interface MailPlace {
  readonly suggested: NonNullable<MessageTemplate['email']>[Language]
  readonly language: Language
  readonly judge: Judge
}

function mailPlaces(own: OwnEmail, { suggested, language, judge }: MailPlace): readonly Place[] {
  const { words } = emailWords(suggested, own)
  const named = (texts: readonly string[]) => texts.flatMap((text) => readText(text).values)
  const lost = visitFaults(
    named([words.subject, ...words.paragraphs]),
    named([suggested.subject, ...suggested.paragraphs]),
  )
  const hasButton = own.button === undefined || suggested.button !== null
  return [
    ...(own.subject === undefined
      ? []
      : [{ part: 'subject', faults: mailFaults(own.subject, language, judge) }]),
    ...(own.paragraphs ?? []).map((text, index) => ({
      part: `paragraphs.${index}`,
      faults: mailFaults(text, language, judge),
    })),
    { part: 'paragraphs', faults: own.paragraphs?.length === 0 ? [fault('empty')] : lost },
    {
      part: 'button',
      faults: hasButton ? labelFaults(own.button, language, judge) : [fault('form_unknown')],
    },
  ].map((place) => ({ ...place, language }))
}

/** The link of an e-mail is its button: written out in the text, nobody would put the patient's own address in. */
function mailFaults(words: string, language: Language, judge: Judge): readonly TextFault[] {
  const read = readText(words)
  if (words.trim() === '') return [fault('empty')]
  if (read.faults.length > 0) return read.faults
  return [
    ...read.values
      .filter((name) => name === 'link' || name === 'times')
      .map((name) => fault('value_not_here', name)),
    ...givenFaults(read.values, judge),
    ...advertising(words, language, judge.template),
  ]
}

/** A label is taken as it stands: nothing is put into it. */
function labelFaults(
  words: string | undefined,
  language: Language,
  { template }: Judge,
): readonly TextFault[] {
  if (words === undefined) return []
  const read = readText(words)
  if (words.trim() === '') return [fault('empty')]
  if (read.faults.length > 0) return read.faults
  return [
    ...read.values.map((name) => fault('value_not_here', name)),
    ...advertising(words, language, template),
  ]
}

/** What the suggested text says about the visit, an own one says too. */
function visitFaults(values: readonly string[], suggested: readonly string[]): readonly TextFault[] {
  return ['day', 'time']
    .filter((name) => suggested.includes(name) && !values.includes(name))
    .map((name) => fault('value_needed', name))
}

/** A value that nobody gives would hold every message back. */
function givenFaults(values: readonly string[], { isAboutVisit, clinic }: Judge): readonly TextFault[] {
  return values.flatMap((name) => {
    if (!isAboutVisit && (name === 'day' || name === 'time')) return [fault('value_not_here', name)]
    if ((name === 'phone' || name === 'address') && clinic[name] === null)
      return [fault('clinic_lacks', name)]
    return []
  })
}

function advertising(words: string, language: Language, { purpose }: MessageTemplate): readonly TextFault[] {
  return found('advertises', purpose === 'marketing' ? null : advertisingWords(words, language))
}

function found(kind: TextFaultKind, detail: string | null): readonly TextFault[] {
  return detail === null ? [] : [fault(kind, detail)]
}

function fault(kind: TextFaultKind, detail: string | null = null): TextFault {
  return { kind, detail }
}
