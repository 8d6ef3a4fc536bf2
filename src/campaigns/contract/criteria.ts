import { z } from 'zod'
import { consentPurposes } from '../../patients/rules/consent.ts'
import { languages } from '../../platform/rules/language.ts'
import { driftReasons } from '../../recall/rules/drift-reasons.ts'
import { recallStatuses } from '../../recall/rules/status.ts'
import {
  agoUnits,
  type Criterion,
  campaignAnswers,
  consentChannels,
  deepestCriteria,
  mostCriteria,
  safeContacts,
} from '../rules/criteria/criterion.ts'
import { plainPostcode } from '../rules/criteria/postcode.ts'
import { lapseBands } from '../rules/lapse-band.ts'

const mostNames = 100

/** An id, or the number or name that a provider, a place or a campaign has in the clinic. */
const reference = z.string().trim().min(1).max(120)
const code = z.string().trim().min(1).max(64)
const typeKey = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case words joined by _')
const share = z.int().min(0).max(100)
const money = z.int().min(0).max(1_000_000_000_000)

function some<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .min(1, 'name at least one')
    .max(mostNames, `names more than ${mostNames}`)
    .refine((list) => new Set(list).size === list.length, 'names one twice')
}

/** None named: any. */
function anyOr<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .max(mostNames, `names more than ${mostNames}`)
    .refine((list) => new Set(list).size === list.length, 'names one twice')
}

interface Bounds {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

const isBounded = ({ from, to }: Bounds): boolean => from !== undefined || to !== undefined
const isOrdered = ({ from, to }: Bounds): boolean => from === undefined || to === undefined || from <= to
const isAscending = ({ from, to }: Bounds): boolean => from === undefined || to === undefined || from < to
const unbounded = 'needs "from", "to" or both'
const disordered = '"from" is above "to"'
const flat = '"from" must be below "to"'

const agoCount = z.int().min(0).max(3660)
const ago = z
  .strictObject({ unit: z.enum(agoUnits), from: agoCount.optional(), to: agoCount.optional() })
  .refine(isBounded, unbounded)
  .refine(isAscending, flat)
const within = z.strictObject({ unit: z.enum(agoUnits), count: z.int().min(1).max(3660) })

const place = {
  services: some(code).optional(),
  specialities: some(z.string().trim().min(1).max(80)).optional(),
  providers: some(reference).optional(),
  locations: some(reference).optional(),
}

const visitCriteria = [
  z.strictObject({ kind: z.literal('last_visit'), ago, ...place }),
  z.strictObject({ kind: z.literal('visited'), within: within.optional(), ...place }),
  z
    .strictObject({
      kind: z.literal('next_visit'),
      has: z.boolean(),
      withinDays: z.int().min(0).max(3660).optional(),
    })
    .refine(({ has, withinDays }) => has || withinDays === undefined, {
      path: ['withinDays'],
      message: 'goes with "has: true" only; for "nothing within" put it into a "not"',
    }),
  z.strictObject({
    kind: z.literal('no_shows'),
    atLeast: z.int().min(1).max(100),
    within: within.optional(),
  }),
  z.strictObject({ kind: z.literal('cancelled_not_rebooked') }),
  z.strictObject({ kind: z.literal('only_emergency') }),
  z
    .strictObject({ kind: z.literal('value'), fromMinor: money.optional(), toMinor: money.optional() })
    .refine(
      ({ fromMinor: from, toMinor: to }) => isBounded({ from, to }),
      'needs "fromMinor", "toMinor" or both',
    )
    .refine(({ fromMinor: from, toMinor: to }) => isOrdered({ from, to }), '"fromMinor" is above "toMinor"'),
  z
    .strictObject({ kind: z.literal('value_percentile'), from: share.optional(), to: share.optional() })
    .refine(isBounded, unbounded)
    .refine(isAscending, flat),
] as const

const clinicalCriteria = [
  z.strictObject({
    kind: z.literal('recall_status'),
    types: anyOr(typeKey),
    statuses: some(z.enum(recallStatuses)),
  }),
  z.strictObject({ kind: z.literal('lapse'), bands: some(z.enum(lapseBands)) }),
  z.strictObject({ kind: z.literal('condition'), codes: some(code) }),
  z.strictObject({ kind: z.literal('unfinished_plan') }),
  z.strictObject({ kind: z.literal('insurance_changed') }),
] as const

const years = z.int().min(0).max(130)

const personCriteria = [
  z
    .strictObject({ kind: z.literal('age'), from: years.optional(), to: years.optional() })
    .refine(isBounded, unbounded)
    .refine(isOrdered, disordered),
  z.strictObject({ kind: z.literal('sex'), anyOf: some(z.enum(['female', 'male', 'other', 'unknown'])) }),
  z.strictObject({ kind: z.literal('language'), anyOf: some(z.enum(languages)) }),
  z.strictObject({
    kind: z.literal('postcode'),
    startsWith: some(
      z
        .string()
        .trim()
        .max(12)
        .refine((text) => plainPostcode(text) !== '', 'holds no letter or digit'),
    ),
  }),
  z.strictObject({
    kind: z.literal('distance'),
    km: z.number().min(0.1).max(20_000),
    from: z.strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    }),
  }),
] as const

