import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import {
  arrangedIntervalSchema,
  pauseKindSchema,
  pauseSchema,
  silenceSchema,
  usedIntervalSchema,
} from '../../recall/contract/explanation.ts'
import { cycleObstacles } from '../../recall/rules/cycle.ts'
import { driftReasons } from '../../recall/rules/drift-reasons.ts'

const count = z.int().min(0)

const cardPurposes = ['visit_admin', 'care_recall', 'reactivation', 'feedback', 'marketing'] as const

const contactSchema = z.object({
  contactPointId: z.string(),
  channel: z.enum(['sms', 'call', 'email']),
  /** Masked. */
  shown: z.string(),
  /** The whole number or address; null for roles that may not write to patients. */
  full: z.string().nullable(),
  isPreferred: z.boolean(),
  isInvalid: z.boolean(),
  /** One cell for each purpose of `cardPurposes`; missing: never asked. */
  consent: z.array(
    z.object({ purpose: z.enum(cardPurposes), state: z.enum(['given', 'withdrawn', 'expired', 'missing']) }),
  ),
})

const recallSchema = z.object({
  typeKey: z.string(),
  /** In the reader's language. */
  name: z.string(),
  status: z.enum(['not_due', 'due_soon', 'due', 'overdue', 'lapsed', 'booked', 'paused']),
  band: z.string().nullable(),
  due: whenSchema,
  /** The computed date, where staff moved it. */
  dueComputed: whenSchema.nullable(),
  /** Negative while the date lies ahead. */
  overdueDays: z.int(),
  movedBy: z.object({ name: z.string(), reason: z.string().nullable() }).nullable(),
  /** Null: nothing is added to a first round, or the facts changed a moment ago. */
  interval: usedIntervalSchema.nullable(),
  arranged: arrangedIntervalSchema.nullable(),
  /** Why nobody is invited now. */
  pauseKind: pauseKindSchema.nullable(),
  pause: pauseSchema.nullable(),
  /** What staff arranged about inviting, the newest first. */
  silences: z.array(silenceSchema),
  bookedAt: whenSchema.nullable(),
  isUnclear: z.boolean(),
  /** The services that satisfy it. */
  serviceKeys: z.array(z.string()),
})

const visitSchema = z.object({
  appointmentId: z.string(),
  startsAt: whenSchema,
  minutes: count,
  service: z.string().nullable(),
  resource: z.string().nullable(),
  confirmation: z.enum(['open', 'confirmed', 'declined']),
  practiceState: z.enum(['local', 'requested', 'confirmed', 'refused', 'timed_out']),
  isFromRecall: z.boolean(),
})

/** `GET /api/patients/:id`. */
export const patientCardSchema = z.object({
  person: z.object({
    id: z.string(),
    name: z.string(),
    /** The number in the practice system. */
    number: z.string(),
    /** “24 years”; null: birth date unknown. */
    age: z.string().nullable(),
    birthDate: whenSchema.nullable(),
    sex: z.enum(['female', 'male', 'other', 'unknown']),
    language: z.enum(['en', 'pl', 'ru', 'ms']).nullable(),
    since: whenSchema.nullable(),
    isDeceased: z.boolean(),
    leftAt: whenSchema.nullable(),
    /** The surviving record, when this one was merged away. */
    mergedInto: z.string().nullable(),
    safeContact: z.enum(['normal', 'confidential', 'none']),
  }),
  contacts: z.array(contactSchema),
  /** By which a person may write, SMS first; null for roles that may not. */
  writing: z
    .array(
      z.object({
        contactPointId: z.string(),
        channel: z.enum(['sms', 'email']),
        /** Masked. */
        shown: z.string(),
        /** The gate's reason against it, or `no_account`; null: a message goes out. */
        refusal: z.string().nullable(),
      }),
    )
    .nullable(),
  /** Others reached at the same number or address. */
  household: z.array(
    z.object({ patientId: z.string(), name: z.string(), age: z.string().nullable(), shown: z.string() }),
  ),
  recalls: z.array(recallSchema),
  /** Enabled types that are not due for this patient, and why. */
  notDue: z.array(z.object({ typeKey: z.string(), name: z.string(), obstacle: z.enum(cycleObstacles) })),
  upcoming: z.array(visitSchema),
  /** The newest booking that the practice system refused, while nothing has taken its place. */
  refused: visitSchema.extend({ reason: z.string().nullable() }).nullable(),
  numbers: z.object({
    kept: count,
    missed: count,
    cancelled: count,
    /** Minor currency units; null: no visit carries a value. */
    valueMinor: z.number().nullable(),
    currency: z.string(),
    lastVisit: whenSchema.nullable(),
  }),
  drift: z.object({
    /** Over a year without a visit, and none booked. */
    isAway: z.boolean(),
    /** Why they stay away, as somebody said; null: nobody did, or they came again. */
    said: z
      .object({ reason: z.enum(driftReasons), note: z.string(), by: z.string(), at: whenSchema })
      .nullable(),
  }),
  campaigns: z.array(
    z.object({
      enrolmentId: z.string(),
      campaignId: z.string(),
      name: z.string(),
      kind: z.enum(['recall', 'reactivation', 'one_off']),
      /** hold_out: is not written to, so that the gain can be measured. */
      arm: z.enum(['contacted', 'hold_out']),
      enrolledAt: whenSchema,
      /** Messages that went out. */
      sent: count,
      nextAt: whenSchema.nullable(),
    }),
  ),
  /** The conversation with this patient's number that waits for a person, if any. */
  waitingThread: z
    .object({ threadId: z.string(), need: z.string().nullable(), since: whenSchema })
    .nullable(),
})
export type PatientCard = z.infer<typeof patientCardSchema>

const patientRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  number: z.string(),
  age: z.string().nullable(),
  language: z.enum(['en', 'pl', 'ru', 'ms']).nullable(),
  /** Masked; the address asked first. */
  contact: z.string().nullable(),
  lastVisit: whenSchema.nullable(),
  nextVisit: whenSchema.nullable(),
  /** The open recall that is due first. */
  recall: z.object({ name: z.string(), due: whenSchema, overdueDays: z.int() }).nullable(),
  isDeceased: z.boolean(),
  hasLeft: z.boolean(),
})

const patientSorts = ['name', 'last_visit', 'next_visit'] as const

/** `GET /api/patients?q=&language=&standing=&sort=&page=`. */
export const patientListQuery = z.object({
  q: z.string().trim().max(100).optional(),
  language: z.enum(['en', 'pl', 'ru', 'ms']).optional(),
  /** Left out: present patients; gone: deceased or formally left. */
  standing: z.enum(['present', 'gone', 'all']).default('present'),
  /** Last visit 18 to 36 months ago and nothing booked: whom a clean-up ends with. */
  away: z.enum(['18_36']).optional(),
  sort: z.enum(patientSorts).default('name'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(10).max(200).default(50),
})
export type PatientListQuery = z.infer<typeof patientListQuery>

export const patientListSchema = z.object({
  rows: z.array(patientRowSchema),
  total: count,
  page: count,
  pageSize: count,
})
export type PatientList = z.infer<typeof patientListSchema>
