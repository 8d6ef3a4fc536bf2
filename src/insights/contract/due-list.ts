import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { languages } from '../../platform/rules/language.ts'
import {
  arrangedIntervalSchema,
  pauseSchema,
  silenceSchema,
  usedIntervalSchema,
} from '../../recall/contract/explanation.ts'
import { dueFilterSchema } from '../../recall/contract.ts'
import { overdueBands } from '../../recall/rules/bands.ts'
import { dueSorts } from '../../recall/rules/due-tabs.ts'
import { recallStatuses, silenceKinds } from '../../recall/rules/status.ts'
import { enrolmentEnds } from '../rules/next-step.ts'

const count = z.int().min(0)
/** `GET /api/due-list`. */
export const dueListQuery = dueFilterSchema.extend({
  sort: z.enum(dueSorts).default('longest_overdue'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(10).max(200).default(50),
})
export type DueListQuery = z.infer<typeof dueListQuery>

/** `POST /api/due-list/export`: the rows of the list in its order, as a file for spreadsheets. */
export const dueExportBody = dueFilterSchema.extend({ sort: z.enum(dueSorts).default('longest_overdue') })
export type DueExportBody = z.infer<typeof dueExportBody>

/** What happens next with this patient; the first that applies, in this order. */
const nextStepSchema = z.discriminatedUnion('kind', [
  /** Nobody here invites the patient for this; `recalledBy`: who does instead. */
  z.object({ kind: z.literal('silent'), silence: z.enum(silenceKinds), recalledBy: z.string().nullable() }),
  z.object({ kind: z.literal('resumes'), at: whenSchema }),
  /** `isUnclear`: a person should look whether the visit is for this. */
  z.object({ kind: z.literal('visit'), at: whenSchema, isUnclear: z.boolean() }),
  /** The patient wrote and waits. */
  z.object({ kind: z.literal('answer'), threadId: z.string() }),
  /** A message that is written already; the gate checks again when it goes out. */
  z.object({ kind: z.literal('message'), channel: z.enum(['sms', 'email']), at: whenSchema }),
  z.object({ kind: z.literal('hold_out') }),
  /** Withheld or waiting; `reason` is the key of the gate's decision. */
  z.object({ kind: z.literal('held'), reason: z.string(), at: whenSchema.nullable() }),
  /** A campaign looks at the patient again. */
  z.object({ kind: z.literal('planned'), at: whenSchema }),
  /** The last campaign is over. */
  z.object({ kind: z.literal('over'), state: z.enum(enrolmentEnds) }),
  z.object({ kind: z.literal('nothing') }),
])
export type NextStep = z.infer<typeof nextStepSchema>

const dueRowSchema = z.object({
  /** patientId:typeKey. */
  id: z.string(),
  patientId: z.string(),
  name: z.string(),
  language: z.enum(languages).nullable(),
  typeKey: z.string(),
  /** In the reader's language. */
  typeName: z.string(),
  due: whenSchema,
  /** Negative while the date lies ahead. */
  overdueDays: z.int(),
  status: z.enum(recallStatuses),
  band: z.enum(overdueBands).nullable(),
  next: nextStepSchema,
})
export type DueListRow = z.infer<typeof dueRowSchema>

export const dueListSchema = z.object({
  /** Enabled recall types, for the filter; none: nothing can be due. */
  types: z.array(z.object({ key: z.string(), name: z.string() })),
  rows: z.array(dueRowSchema),
  page: count,
  pageSize: count,
})
export type DueList = z.infer<typeof dueListSchema>

/** `GET /api/due-list/tabs`: how many each tab holds. Apart, because in a very large clinic rows come sooner than their number. */
export const dueTabsSchema = z.object({
  due_soon: count,
  overdue: count,
  lapsed: count,
  booked: count,
  paused: count,
})
export type DueTabCounts = z.infer<typeof dueTabsSchema>

/** `GET /api/due-list/count`: how many rows a filter lets through. */
export const dueCountSchema = z.object({ total: count })
export type DueCount = z.infer<typeof dueCountSchema>

// Ids derived by md5 carry no version, so the looser shape.
export const dueCycleParams = z.object({ patientId: z.guid(), typeKey: z.string().max(64) })

/** `GET /api/due-list/:patientId/:typeKey`: the panel beside a row. */
export const dueCycleSchema = dueRowSchema.extend({
  /** “41 years”; null: birth date unknown. */
  age: z.string().nullable(),
  /** Which cycle of this type it is, the first being 1. */
  round: count,
  /** The day that started the cycle. */
  triggeredOn: whenSchema,
  /** Nothing was ever done: it counts from the first visit, or from the least age. */
  isFirstRound: z.boolean(),
  /** Null: nothing is added to a first round. */
  interval: usedIntervalSchema.nullable(),
  /** Another interval for this patient, by staff. */
  arranged: arrangedIntervalSchema.nullable(),
  dueComputed: whenSchema,
  /** The first day on which it counts as lapsed. */
  lapsesOn: whenSchema,
  /** Set by staff; null: the computed date counts. */
  override: z.object({ by: z.string(), reason: z.string(), expiresOn: whenSchema.nullable() }).nullable(),
  pause: pauseSchema.nullable(),
  /** What staff arranged about inviting, the newest first. */
  silences: z.array(silenceSchema),
  enabledBy: z.string(),
  /** The services that satisfy it. */
  serviceKeys: z.array(z.string()),
})
export type DueCycleDetail = z.infer<typeof dueCycleSchema>