const contactCriteria = [
  z.strictObject({ kind: z.literal('safe_contact'), anyOf: some(z.enum(safeContacts)) }),
  z.strictObject({ kind: z.literal('channel'), anyOf: some(z.enum(['sms', 'email', 'call', 'letter'])) }),
  z.strictObject({
    kind: z.literal('consent'),
    purpose: z.enum(consentPurposes),
    channels: some(z.enum(consentChannels)),
    anyOf: some(z.enum(['given', 'withdrawn', 'expired', 'missing'])),
  }),
  z.strictObject({
    kind: z.literal('campaign'),
    campaigns: anyOr(reference),
    answers: anyOr(z.enum(campaignAnswers)),
    within: within.optional(),
  }),
  z.strictObject({ kind: z.literal('drift_reason'), anyOf: some(z.enum(driftReasons)) }),
  z.strictObject({ kind: z.literal('tag'), anyOf: some(z.string().trim().toLowerCase().min(1).max(60)) }),
] as const

const nested = z.lazy(() => anyCriterion)

const group = z
  .array(nested)
  .min(1, 'name at least one criterion')
  .max(mostCriteria, `holds more than ${mostCriteria} criteria`)

const anyCriterion: z.ZodType<Criterion> = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('all'), of: group }),
    z.strictObject({ kind: z.literal('any'), of: group }),
    z.strictObject({ kind: z.literal('not'), of: nested }),
    ...visitCriteria,
    ...clinicalCriteria,
    ...personCriteria,
    ...contactCriteria,
  ],
  { error: 'is no kind of criterion' },
)

/** Criteria as they are written, edited and stored. Size is judged before shape, so that a tower of `not` is no way in. */
export const criterionSchema: z.ZodType<Criterion> = z
  .unknown()
  .superRefine((value, context) => {
    const fault = sizeFault(value)
    if (fault !== null) context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message })
  })
  .pipe(anyCriterion)

interface SizeFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Walks without recursion: how deep it goes is what is asked. */
function sizeFault(root: unknown): SizeFault | null {
  const waiting: {
    readonly value: unknown
    readonly path: readonly (string | number)[]
    readonly depth: number
  }[] = [{ value: root, path: [], depth: 1 }]
  let criteria = 0
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    criteria += 1
    if (one.depth > deepestCriteria)
      return { path: one.path, message: `lies deeper than ${deepestCriteria} criteria inside each other` }
    if (criteria > mostCriteria) return { path: [], message: `holds more than ${mostCriteria} criteria` }
    const { path, depth } = one
    waiting.push(
      ...partsOf(one.value).map(({ value, at }) => ({ value, path: [...path, ...at], depth: depth + 1 })),
    )
  }
  return null
}

function partsOf(
  value: unknown,
): readonly { readonly value: unknown; readonly at: readonly (string | number)[] }[] {
  if (typeof value !== 'object' || value === null || !('of' in value)) return []
  if (!Array.isArray(value.of)) return [{ value: value.of, at: ['of'] }]
  const list: readonly unknown[] = value.of
  return list.slice(0, mostCriteria + 1).map((part, index) => ({ value: part, at: ['of', index] }))
}
