import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { timelineKinds, visitNews } from '../rules/timeline-kinds.ts'

const base = {
  id: z.string(),
  at: whenSchema,
  /** “08:42” on the reader's clock. */
  time: z.string(),
  /** For grouping; `relative` is set for the two newest days. */
  day: z.object({ key: z.string(), text: z.string(), relative: z.enum(['today', 'yesterday']).nullable() }),
}

const campaign = z.object({ id: z.string(), name: z.string() }).nullable()

const checkSchema = z.object({
  check: z.string(),
  passed: z.boolean(),
  fact: z.string(),
  /** The law that was asked, where the place has one of its own. */
  rule: z.object({ contacts: z.int(), withinHours: z.int(), source: z.string() }).optional(),
})

export const timelineEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('message'),
    channel: z.enum(['sms', 'email']),
    /** Message key of the packs. */
    message: z.string(),
    language: z.enum(['en', 'pl', 'ru', 'ms']),
    subject: z.string().nullable(),
    /** As sent, links shortened to an ellipsis. */
    text: z.string(),
    state: z.enum(['queued', 'withheld', 'expired', 'submitting', 'accepted', 'failed', 'ambiguous']),
    reason: z.string().nullable(),
    delivery: z.enum(['none', 'enroute', 'delivered', 'failed']),
    deliveredAt: whenSchema.nullable(),
    clickedAt: whenSchema.nullable(),
    isReply: z.boolean(),
    campaign,
    /** The step of the campaign or visit stream. */
    step: z.string(),
    parts: z.int(),
    costMinor: z.number(),
    /** The gate's last trace, newest decision: why it was sent or withheld. */
    trace: z.array(checkSchema),
  }),
  z.object({
    ...base,
    kind: z.literal('received'),
    channel: z.enum(['sms', 'email']),
    text: z.string(),
    /** What it was understood as; null: not looked at by itself. */
    intent: z.string().nullable(),
    threadId: z.string(),
  }),
  z.object({
    ...base,
    kind: z.literal('decision'),
    channel: z.enum(['sms', 'email']).nullable(),
    step: z.string(),
    stage: z.enum(['planned', 'sending']),
    outcome: z.enum(['send', 'hold', 'skip', 'exit']),
    reason: z.string(),
    holdUntil: whenSchema.nullable(),
    messageId: z.string().nullable(),
    campaign,
    trace: z.array(checkSchema),
  }),
  z.object({
    ...base,
    kind: z.literal('visit'),
    news: z.enum(visitNews),
    appointmentId: z.string().nullable(),
    startsAt: whenSchema.nullable(),
    minutes: z.int().nullable(),
    service: z.string().nullable(),
    resource: z.string().nullable(),
    /** Who booked: import, page, sms, staff; null where it does not apply. */
    via: z.string().nullable(),
    reason: z.string().nullable(),
    campaign,
  }),
  z.object({
    ...base,
    kind: z.literal('enrolment'),
    news: z.enum(['enrolled', 'invited', 'closed']),
    arm: z.enum(['contacted', 'hold_out']),
    /** Who invited by hand; null for other news. */
    by: z.string().nullable(),
    campaign: z.object({ id: z.string(), name: z.string() }),
    band: z.string().nullable(),
    typeKey: z.string().nullable(),
    /** Why it closed; null while open. */
    reason: z.string().nullable(),
  }),
  z.object({
    ...base,
    kind: z.literal('consent'),
    channel: z.enum(['sms', 'email', 'call', 'letter', 'any']),
    purpose: z.string(),
    state: z.enum(['given', 'withdrawn']),
    method: z.string(),
    evidence: z.string(),
    /** Masked. */
    address: z.string(),
  }),
  z.object({
    ...base,
    kind: z.literal('change'),
    /** subject.verb, as in the audit trail. */
    action: z.string(),
    actorKind: z.enum(['staff', 'patient', 'system', 'command_line']),
    actorName: z.string().nullable(),
  }),
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
