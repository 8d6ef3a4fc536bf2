import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { cleanupDeadlineSchema } from '../../recall/contract/cleanup.ts'
import { workActions, workKinds } from '../rules/work-kinds.ts'

const count = z.int().min(0)

const targetSchema = z.discriminatedUnion('page', [
  z.object({ page: z.literal('thread'), threadId: z.string() }),
  z.object({ page: z.literal('patient'), patientId: z.string() }),
])

const workItemSchema = z.object({
  id: z.string(),
  kind: z.enum(workKinds),
  /** Of a thread: why a person is needed, as the inbox names it; null else. */
  need: z.string().nullable(),
  isUrgent: z.boolean(),
  patientId: z.string().nullable(),
  /** Null: nobody here knows the address. */
  patientName: z.string().nullable(),
  /** Masked phone or address, where no patient is known. */
  address: z.string().nullable(),
  /** Of a thread: what was written last, shortened. */
  text: z.string().nullable(),
  /** The visit it is about. */
  visit: z
    .object({
      appointmentId: z.string(),
      startsAt: whenSchema,
      minutes: count,
      service: z.string().nullable(),
      resource: z.string().nullable(),
      /** Messages about it that went out without an answer. */
      askedTimes: count,
      /** What the practice system said. */
      reason: z.string().nullable(),
    })
    .nullable(),
  /** Of an uncertain message: by which channel and when it was handed over. */
  message: z
    .object({ channel: z.enum(['sms', 'email']), submittedAt: whenSchema.nullable(), key: z.string() })
    .nullable(),
  since: whenSchema,
  /** How long it has waited: “18 min”, “3 h”, a date from a day on. */
  waitingText: z.string(),
  dueBy: whenSchema,
  /** Minutes until then; negative: late. */
  dueInMinutes: z.int(),
  action: z.enum(workActions),
  target: targetSchema,
})
export type WorkItem = z.infer<typeof workItemSchema>

const batchSchema = z.object({
  at: whenSchema,
  /** The time of day alone. */
  time: z.string(),
  channel: z.enum(['sms', 'email']),
  messages: count,
  /** There are more than were counted. */
  isAtLeast: z.boolean(),
  /** Null: messages about visits, or answers. */
  campaign: z.object({ id: z.string(), name: z.string() }).nullable(),
  about: z.enum(['campaign', 'visits', 'replies']),
  /** Minor currency units, of what is written already; null: only planned. */
  costMinor: z.number().nullable(),
  isQueued: z.boolean(),
})

const welcomeSchema = z.object({
  appointmentId: z.string(),
  patientId: z.string(),
  patientName: z.string(),
  startsAt: whenSchema,
  time: z.string(),
  /** Whole months since the last finished visit. */
  monthsAway: count,
  resource: z.string().nullable(),
  service: z.string().nullable(),
  /** Booked from our outreach. */
  isFromRecall: z.boolean(),
})

const chairSchema = z.object({
  resourceId: z.string(),
  name: z.string(),
  /** Minutes since local midnight. */
  open: z.array(z.object({ from: count, to: count })),
  booked: z.array(z.object({ from: count, to: count, isFromRecall: z.boolean() })),
  openMinutes: count,
  bookedMinutes: count,
  /** Open time that nobody has taken. */
  freeMinutes: count,
})

/** `GET /api/today`: what needs a person, and what ran by itself. */
export const todaySchema = z.object({
  now: whenSchema,
  /** Minutes since local midnight, for the line through the chairs. */
  nowMinutes: count,
  longDay: z.string(),
  work: z.object({ items: z.array(workItemSchema), total: count, page: count, pageSize: count }),
  /** Channels on which due messages wait and nothing goes out. */
  standing: z.array(z.object({ channel: z.enum(['sms', 'email']), messages: count, since: whenSchema })),
  /** Clean-up that somebody has, its deadline within a week or past. */
  cleanup: z.array(cleanupDeadlineSchema),
  byItself: z.object({
    since: whenSchema,
    planned: count,
    sent: count,
    withheld: count,
    failed: count,
    answers: count,
    answersLeft: count,
    booked: count,
    bookedFromOutreach: count,
    optedOut: count,
  }),
  next: z.array(batchSchema),
  welcome: z.array(welcomeSchema),
  chairs: z.object({ rows: z.array(chairSchema), openMinutes: count, bookedMinutes: count }),
  /** Cycles due this month, and how many of them have a visit; `name` is the month in the reader's language. */
  recalled: z.object({ month: z.string(), due: count, booked: count }),
  /** What a new clinic has: records, and care that it recalls patients for. */
  begun: z.object({ hasPatients: z.boolean(), recallsCare: z.boolean() }),
})
export type Today = z.infer<typeof todaySchema>

/** `GET /api/today?page=`: further pages of what needs a person. */
export const todayQuery = z.object({ page: z.coerce.number().int().min(1).max(1000).default(1) })
