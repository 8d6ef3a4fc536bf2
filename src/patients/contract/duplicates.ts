import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { matchFields } from '../rules/matching/match-fields.ts'

const count = z.int().min(0)

/** `GET /api/duplicates`: pairs of records that look like one person, the surest first. */
export const duplicatesQuery = z.object({
  state: z.enum(['proposed', 'merged', 'kept_apart']).default('proposed'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(10).max(100).default(20),
})
export type DuplicatesQuery = z.infer<typeof duplicatesQuery>

/** One of the two records, as the practice system has it. */
const duplicateSideSchema = z.object({
  patientId: z.string(),
  name: z.string(),
  /** The number in the practice system. */
  number: z.string(),
  source: z.string(),
  birthDate: whenSchema.nullable(),
  sex: z.enum(['female', 'male', 'other', 'unknown']),
  address: z.string().nullable(),
  city: z.string().nullable(),
  postcode: z.string().nullable(),
  /** Phones and e-mail addresses, partly hidden; `isShared`: the other record has it too. */
  contacts: z.array(z.object({ kind: z.enum(['phone', 'email']), shown: z.string(), isShared: z.boolean() })),
  /** When the record came here. */
  since: whenSchema,
  isDeceased: z.boolean(),
  hasLeft: z.boolean(),
})
export type DuplicateSide = z.infer<typeof duplicateSideSchema>

/** How a field agrees: `alike` is a slip, a short form, a part; only fields that both records have are named. */
const findingSchema = z.object({
  field: z.enum(matchFields),
  agreement: z.enum(['same', 'alike', 'differs']),
  /** The finding itself, e.g. slip, swapped, variant. */
  level: z.string(),
  /** How much it weighs: above 0 for one person, below 0 against it. */
  bits: z.number(),
})

export const duplicateSchema = z.object({
  /** oneId:otherId, as the addresses of the actions have them. */
  id: z.string(),
  one: duplicateSideSchema,
  other: duplicateSideSchema,
  /** 0 to 1. */
  likelihood: z.number().min(0).max(1),
  /** The same national number and birth date: merged without asking, unless somebody said otherwise. */
  isCertain: z.boolean(),
  findings: z.array(findingSchema),
  /** Which record lives on, or would where staff do not choose. */
  survivorId: z.string(),
  state: z.enum(['proposed', 'merged', 'kept_apart']),
  decision: z.object({ by: z.string(), at: whenSchema }).nullable(),
  /** A merge that can be taken back now. */
  canUndo: z.boolean(),
})
export type Duplicate = z.infer<typeof duplicateSchema>

export const duplicatesSchema = z.object({
  /** All pairs of each state. */
  counts: z.object({ proposed: count, merged: count, kept_apart: count }),
  rows: z.array(duplicateSchema),
  total: count,
  page: count,
  pageSize: count,
})

// Ids derived by md5 carry no version, so the looser shape.
export const duplicateParams = z.object({ oneId: z.guid(), otherId: z.guid() })

/** `POST /api/duplicates/:oneId/:otherId/merge`; null: the program chooses who lives on. */
export const mergeBody = z.strictObject({ survivorId: z.guid().nullable() })

export const mergedSchema = z.object({ survivorId: z.string() })

/** `POST /api/duplicates/:oneId/:otherId/undo` */
export const undoneSchema = z.object({ restoredId: z.string() })
