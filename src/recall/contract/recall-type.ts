import { z } from 'zod'

const key = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case words joined by _')
const name = z.string().trim().min(1).max(60)
const codes = z.array(z.string().trim().min(1).max(64)).min(1, 'name at least one code')
const isoDay = z.iso.date()

const coded = <Kind extends string>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), system: z.string().min(1), codes })

const triggerSchema = z.discriminatedUnion('kind', [
  /** Where none of its own is on record: any completed visit. */
  z.strictObject({ kind: z.literal('any_visit') }),
  /** Where none of its own is on record: due from the first visit on, or from the least age (screening). */
  z.strictObject({ kind: z.literal('never_done') }),
  coded('visit'),
  coded('procedure'),
  coded('diagnosis'),
  coded('result'),
  /** The end of a treatment plan; without codes of any plan. */
  z.strictObject({
    kind: z.literal('plan_end'),
    system: z.string().min(1).optional(),
    codes: codes.optional(),
  }),
])

/** How a type's own triggers are told from what stands in where there are none. */
const fallbackTriggers = ['any_visit', 'never_done'] as const

export const intervalSchema = z
  .strictObject({ months: z.int().min(0).max(240).default(0), days: z.int().min(0).max(3660).default(0) })
  .refine(({ months, days }) => months + days > 0, 'must be longer than nothing')

const codedConditions = z.array(z.strictObject({ system: z.string().min(1), codes })).min(1)

export const recallBenchmarks = ['dental', 'annual_preventive', 'chronic', 'specialist_follow_up'] as const

const ageSchema = z
  .strictObject({ from: z.int().min(0).max(130).optional(), to: z.int().min(0).max(130).optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, '"from" is above "to"')

/** What recurs and for whom: what a pack and a clinic both say about a type. */
const typeFields = {
  names: z.strictObject({ en: name, pl: name, ru: name, ms: name }),
  triggers: z.array(triggerSchema).min(1, 'a recall type needs a trigger'),
  /** One of these conditions, or a finding recorded as the value of a result, is needed. */
  conditions: codedConditions.optional(),
  /** Who has one of these has no need of it. */
  excludedConditions: codedConditions.optional(),
  /** Closer (or wider) for patients with one of these. */
  risk: z.strictObject({ conditions: codedConditions, interval: intervalSchema }).optional(),
  /** `once`: a trigger of its own ends it for good. */
  interval: z.union([intervalSchema, z.literal('once')]),
  dueSoonDays: z.int().min(1).max(365),
  /** Days overdue that are still recall; `never`: it stays recall until done (screening). */
  graceDays: z.union([z.int().min(0).max(365), z.literal('never')]),
  age: ageSchema.optional(),
  sex: z.enum(['female', 'male']).optional(),
  /** Types that take this one's place while the patient has them. */
  supersededBy: z.array(key).default([]),
  /**
   * Whether those count this one's triggers too. If not, they take its place only with a trigger that is not older, or
   * where it was never done.
   */
  sharesTriggers: z.boolean().default(true),
  /** Types whose patients grow into this one (child to adult): their triggers count as its own. */
  succeeds: z.array(key).default([]),
  serviceKeys: z.array(key).min(1, 'name at least one service that satisfies it'),
  /** Chair time it needs. */
  minutes: z.int().min(5).max(600).optional(),
  benchmark: z.enum(recallBenchmarks).optional(),
  priority: z.int().min(1).max(1000),
  source: z.string().trim().min(1).max(500),
  sourceUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** The source is read again by then. */
  reviewOn: isoDay.optional(),
}

const clinicTypeObject = z.strictObject(typeFields)
type TypeAsAWhole = Pick<z.infer<typeof clinicTypeObject>, 'triggers' | 'interval' | 'risk'>

const isFallback = (kind: string) => fallbackTriggers.some((one) => one === kind)

/** What no field shows alone. */
function checkWhole({ triggers, interval, risk }: TypeAsAWhole, context: z.RefinementCtx): void {
  if (fallbackTriggers.every((kind) => triggers.some((one) => one.kind === kind)))
    context.addIssue({
      code: 'custom',
      path: ['triggers'],
      message: 'any_visit and never_done exclude each other',
    })
  const endsByItself = risk === undefined && triggers.some(({ kind }) => !isFallback(kind))
  if (interval === 'once' && !endsByItself)
    context.addIssue({
      code: 'custom',
      path: ['interval'],
      message: '"once" needs a trigger of its own that says it was done, and no risk interval',
    })
}

/** A type as staff write it in the console; who answers for it and since when, the server knows. */
export const clinicRecallTypeSchema = clinicTypeObject.superRefine(checkWhole)
export type ClinicRecallType = z.infer<typeof clinicRecallTypeSchema>

/** One row of a pack: what recurs, for whom, and who says so. */
export const packedRecallTypeSchema = z
  .strictObject({ key, ...typeFields, verifiedOn: isoDay, status: z.enum(['suggested', 'unverified']) })
  .superRefine(checkWhole)
export type PackedRecallType = z.infer<typeof packedRecallTypeSchema>

/** A type as it is enabled: a pack's row, or the clinic's own word (`clinic`). */
export const recallTypeDefinitionSchema = z
  .strictObject({
    key,
    ...typeFields,
    verifiedOn: isoDay,
    status: z.enum(['suggested', 'unverified', 'clinic']),
  })
  .superRefine(checkWhole)
export type RecallTypeDefinition = z.infer<typeof recallTypeDefinitionSchema>

export const specialties = ['dental', 'primary_care', 'physiotherapy', 'specialist'] as const
export type Specialty = (typeof specialties)[number]

/** A file of packs/recall. */
export const recallPackSchema = z.strictObject({
  pack: key,
  version: z.string().trim().min(1),
  specialty: z.enum(specialties),
  /** ISO 3166 alpha-2; absent: any country. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  types: z.array(packedRecallTypeSchema).min(1),
})
export type RecallPack = z.infer<typeof recallPackSchema>
