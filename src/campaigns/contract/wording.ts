import { z } from 'zod'
import { smsVariantNames } from '../../outreach/rules/message-template.ts'
import type { OwnWording, OwnWordings } from '../../outreach/rules/own-wording.ts'
import { textFaultKinds } from '../../outreach/rules/text-faults.ts'
import { languages } from '../../platform/rules/language.ts'

// What is written is judged with the packs at hand; here only its shape counts, so that half a text has a preview too.
const smsText = z.string().max(1000)
const line = z
  .string()
  .max(150)
  .regex(/^[^\r\n]*$/, 'must be one line')
const language = z.enum(languages)
const form = z.enum(smsVariantNames)

/** A clinic's own words for one message; what is left out comes from the packs. */
export const ownWordingSchema: z.ZodType<OwnWording, OwnWording> = z.strictObject({
  sms: z.partialRecord(language, z.partialRecord(form, smsText)).optional(),
  email: z
    .partialRecord(
      language,
      z.strictObject({
        subject: line.optional(),
        paragraphs: z.array(z.string().max(2000)).max(20).optional(),
        button: line.optional(),
      }),
    )
    .optional(),
})
export type { OwnWording }

/** By message key. */
export const ownWordingsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case words joined by _'),
  ownWordingSchema,
) satisfies z.ZodType<OwnWordings>

/** What is wrong with one text, and where. */
export const wordingFaultSchema = z.object({
  message: z.string(),
  channel: z.enum(['sms', 'email']),
  /** Null: the message as a whole. */
  language: language.nullable(),
  /** The form of an SMS; of an e-mail `subject`, `paragraphs`, `paragraphs.0`, `button`. */
  part: z.string().nullable(),
  kind: z.enum(textFaultKinds),
  /** The value, digit or words it was found at. */
  detail: z.string().nullable(),
})
export type WordingFault = z.infer<typeof wordingFaultSchema>

const texts = z.object({ en: z.string(), pl: z.string(), ru: z.string(), ms: z.string() })
const mail = z.object({ subject: z.string(), paragraphs: z.array(z.string()), button: z.string().nullable() })
const valueNames = z.array(z.string())

/** `GET /api/campaign-texts?message=`: the suggested texts of one message, and what an own one may and must name. */
export const messageTextsQuery = z.object({ message: z.string().min(1).max(80) })

export const messageTextsSchema = z.object({
  message: z.string(),
  /** Null: no SMS of it can be sent from here. */
  sms: z
    .object({
      /** What every SMS begins with. */
      before: z.string(),
      /** Those sent from here as things stand, the one that asks least of the patient first. */
      forms: z.array(
        z.object({
          form,
          suggested: texts,
          /** What ends every SMS of this form; null: the text says it itself. */
          after: texts.nullable(),
          needs: valueNames,
          /** May be put in. */
          offers: valueNames,
          /** What each digit of an answer does, so the text has to say it. */
          digits: z.array(z.object({ digit: z.string(), action: z.string() })),
        }),
      ),
    })
    .nullable(),
  email: z
    .object({
      suggested: z.object({ en: mail, pl: mail, ru: mail, ms: mail }),
      needs: valueNames,
      offers: valueNames,
    })
    .nullable(),
})
export type MessageTexts = z.infer<typeof messageTextsSchema>
