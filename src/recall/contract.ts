import { z } from 'zod'
import { languages } from '../platform/rules/language.ts'
import { intervalSchema } from './contract/recall-type.ts'
import { overdueBands } from './rules/bands.ts'
import { dueTabs } from './rules/due-tabs.ts'
import { lapseReasons } from './rules/lapsed.ts'
import { recallStatuses } from './rules/status.ts'

const isoDay = z.iso.date()

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
  /** Null takes back what was said. */
  doesCover: z.boolean().nullable(),
  reason: z.string().trim().max(300).default(''),
})
