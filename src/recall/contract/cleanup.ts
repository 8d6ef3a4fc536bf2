import { z } from 'zod'
import { duplicateSchema } from '../../patients/contract/duplicates.ts'
import { whenSchema } from '../../platform/contract/when.ts'
import { languages } from '../../platform/rules/language.ts'
import { cleanupDecisions, cleanupKinds } from '../rules/cleanup.ts'
import { driftReasons } from '../rules/drift-reasons.ts'

const count = z.int().min(0)
const kind = z.enum(cleanupKinds)
const decisions = z.enum(Object.values(cleanupDecisions).flat())
const reason = z.string().trim().max(300).default('')

/** How far what was given to somebody has come. */
const progressSchema = z.object({
  done: count,
  of: count,
  /** The nearest deadline; null: nothing is given to anybody. */
  due: whenSchema.nullable(),
  /** Negative: past it. */
  daysLeft: z.int().nullable(),
})
export type CleanupProgress = z.infer<typeof progressSchema>

/** What somebody has of one list, its deadline within a week or past. */
export const cleanupDeadlineSchema = z.object({
  kind: z.enum(cleanupKinds),
  owner: z.string(),
  /** Of their account; null: no account has this name. */
  ownerId: z.string().nullable(),
  items: z.int().min(1),
  due: whenSchema,
  /** Negative: late. */
  daysLeft: z.int(),
})
export type CleanupDeadline = z.infer<typeof cleanupDeadlineSchema>

/** `GET /api/cleanup`: how much there is of each kind, who has it, how far they are. */
export const cleanupSummarySchema = z.object({
  kinds: z.array(z.object({ kind, open: count, unowned: count })),
  owners: z.array(progressSchema.extend({ name: z.string(), open: count })),
  progress: progressSchema,
  /** Patients away for 18 to 36 months with nothing booked: whom the review is for. */
  away: count,
  /** Who may be given something: everybody with an account. */
  colleagues: z.array(z.string()),
})
export type CleanupSummary = z.infer<typeof cleanupSummarySchema>

/** `GET /api/cleanup/:kind`; `after`: `next` of the page before. */
export const cleanupQuery = z.object({
  /** A name; `nobody`: what nobody has. Absent: all. */
  owner: z.string().trim().min(1).max(200).optional(),
  unowned: z.stringbool().default(false),
  after: z.string().max(1000).optional(),
  pageSize: z.coerce.number().int().min(10).max(200).default(50),
})

export const cleanupKindParams = z.object({ kind })

const factSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('duplicate'),
    otherName: z.string(),
    otherNumber: z.string(),
    likelihood: z.number(),
    isCertain: z.boolean(),
  }),
  /** `wrong`: addresses on record that do not work. */
  z.object({ kind: z.literal('no_contact'), wrong: count, lastVisit: whenSchema.nullable() }),
  z.object({
    kind: z.literal('invalid_contact'),
    shown: z.string(),
    /** The carrier's or mail server's word, or `wrong_person`. */
    reason: z.string().nullable(),
    since: whenSchema.nullable(),
  }),
  z.object({ kind: z.literal('no_last_visit'), since: whenSchema, missed: count }),
  z.object({
    kind: z.literal('unclear_visit'),
    at: whenSchema,
    service: z.string().nullable(),
    note: z.string().nullable(),
    typeName: z.string(),
    due: whenSchema,
  }),
  z.object({ kind: z.literal('no_birth_date'), lastVisit: whenSchema.nullable() }),
  z.object({ kind: z.literal('drift'), lastVisit: whenSchema, monthsAway: count, visits: count }),
])
export type CleanupFact = z.infer<typeof factSchema>

const rowSchema = z.object({
  /** Names the item in every address about it. */
  item: z.string(),
  patientId: z.string(),
  name: z.string(),
  language: z.enum(languages).nullable(),
  /** The number in the practice system. */
  number: z.string(),
  owner: z.string().nullable(),
  due: whenSchema.nullable(),
  daysLeft: z.int().nullable(),
  fact: factSchema,
})
export type CleanupRow = z.infer<typeof rowSchema>

/** One page of what is open; `next` null: there is no more. */
export const cleanupListSchema = z.object({ rows: z.array(rowSchema), next: z.string().nullable() })
export type CleanupList = z.infer<typeof cleanupListSchema>

const item = z.string().regex(/^[0-9a-f-]{36}(:[A-Za-z0-9_.:-]{1,100})?$/)
export const cleanupItemParams = z.object({ kind, item })

/** `GET /api/cleanup/:kind/:item`: what a person looks at before deciding. */
export const cleanupDetailSchema = rowSchema.extend({
  birthDate: whenSchema.nullable(),
  lastVisit: whenSchema.nullable(),
  visits: count,
  assignedBy: z.string().nullable(),
  /** Every address on record, partly hidden. */
  contacts: z.array(z.object({ shown: z.string(), isWrong: z.boolean(), isAsked: z.boolean() })),
  /** Of a duplicate: both records side by side. */
  pair: duplicateSchema.nullable(),
  /** Decided before, about facts that have changed since. */
  earlier: z.object({ decision: decisions, reason: z.string(), by: z.string(), at: whenSchema }).nullable(),
})
export type CleanupDetail = z.infer<typeof cleanupDetailSchema>

/** `POST /api/cleanup/:kind/:item/decide` */
export const cleanupDecisionBody = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('merge'), survivorId: z.guid().nullable(), reason }),
  z.strictObject({
    decision: z.literal('contact'),
    address: z.string().trim().min(3).max(254),
    reason,
  }),
  z.strictObject({ decision: z.enum(['visited', 'born']), on: z.iso.date(), reason }),
  z.strictObject({ decision: z.literal('reason'), driftReason: z.enum(driftReasons), reason }),
  z.strictObject({
    decision: z.enum([
      'apart',
      'none_to_be_had',
      'remove',
      'right_after_all',
      'never_came',
      'covers',
      'does_not_cover',
      'cannot_be_known',
      'cannot_tell',
    ]),
    reason,
  }),
])
export type CleanupDecisionBody = z.input<typeof cleanupDecisionBody>

/** `POST /api/cleanup/:kind/assign`: `items` null: all of the kind, or all of them that nobody has. */
export const cleanupAssignBody = z.strictObject({
  owner: z.string().trim().min(1).max(200),
  items: z.array(item).min(1).max(500).nullable(),
  onlyUnowned: z.boolean().default(false),
})

export const cleanupAssignedSchema = z.object({
  owner: z.string(),
  items: count,
  due: whenSchema,
})

/** `POST /api/patients/:id/drift-reason`; null takes back what was said. */
export const driftReasonBody = z.strictObject({
  reason: z.enum(driftReasons).nullable(),
  note: z.string().trim().max(300).default(''),
})
