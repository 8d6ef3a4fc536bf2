import { type ClinicProfile, readClinic } from '../clinic/read-clinic.ts'
import type { OutreachPacks } from '../outreach/compose-message.ts'
import { readText } from '../outreach/packs/read-text.ts'
import { chooseVariant } from '../outreach/rules/choose-variant.ts'
import {
  type Jurisdiction,
  jurisdictionOf,
  smsCapabilities,
  warningFor,
} from '../outreach/rules/jurisdiction.ts'
import type {
  EmailTemplate,
  MessageTemplate,
  OptionMeaning,
  SmsVariantName,
  Translated,
} from '../outreach/rules/message-template.ts'
import { addsWayOut, formContents } from '../outreach/rules/text-faults.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { languages } from '../platform/rules/language.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { readAccounts } from './planning-desk.ts'

type Db = ModuleDb<'campaigns'>

export interface TextsQuestion {
  readonly message: string
  readonly packs: OutreachPacks
  readonly publicUrl: string
}

export interface FormTexts {
  readonly form: SmsVariantName
  readonly suggested: Translated<string>
  readonly after: Translated<string> | null
  readonly needs: readonly string[]
  readonly offers: readonly string[]
  readonly digits: readonly { readonly digit: string; readonly action: OptionMeaning }[]
}

export interface SuggestedTexts {
  readonly message: string
  readonly sms: { readonly before: string; readonly forms: readonly FormTexts[] } | null
  readonly email: {
    readonly suggested: Translated<EmailTemplate>
    readonly needs: readonly string[]
    readonly offers: readonly string[]
  } | null
}

/** What the packs say in a message, in the forms that this clinic sends, and what its own words may and must name. */
export async function messageTexts(
  db: Db,
  question: TextsQuestion,
): Promise<Result<SuggestedTexts, { kind: 'unknown_message' }>> {
  const template = question.packs.messages.messages.get(question.message)
  if (template === undefined) return fail({ kind: 'unknown_message' })
  const clinic = await readClinic(db.as('clinic'))
  const jurisdiction = jurisdictionOf(question.packs.jurisdictions, clinic.country)
  const readsReplies = (await readAccounts(db)).sms?.acceptsReplies ?? true
  const forms = formsSent(template, jurisdiction, {
    readsReplies,
    hasPublicAddress: question.publicUrl !== '',
  })
  const about = { question, template, clinic, jurisdiction }
  return ok({
    message: template.key,
    sms:
      forms.length === 0
        ? null
        : { before: `${clinic.displayName}: `, forms: forms.map((form) => formTexts(form, about)) },
    email:
      template.email === null ? null : { suggested: template.email, ...mailValues(template.email, about) },
  })
}

/** With times to offer and without: there are not always some. */
function formsSent(
  template: MessageTemplate,
  jurisdiction: Jurisdiction,
  means: { readonly readsReplies: boolean; readonly hasPublicAddress: boolean },
): readonly SmsVariantName[] {
  const chosen = [true, false].flatMap((hasTimes) => {
    const found = chooseVariant(template, smsCapabilities(jurisdiction, means), hasTimes)
    return found === null ? [] : [found.name]
  })
  return [...new Set(chosen)]
}

interface About {
  readonly question: TextsQuestion
  readonly template: MessageTemplate
  readonly clinic: ClinicProfile
  readonly jurisdiction: Jurisdiction
}

function formTexts(form: SmsVariantName, about: About): FormTexts {
  const { template, question } = about
  const variant = template.sms[form]
  if (variant === undefined) throw new Error('a form was chosen that the message does not have')
  const needs = needed([variant.text.en], formContents[form].must)
  return {
    form,
    suggested: variant.text,
    after: endingOf(form, about, question.packs),
    needs,
    offers: [...needs, ...onRecord(['address'], about.clinic)],
    digits: Object.entries(variant.options).map(([digit, action]) => ({ digit, action })),
  }
}

function endingOf(
  form: SmsVariantName,
  { template, jurisdiction }: About,
  { messages }: OutreachPacks,
): Translated<string> | null {
  const hasLine = template.optOut && addsWayOut(form)
  const warning = warningFor(jurisdiction, template.purpose)
  if (!hasLine && warning === null) return null
  const ending = (line: string): string =>
    [...(hasLine ? [line] : []), ...(warning === null ? [] : [warning])].join(' ')
  const { smsOptOut } = messages.frame
  return {
    en: ending(smsOptOut.en),
    pl: ending(smsOptOut.pl),
    ru: ending(smsOptOut.ru),
    ms: ending(smsOptOut.ms),
  }
}

function mailValues(email: Translated<EmailTemplate>, { clinic }: About) {
  const needs = needed(
    languages.flatMap((language) => [email[language].subject, ...email[language].paragraphs]),
    [],
  )
  return { needs, offers: [...needs, 'clinic', ...onRecord(['phone', 'address'], clinic)] }
}

/** What the form is for, and what the suggested text says about the visit. */
function needed(texts: readonly string[], must: readonly string[]): readonly string[] {
  const named = texts.flatMap((text) => readText(text).values)
  return [...['day', 'time'].filter((name) => named.includes(name)), ...must]
}

function onRecord(names: readonly ('phone' | 'address')[], clinic: ClinicProfile): readonly string[] {
  return names.filter((name) => clinic[name] !== null)
}
