import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { timelineKinds } from '../rules/timeline-kinds.ts'
import { historyFacts } from './history-facts.ts'

const base = {
  id: z.string(),
  at: whenSchema,
  /** “08:42” on the reader's clock. */
  time: z.string(),
  /** For grouping; `relative` is set for the two newest days. */
  day: z.object({ key: z.string(), text: z.string(), relative: z.enum(['today', 'yesterday']).nullable() }),
}

const checkSchema = z.object({
  check: z.string(),
  passed: z.boolean(),
  fact: z.string(),
  /** The law that was asked, where the place has one of its own. */
  rule: z.object({ contacts: z.int(), withinHours: z.int(), source: z.string() }).optional(),
})

/** In a message's text, links are shortened to an ellipsis; addresses are masked. */
export const timelineEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('message'),
    ...historyFacts.message,
    deliveredAt: whenSchema.nullable(),
    clickedAt: whenSchema.nullable(),
    /** The gate's last trace, newest decision: why it was sent or withheld. */
    trace: z.array(checkSchema),
  }),
  z.object({ ...base, kind: z.literal('received'), ...historyFacts.received }),
  z.object({
    ...base,
    kind: z.literal('decision'),
    ...historyFacts.decision,
    holdUntil: whenSchema.nullable(),
    trace: z.array(checkSchema),
  }),
  z.object({
    ...base,
    kind: z.literal('visit'),
    ...historyFacts.visit,
    startsAt: whenSchema.nullable(),
  }),
  z.object({ ...base, kind: z.literal('enrolment'), ...historyFacts.enrolment }),
  z.object({ ...base, kind: z.literal('consent'), ...historyFacts.consent }),
  z.object({ ...base, kind: z.literal('change'), ...historyFacts.change }),
])
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

/** `GET /api/patients/:id/timeline?kind=&before=`; `before` is `next` of the page before. */
export const timelineQuery = z.object({
  kind: z.enum(timelineKinds).default('all'),
  before: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const timelineSchema = z.object({
  entries: z.array(timelineEntrySchema),
  /** Of this kind in all. */
  total: z.int(),
  /** The oldest entry's moment of all; null: there is none. */
  since: whenSchema.nullable(),
  /** Give as `before` for what is older; null: nothing is. */
  next: z.string().nullable(),
})
export type Timeline = z.infer<typeof timelineSchema>
