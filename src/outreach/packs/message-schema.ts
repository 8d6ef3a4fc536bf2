import { z } from 'zod'
import { type Language, languages } from '../../platform/rules/language.ts'
import { whatIsWrong } from '../describe-text-fault.ts'
import { messagePurposes, optionMeanings, smsVariantNames } from '../rules/message-template.ts'
import { digitFaults, formFaults, type TextFault } from '../rules/text-faults.ts'
import { readText } from './read-text.ts'

const key = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case words joined by _')

/** An ICU text that names known values only. */
const text = z
  .string()
  .trim()
  .min(1)
  .superRefine((value, context) => say(context, readText(value).faults))

const translated = <T extends z.ZodType>(inner: T) =>
  z.strictObject({ en: inner, pl: inner, ru: inner, ms: inner })

const texts = translated(text).superRefine(agreeInValues)

const options = z.record(z.string().regex(/^\d$/, 'must be one digit'), z.enum(optionMeanings))

const variant = z
  .strictObject({ options: options.default({}), en: text, pl: text, ru: text, ms: text })
  .superRefine(agreeInValues)
  .superRefine((value, context) => {
    for (const language of languages) {
      say(context, digitFaults(value[language], value.options), [language])
    }
  })

const variants = z.partialRecord(z.enum(smsVariantNames), variant).superRefine((value, context) => {
  for (const name of smsVariantNames) {
    const found = value[name]
    if (found === undefined) continue
    say(context, formFaults(name, readText(found.en).values), [name])
    if (name === 'reply' && Object.keys(found.options).length === 0)
      context.addIssue({ code: 'custom', path: [name], message: 'offers no digit' })
  }
})

const email = z.strictObject({
  subject: text,
  paragraphs: z.array(text).min(1),
  button: text.nullable(),
})

const message = z
  .strictObject({
    purpose: z.enum(messagePurposes),
    optOut: z.boolean(),
    sms: z
      .strictObject({ lead: texts.optional(), action: key.optional(), variants: variants.optional() })
      .refine((sms) => (sms.lead === undefined) === (sms.action === undefined), 'lead and action go together')
      .refine(
        (sms) => sms.action !== undefined || sms.variants !== undefined,
        'has neither action nor variants',
      )
      .optional(),
    email: translated(email).optional(),
  })
  .refine((value) => value.sms !== undefined || value.email !== undefined, 'has neither sms nor email')

const head = {
  version: z.int().min(1),
  status: z.enum(['unverified', 'verified']),
  source: z.string().min(1),
}

/** packs/messages/frame.yaml */
export const frameFileSchema = z.strictObject({
  ...head,
  frame: z.strictObject({
    smsOptOut: texts,
    emailGreeting: texts,
    emailReason: texts,
    emailCall: texts,
    emailOptOut: texts,
  }),
})

/** packs/messages/actions.yaml */
export const actionFileSchema = z.strictObject({ ...head, actions: z.record(key, variants) })

/** Every other file of packs/messages. */
export const messageFileSchema = z.strictObject({ ...head, messages: z.record(key, message) })

export type MessageFile = z.infer<typeof messageFileSchema>
export type ActionFile = z.infer<typeof actionFileSchema>
export type Variants = z.infer<typeof variants>
export type MessageEntry = z.infer<typeof message>

function agreeInValues(value: Readonly<Record<Language, string>>, context: z.RefinementCtx): void {
  const wanted = namesIn(value.en)
  for (const language of languages) {
    if (namesIn(value[language]) === wanted) continue
    context.addIssue({ code: 'custom', path: [language], message: `names other values than en (${wanted})` })
  }
}

function namesIn(value: string): string {
  return [...readText(value).values].sort((a, b) => (a < b ? -1 : 1)).join(', ')
}

function say(context: z.RefinementCtx, faults: readonly TextFault[], path: string[] = []): void {
  for (const fault of faults) context.addIssue({ code: 'custom', path, message: whatIsWrong(fault) })
}
