import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { languages } from '../../platform/rules/language.ts'

const count = z.int().min(0)

/** `GET /api/unclear-visits`. */
export const unclearVisitsQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(10).max(200).default(50),
})

const unclearVisitSchema = z.object({
  /** appointmentId:typeKey. */
  id: z.string(),
  appointmentId: z.string(),
  patientId: z.string(),
  name: z.string(),
  language: z.enum(languages).nullable(),
  at: whenSchema,
  minutes: count,
  /** Null: nobody knows what it is for; else it is one that satisfies the type, only much later than it is due. */
  service: z.string().nullable(),
  /** The practice system's own words about it. */
  note: z.string().nullable(),
  typeKey: z.string(),
  typeName: z.string(),
  due: whenSchema,
  /** Negative while the date lies ahead. */
  overdueDays: z.int(),
})
export type UnclearVisitRow = z.infer<typeof unclearVisitSchema>

/** Appointments of which a person has to say whether they are for a recall, the soonest first. */
export const unclearVisitsSchema = z.object({
  rows: z.array(unclearVisitSchema),
  total: count,
  page: count,
  pageSize: count,
})
export type UnclearVisits = z.infer<typeof unclearVisitsSchema>
