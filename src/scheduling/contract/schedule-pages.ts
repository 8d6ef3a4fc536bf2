import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { dayNames } from '../rules/weekly-plan.ts'
import { resourceKind } from './schedule-shapes.ts'

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
