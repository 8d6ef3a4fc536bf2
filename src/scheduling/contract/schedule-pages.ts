import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { dayNames } from '../rules/weekly-plan.ts'
import {
  closureShape,
  resourceKind,
  scheduleKey,
  scheduleName,
  serviceFields,
  speciality,
  weekPlan,
} from './schedule-shapes.ts'

const plannedService = z.object({
  id: z.string(),
  /** What recall types and schedule files name it by. */
  key: z.string(),
  name: z.string(),
  minutes: z.int(),
  isBookable: z.boolean(),
  valueMinor: z.int().nullable(),
  speciality: z.string().nullable(),
  endedAt: whenSchema.nullable(),
  resourceIds: z.array(z.string()),
  /** Goes back with a change: whoever saves second is told. */
  revision: z.string(),
})
export type PlannedService = z.infer<typeof plannedService>

const plannedResource = z.object({
  id: z.string(),
  kind: resourceKind,
  name: z.string(),
  /** IANA, where it differs from the clinic's. */
  zone: z.string().nullable(),
  speciality: z.string().nullable(),
  endedAt: whenSchema.nullable(),
  serviceIds: z.array(z.string()),
  /** Sorted wall-clock hours such as "08:00-16:00"; closed days are left out. */
  hours: z.partialRecord(z.enum(dayNames), z.array(z.string())),
  /** It came with records: name and kind are theirs, and it ends there. */
  isImported: z.boolean(),
  /** The practice system tells its free and busy time; weekly hours say nothing. */
  hasSlots: z.boolean(),
  revision: z.string(),
})
export type PlannedResource = z.infer<typeof plannedResource>

const plannedClosure = z.object({
  id: z.string(),
  /** Null: the whole clinic. */
  resourceId: z.string().nullable(),
  /** First and last day, or moment where it begins or ends inside of a day; equal for one whole day. */
  from: whenSchema,
  to: whenSchema,
  label: z.string().nullable(),
})
export type PlannedClosure = z.infer<typeof plannedClosure>

/** `GET /api/schedule`: services and resources by name, ended ones included; closures that are not over. */
export const scheduleSchema = z.object({
  services: z.array(plannedService),
  resources: z.array(plannedResource),
  closures: z.array(plannedClosure),
  /** Whoever asks may change it. */
  mayChange: z.boolean(),
  /** The clinic's. */
  zone: z.string(),
  /** ISO 4217. */
  currency: z.string(),
})
export type Schedule = z.infer<typeof scheduleSchema>

// Ids derived by md5 carry no version, so the looser shape.
const id = z.guid()

/** What it was when somebody began to change it; 409 changed_meanwhile when it is something else by now. */
const revision = z.string()

/** `POST /api/schedule/services`: a new one, or what one that is in use says from now on. */
export const saveServiceBody = z.strictObject({
  service: z.strictObject({
    ...serviceFields,
    /** Of a new one; left out it follows from the name. It lasts: recall types name services by it. */
    key: scheduleKey.optional(),
  }),
  /** Who gives it. */
  resourceIds: z.array(id).max(500),
  /** Left out: a new one. 409 key_taken. */
  known: z.strictObject({ id, revision }).optional(),
})
export type SaveService = z.infer<typeof saveServiceBody>

/** `POST /api/schedule/resources`: a new person, chair or room, or what one says from now on. */
export const saveResourceBody = z.strictObject({
  resource: z.strictObject({
    name: scheduleName,
    kind: resourceKind,
    /** IANA; left out: the clinic's. */
    zone: z.string().max(60).optional(),
    speciality: speciality.optional(),
    hours: weekPlan,
  }),
  /** What it gives, of the services in use. */
  serviceIds: z.array(id).max(500),
  /** Left out: a new one. 409 of_records: its name, kind and zone are those of the records it came with. */
  known: z.strictObject({ id, revision }).optional(),
})
export type SaveResource = z.infer<typeof saveResourceBody>

export const scheduleParams = z.object({ id })

/** `POST /api/schedule/services/:id/end`, `/restore`, and the same of resources. Booked visits stay. */
export const endBody = z.strictObject({ revision })

/** Of whatever was saved, ended or is back. */
export const savedReply = z.object({ id: z.string() })

/** `POST /api/schedule/closures`, in the clinic's wall-clock time; 409 in_the_past. */
export const addClosureBody = closureShape(id)
export type AddClosure = z.infer<typeof addClosureBody>

/** `POST /api/schedule/closures/:id/remove`: what puts it back. */
export const removedClosureReply = z.object({ closure: addClosureBody })
export type RemovedClosure = z.infer<typeof removedClosureReply>

/** `POST /api/schedule/visits-ahead`: how many booked visits a change would leave where nobody is expected to be. */
export const visitsAheadBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hours'),
    id,
    revision,
    hours: weekPlan,
    serviceIds: z.array(id).max(500),
  }),
  z.strictObject({ kind: z.literal('givers'), id, revision, resourceIds: z.array(id).max(500) }),
  z.strictObject({ kind: z.literal('end_service'), id }),
  z.strictObject({ kind: z.literal('end_resource'), id }),
  z.strictObject({ kind: z.literal('closure'), closure: addClosureBody }),
])
export type VisitsAheadQuestion = z.infer<typeof visitsAheadBody>

export const visitsAheadSchema = z.object({ visits: z.int(), first: whenSchema.nullable() })
export type VisitsAhead = z.infer<typeof visitsAheadSchema>
