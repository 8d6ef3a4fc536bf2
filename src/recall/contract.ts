import { z } from 'zod'
import { overdueBands } from './rules/bands.ts'
import { lapseReasons } from './rules/lapsed.ts'
import { recallStatuses } from './rules/status.ts'

const key = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case words joined by _')
const name = z.string().trim().min(1).max(60)
const codes = z.array(z.string().trim().min(1).max(64)).min(1, 'name at least one code')
const isoDay = z.iso.date()

const triggerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('any_visit') }),
  z.strictObject({ kind: z.literal('visit'), system: z.string().min(1), codes }),
  z.strictObject({ kind: z.literal('procedure'), system: z.string().min(1), codes }),
])

const intervalSchema = z
  .strictObject({ months: z.int().min(0).max(240).default(0), days: z.int().min(0).max(3660).default(0) })
  .refine(({ months, days }) => months + days > 0, 'must be longer than nothing')

const ageSchema = z
  .strictObject({ from: z.int().min(0).max(130).optional(), to: z.int().min(0).max(130).optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, '"from" is above "to"')

/** One row of a pack: what recurs, for whom, and who says so. */
export const packedRecallTypeSchema = z.strictObject({
  key,
  names: z.strictObject({ en: name, pl: name, ru: name, ms: name }),
  triggers: z.array(triggerSchema).min(1, 'a recall type needs a trigger'),
  conditions: z
    .array(z.strictObject({ system: z.string().min(1), codes }))
    .min(1)
    .optional(),
  interval: intervalSchema,
  dueSoonDays: z.int().min(1).max(365),
  graceDays: z.int().min(0).max(365),
  age: ageSchema.optional(),
  sex: z.enum(['female', 'male']).optional(),
  /** Types that take this one's place while the patient has them. */
  supersededBy: z.array(key).default([]),
  serviceKeys: z.array(key).min(1, 'name at least one service that satisfies it'),
  priority: z.int().min(1).max(1000),
  source: z.string().trim().min(1),
  verifiedOn: isoDay,
  status: z.enum(['suggested', 'unverified']),
})

export type PackedRecallType = z.infer<typeof packedRecallTypeSchema>

/** A file of packs/recall. */
export const recallPackSchema = z.strictObject({
  pack: key,
  version: z.string().trim().min(1),
  specialty: z.enum(['dental', 'primary_care', 'physiotherapy', 'specialist']),
  /** ISO 3166 alpha-2; absent: any country. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  types: z.array(packedRecallTypeSchema).min(1),
})

export type RecallPack = z.infer<typeof recallPackSchema>

export const recallStatusSchema = z.enum(recallStatuses)

/** One line of `due --json`. */
export const dueRowSchema = z.strictObject({
  externalId: z.string(),
  recallType: z.string(),
  dueComputed: isoDay,
  dueEffective: isoDay,
  status: z.enum(recallStatuses),
  band: z.enum(overdueBands).nullable(),
})

/** One line of `lapsed --json`. */
export const lapsedRowSchema = z.strictObject({
  externalId: z.string(),
  lastVisitEnd: z.iso.datetime(),
  reasons: z.array(z.enum(lapseReasons)),
})

// Ids derived by md5 carry no version, so the looser shape.
export const recallCycleParams = z.object({ patientId: z.guid(), typeKey: z.string().max(64) })

/** `POST /api/recall/:patientId/:typeKey/due-date`: staff set the date by hand. */
export const overrideBody = z.strictObject({
  due: isoDay,
  reason: z.string().trim().min(1).max(300),
  /** Last day on which it holds; null: until the next visit starts a new cycle. */
  expiresOn: isoDay.nullable(),
})

/** `POST /api/recall/:patientId/:typeKey/pause`. */
export const pauseBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pause'), until: isoDay, reason: z.string().trim().min(1).max(300) }),
  z.strictObject({ kind: z.literal('resume') }),
])
