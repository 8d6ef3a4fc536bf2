import { z } from 'zod'
import { smsVariantNames } from '../../outreach/rules/message-template.ts'
import { whenSchema } from '../../platform/contract/when.ts'
import { campaignDocumentSchema } from '../contract.ts'
import { leftOutReasons } from '../rules/left-out.ts'
import { ownWordingSchema } from './wording.ts'

const count = z.int().min(0)
const language = z.enum(['en', 'pl', 'ru', 'ms'])

/**
 * `POST /api/campaigns/audience-count`: how many a document would reach if it started now; nothing is written. `estimate`
 * answers from a sample where the clinic is large, and says so in `basis`.
 */
export const audienceCountBody = z.strictObject({
  document: campaignDocumentSchema,
  mode: z.enum(['estimate', 'exact']).default('exact'),
})

/** 95%; both ends are the count where everybody was counted. */
const interval = z.object({ low: count, high: count })

export const audienceCountSchema = z.object({
  basis: z.enum(['estimate', 'exact']),
  /** Everybody the audience names. */
  matching: count,
  matchingInterval: interval,
  /** Of them, whom the first message could go to now. */
  reachable: count,
  reachableInterval: interval,
  heldOut: count,
  /** The others, each by the first reason that stands in the way. */
  leftOut: z.array(z.object({ reason: z.enum(leftOutReasons), patients: count })),
  /** Of the reachable. */
  languages: z.array(z.object({ language, patients: count })),
  channels: z.array(z.object({ channel: z.enum(['sms', 'email']), patients: count })),
  /** Lapse bands, or recall types with their names; of the reachable. */
  groups: z.array(z.object({ key: z.string(), name: z.string().nullable(), patients: count })),
  /** A few to preview with: those with the longest names of each language. */
  sample: z.array(
    z.object({
      patientId: z.string(),
      name: z.string(),
      age: z.string().nullable(),
      language,
      band: z.string().nullable(),
      typeKey: z.string().nullable(),
      lastVisit: whenSchema.nullable(),
      /** Why nobody could write to the patient now; null: somebody could. */
      leftOut: z.enum(leftOutReasons).nullable(),
    }),
  ),
})
export type AudienceCount = z.infer<typeof audienceCountSchema>

/** `POST /api/campaigns/preview`: one message as it would be written now, in every language. */
export const previewBody = z.strictObject({
  /** Message key of the packs. */
  message: z.string().min(1).max(80),
  channel: z.enum(['sms', 'email']),
  /** Times are offered as this patient would get them; left out: as anybody would. */
  patientId: z.guid().optional(),
  /** The recall type whose service is offered. */
  typeKey: z.string().max(80).optional(),
  /** Education offers no times. */
  offersTimes: z.boolean().default(true),
  /** The clinic's own words for this message as they stand, finished or not. */
  wording: ownWordingSchema.optional(),
})
export type PreviewBody = z.input<typeof previewBody>

export const previewSchema = z.object({
  patient: z.object({ id: z.string(), name: z.string(), age: z.string().nullable(), language }).nullable(),
  currency: z.string(),
  previews: z.array(
    z.discriminatedUnion('isPossible', [
      z.object({
        isPossible: z.literal(true),
        language,
        purpose: z.string(),
        /** The form an SMS takes now; null for e-mail. */
        form: z.enum(smsVariantNames).nullable(),
        subject: z.string().nullable(),
        /** Links as long as real ones. */
        text: z.string(),
        /** E-mail as laid out; shown in a sandboxed frame. */
        html: z.string().nullable(),
        /** Of an SMS: parts, characters and which alphabet it is sent in; null for e-mail. */
        sms: z
          .object({ parts: count, characters: count, perPart: count, encoding: z.enum(['gsm7', 'ucs2']) })
          .nullable(),
        /** Minor currency units for one patient. */
        costMinor: z.number(),
        /** What each digit of an answer would do. */
        options: z.array(z.object({ digit: z.string(), action: z.string() })),
      }),
      z.object({
        isPossible: z.literal(false),
        language,
        /** Why it cannot be written here: a missing value, no wording allowed in this country, own words that are none. */
        reason: z.string(),
        missing: z.string().nullable(),
      }),
    ]),
  ),
})
export type Preview = z.infer<typeof previewSchema>
