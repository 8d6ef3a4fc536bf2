import { z } from 'zod'
import { whenSchema } from '../platform/contract/when.ts'
import { needs } from './rules/resolve-inbound.ts'
import { snoozeKeys } from './rules/snooze-choices.ts'

// Ids derived by md5 carry no version, so the looser shape.
const id = z.guid()

/** Which threads: mine, everybody's, put off, finished. */
export const inboxTabSchema = z.enum(['mine', 'team', 'snoozed', 'done'])
export type InboxTab = z.infer<typeof inboxTabSchema>

/** `GET /api/inbox` */
export const inboxQuerySchema = z.object({
  tab: inboxTabSchema.default('team'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
export type InboxQuery = z.infer<typeof inboxQuerySchema>

const personSchema = z.object({ id, name: z.string() })

export const threadLineSchema = z.object({
  id,
  /** Everybody behind the address; empty: nobody on record. */
  people: z.array(personSchema),
  /** The address with its middle hidden. */
  address: z.string(),
  channel: z.enum(['sms', 'email']),
  lastText: z.string(),
  lastAt: whenSchema,
  /** Why a person is needed; null: nobody is. */
  need: z.enum(needs).nullable(),
  /** `begun`: by us, and nothing is said yet; no list shows it. */
  state: z.enum(['begun', 'open', 'snoozed', 'done']),
  /** How long they have waited, in words: “18 min”; null: they do not wait. */
  waiting: z.string().nullable(),
  snoozedUntil: whenSchema.nullable(),
  assignedTo: personSchema.nullable(),
})
export type ThreadLine = z.infer<typeof threadLineSchema>

export const inboxPageSchema = z.object({
  counts: z.object({
    mine: z.number().int(),
    team: z.number().int(),
    snoozed: z.number().int(),
    done: z.number().int(),
  }),
  page: z.number().int(),
  pageSize: z.number().int(),
  threads: z.array(threadLineSchema),
})
export type InboxPage = z.infer<typeof inboxPageSchema>

export const threadEventKeys = [
  'visit_booked',
  'visit_confirmed',
  'visit_cancelled',
  'time_taken',
  'messages_ended',
  'messages_started_again',
] as const

export const threadEntrySchema = z.object({
  id: z.string(),
  kind: z.enum(['in', 'out', 'event']),
  /** Empty for events: `event` names them. */
  text: z.string(),
  at: whenSchema,
  /** Only the time, for the line under a bubble. */
  time: z.string(),
  /** The day, for the rule between days. */
  day: z.string(),
  event: z.object({ key: z.enum(threadEventKeys), visitAt: whenSchema.nullable() }).nullable(),
  /** Inbound: how it was read; null where nothing read it. */
  understood: z
    .object({ intent: z.string(), digit: z.string().nullable(), language: z.string().nullable() })
    .nullable(),
  /** Outbound: who wrote it. */
  by: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('campaign'), campaignId: id, name: z.string() }),
      z.object({ kind: z.literal('visit') }),
      z.object({ kind: z.literal('itself') }),
      z.object({ kind: z.literal('staff'), name: z.string() }),
    ])
    .nullable(),
  /** Outbound: where it stands. */
  delivery: z.enum(['queued', 'sent', 'delivered', 'failed', 'uncertain', 'withheld']).nullable(),
  messageId: id.nullable(),
})
export type ThreadEntry = z.infer<typeof threadEntrySchema>

/** `GET /api/inbox/:threadId` */
export const threadPageSchema = z.object({
  thread: threadLineSchema,
  language: z.enum(['en', 'pl', 'ru', 'ms']),
  people: z.array(
    personSchema.extend({
      age: z.string().nullable(),
      nextVisit: z
        .object({ id, at: whenSchema, service: z.string().nullable(), isConfirmed: z.boolean() })
        .nullable(),
    }),
  ),
  /** False: the address has ended messages, nobody is on record there, or the gate refuses what would be no answer. */
  mayAnswer: z.boolean(),
  hasEndedMessages: z.boolean(),
  /** The gate's reason, where that is why. */
  refusal: z.string().nullable(),
  entries: z.array(threadEntrySchema),
  /** Whom the thread can be given to. */
  staff: z.array(personSchema),
  /** The times to which it can be put off at once. */
  snoozes: z.array(z.object({ key: z.enum(snoozeKeys), until: whenSchema })),
})
export type ThreadPage = z.infer<typeof threadPageSchema>

export const threadParamsSchema = z.object({ threadId: id })

/** `POST /api/inbox/:threadId/reply`; `key` is made by the page, so that sending twice is sending once. */
export const replyBodySchema = z.object({ text: z.string().trim().min(1).max(1530), key: id })

export const replyDoneSchema = z.object({
  /** When it leaves, where the gate holds it; null: at once. */
  leavesAt: whenSchema.nullable(),
})
export type ReplyDone = z.infer<typeof replyDoneSchema>

/** `POST /api/inbox`: the thread in which a patient is written to, made where there is none. */
export const beginBodySchema = z.strictObject({
  patientId: id,
  contactPointId: id,
  channel: z.enum(['sms', 'email']),
})
export const begunSchema = z.object({ threadId: id })
export type Begun = z.infer<typeof begunSchema>

/** `POST /api/inbox/:threadId/assign`; null: nobody's. */
export const assignBodySchema = z.object({ staffId: id.nullable() })

/** `POST /api/inbox/:threadId/snooze` */
export const snoozeBodySchema = z.object({ until: z.iso.datetime({ offset: true }) })

/** `POST /api/inbox/:threadId/measure`: how long an answer would be; writes nothing, a POST to keep the text out of addresses. */
export const measureBodySchema = z.object({ text: z.string().max(1530) })
export const answerMeasureSchema = z.object({
  /** Of an SMS; null: an e-mail has no parts. Units are septets or UCS-2 units; offenders the characters that force UCS-2. */
  sms: z
    .object({
      parts: z.number().int(),
      units: z.number().int(),
      room: z.number().int(),
      offenders: z.array(z.string()),
    })
    .nullable(),
  /** Minor currency units; null: no account to send by. */
  costMinor: z.number().nullable(),
})
export type AnswerMeasure = z.infer<typeof answerMeasureSchema>
