import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { languages } from '../../platform/rules/language.ts'
import { clinicRecallTypeSchema, recallTypeDefinitionSchema, specialties } from './recall-type.ts'

const count = z.int().min(0)
const key = z.string().max(64)

const namedType = z.object({ key: z.string(), name: z.string() })

const typeRowSchema = z.object({
  key: z.string(),
  /** In the reader's language. */
  name: z.string(),
  /** Null: the clinic made it. */
  pack: z.string().nullable(),
  specialty: z.enum(specialties),
  /** Where it stands: on as its pack has it, on while the pack says something new, on in the clinic's own words. */
  state: z.enum(['off', 'on', 'changed', 'edited']),
  /** The clinic wrote words of its own for it, on or off. */
  hasOwnWords: z.boolean(),
  interval: z.union([z.object({ months: count, days: count }), z.literal('once')]),
  riskInterval: z.object({ months: count, days: count }).nullable(),
  age: z.object({ from: count.nullable(), to: count.nullable() }),
  sex: z.enum(['female', 'male']).nullable(),
  needsCondition: z.boolean(),
  /** Any of these services satisfies it. */
  serviceKeys: z.array(z.string()),
  /** Types whose place it takes, types that take its own, types that its patients grow out of and into. */
  takesPlaceOf: z.array(namedType),
  replacedBy: z.array(namedType),
  growsFrom: z.array(namedType),
  growsInto: z.array(namedType),
  source: z.string(),
  sourceUrl: z.string().nullable(),
  status: z.enum(['suggested', 'unverified', 'clinic']),
  verifiedOn: whenSchema,
  reviewOn: whenSchema.nullable(),
  isReviewOverdue: z.boolean(),
  enabled: z.object({ by: z.string(), at: whenSchema }).nullable(),
})
export type RecallTypeRow = z.infer<typeof typeRowSchema>

/** `GET /api/recall-types`: every type there is for this clinic. */
export const recallTypesSchema = z.object({
  packs: z.array(
    z.object({
      key: z.string(),
      version: z.string(),
      specialty: z.enum(specialties),
      /** ISO 3166 alpha-2; null: any country. */
      country: z.string().nullable(),
      /** For a clinic of this kind in this country. */
      fits: z.boolean(),
    }),
  ),
  /** The clinic's own first, then by pack in the order of `packs`. */
  types: z.array(typeRowSchema),
  /** The clinic's: a type has a name at least in this one. */
  language: z.enum(languages),
  /** Since when changed types wait for the due dates to follow; null: they have. */
  followsSince: whenSchema.nullable(),
  /** Whether the reader's role may turn types on and off and write own ones. */
  mayChange: z.boolean(),
})
export type RecallTypes = z.infer<typeof recallTypesSchema>

/** `GET /api/recall-types/counts`: how many patients have each type that is on. */
export const typeCountsSchema = z.object({
  types: z.array(
    z.object({
      key: z.string(),
      /** Patients with an open cycle. */
      patients: count,
      /** Of them due soon, due or overdue, booked or not. */
      dueNow: count,
    }),
  ),
})
export type TypeCounts = z.infer<typeof typeCountsSchema>

const fieldChangeSchema = z.object({
  field: z.string(),
  /** JSON; `null`: says nothing about it. */
  before: z.string(),
  after: z.string(),
})

/** `GET /api/recall-types/:key`: a type whole. */
export const recallTypeSchema = typeRowSchema.extend({
  /** What holds where it is on, else what would. */
  definition: recallTypeDefinitionSchema,
  /** The clinic's own words, on or off; null: it has none. */
  ownWords: recallTypeDefinitionSchema.nullable(),
  /** From what is on to what the pack says. */
  changes: z.array(fieldChangeSchema),
})
export type RecallTypeDetail = z.infer<typeof recallTypeSchema>

export const recallTypeParams = z.object({ key })

/** `POST /api/recall-types/enable`: as their packs have them; the signed-in person answers for it. */
export const enableTypesBody = z.strictObject({ keys: z.array(key).min(1).max(100) })

/** `POST /api/recall-types/disable`. */
export const disableTypeBody = z.strictObject({ key })

/** `POST /api/recall-types/define`: a new type (`key` null), or other words for one that there is. */
export const defineTypeBody = z.strictObject({
  key: key.nullable(),
  type: clinicRecallTypeSchema,
  /** Of a type that the clinic made; absent: as it was, for a new one that of the clinic. A pack's row keeps its own. */
  specialty: z.enum(specialties).optional(),
})

/** `POST /api/recall-types/preview`: what one of those would do; nothing of it stays. */
const previewMode = {
  /** An estimate is quick in a clinic of any size; a small one is counted at once whatever was asked for. */
  mode: z.enum(['estimate', 'exact']).default('exact'),
}
export const previewBody = z.discriminatedUnion('kind', [
  enableTypesBody.extend({ kind: z.literal('enable'), ...previewMode }),
  disableTypeBody.extend({ kind: z.literal('disable'), ...previewMode }),
  defineTypeBody.extend({ kind: z.literal('define'), ...previewMode }),
])
export type PreviewTypes = z.infer<typeof previewBody>

/** 95% interval of an estimate, both ends included. */
const between = z.object({ low: count, high: count })

export const effectsSchema = z.object({
  basis: z.enum(['estimate', 'exact']),
  effects: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      /** False: another type that changes with the named ones. */
      isNamed: z.boolean(),
      /** Patients. */
      before: count,
      after: count,
      opens: count,
      closes: count,
      /** Whose due date moves: those still on the default. */
      moves: count,
      keptByHand: count,
      /** Of those after: due soon, due or overdue. */
      dueNow: count,
      /** Of an estimate. */
      likely: z.object({ opens: between, closes: between, moves: between, dueNow: between }).nullable(),
    }),
  ),
  /** Types that are on already and would say something else. */
  changes: z.array(namedType.extend({ changes: z.array(fieldChangeSchema) })),
})
export type TypeEffects = z.infer<typeof effectsSchema>

/** What was done; for a new type its key. */
export const changedTypesSchema = z.object({
  keys: z.array(z.string()),
  /** The cycles of a large clinic follow in the background. */
  isUnderWay: z.boolean(),
})
export type ChangedTypes = z.infer<typeof changedTypesSchema>
