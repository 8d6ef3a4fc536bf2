import { z } from 'zod'
import { languages } from '../platform/rules/language.ts'
import { overdueBands } from './rules/bands.ts'
import { dueTabs } from './rules/due-tabs.ts'
import { lapseReasons } from './rules/lapsed.ts'
import { recallStatuses } from './rules/status.ts'

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

const intervalSchema = z
  .strictObject({ months: z.int().min(0).max(240).default(0), days: z.int().min(0).max(3660).default(0) })
  .refine(({ months, days }) => months + days > 0, 'must be longer than nothing')

const codedConditions = z.array(z.strictObject({ system: z.string().min(1), codes })).min(1)

export const recallBenchmarks = ['dental', 'annual_preventive', 'chronic', 'specialist_follow_up'] as const

const ageSchema = z
  .strictObject({ from: z.int().min(0).max(130).optional(), to: z.int().min(0).max(130).optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, '"from" is above "to"')

/** One row of a pack: what recurs, for whom, and who says so. */
export const packedRecallTypeSchema = z
  .strictObject({
    key,
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
    source: z.string().trim().min(1),
    sourceUrl: z.url({ protocol: /^https?$/ }).optional(),
    verifiedOn: isoDay,
    /** The source is read again by then. */
    reviewOn: isoDay.optional(),
    status: z.enum(['suggested', 'unverified']),
  })
  .refine(({ triggers }) => fallbackTriggers.some((kind) => !triggers.some((one) => one.kind === kind)), {
    path: ['triggers'],
    message: 'any_visit and never_done exclude each other',
  })
  .refine(
    ({ interval, triggers, risk }) =>
      interval !== 'once' ||
      (risk === undefined && triggers.some(({ kind }) => !fallbackTriggers.some((one) => one === kind))),
    {
      path: ['interval'],
      message: '"once" needs a trigger of its own that says it was done, and no risk interval',
    },
  )

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

const days = z.coerce.number().int().min(-4000).max(40_000)
const keys = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').filter((one) => one !== '') : value),
  z.array(z.string().max(64)).max(50),
)

/** Which open cycles a due list names. `types` may be joined by commas; the search goes by name or number of the practice system. */
export const dueFilterSchema = z.object({
  tab: z.enum(dueTabs).default('overdue'),
  types: keys.default([]),
  overdueFromDays: days.optional(),
  overdueToDays: days.optional(),
  language: z.enum(languages).optional(),
  search: z.string().trim().max(100).default(''),
})
export type DueFilter = z.infer<typeof dueFilterSchema>

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

const reason = z.string().trim().min(1).max(300)
const lastDay = isoDay.nullable()

/** `POST /api/recall/:patientId/:typeKey/interval`: another interval for this patient, or the type's own again. */
export const intervalBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('arrange'),
    interval: intervalSchema,
    /** `round`: until the next trigger. */
    holds: z.enum(['round', 'always']),
    reason,
    expiresOn: lastDay,
  }),
  z.strictObject({ kind: z.literal('reset') }),
])

/** `POST /api/recall/:patientId/:typeKey/silence`: nobody here invites the patient for this, round after round. */
export const silenceBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choice'), reason, expiresOn: lastDay }),
  z.strictObject({
    kind: z.literal('balance'),
    /** Minor units: silent while the patient owes more. */
    amountMinor: z.int().min(0),
    reason,
    expiresOn: lastDay,
  }),
  z.strictObject({
    kind: z.literal('co_managed'),
    recalledBy: z.string().trim().min(1).max(120),
    reason,
    expiresOn: lastDay,
  }),
  z.strictObject({ kind: z.literal('end') }),
])

/** `POST /api/recall/cover`: whether an unclear appointment is for a recall type. */
export const coverBody = z.strictObject({
  appointmentId: z.guid(),
  typeKey: z.string().max(64),
  doesCover: z.boolean(),
  reason: z.string().trim().max(300).default(''),
})
