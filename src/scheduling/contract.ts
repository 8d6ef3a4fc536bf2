import { z } from 'zod'
import { whenSchema } from '../platform/contract/when.ts'

// Ids derived by md5 carry no version, so the looser shape.
const id = z.guid()
const instant = z.iso.datetime({ offset: true })

/** `GET /api/services`: what may be booked, and with whom. */
export const servicesSchema = z.object({
  services: z.array(z.object({ id: z.string(), key: z.string(), name: z.string(), minutes: z.int() })),
  resources: z.array(z.object({ id: z.string(), name: z.string(), serviceIds: z.array(z.string()) })),
})
export type Services = z.infer<typeof servicesSchema>

/** `GET /api/open-times`; `from` is a day of the clinic, today by default; `patientId`: whose own hold is not in the way. */
export const openTimesQuery = z.object({
  serviceId: id,
  resourceId: id.optional(),
  patientId: id.optional(),
  from: z.iso.date().optional(),
  days: z.coerce.number().int().min(1).max(60).default(14),
  limit: z.coerce.number().int().min(1).max(200).default(60),
})

/** Sorted by start. */
export const openTimesSchema = z.object({
  times: z.array(
    z.object({
      startsAt: whenSchema,
      /** “15:05”. */
      time: z.string(),
      /** For grouping by the clinic's day. */
      day: z.object({ key: z.string(), text: z.string() }),
      resourceId: z.string(),
      resource: z.string(),
    }),
  ),
})
export type OpenTimes = z.infer<typeof openTimesSchema>

export const appointmentParams = z.object({ id })

/** `POST /api/appointments`; 409 taken, not_open or in_the_past: choose another time. */
export const bookBody = z.strictObject({
  patientId: id,
  serviceId: id,
  resourceId: id,
  startsAt: instant,
})
export type BookBody = z.infer<typeof bookBody>

/** `isNew` false: the patient had such a visit ahead already, and nothing was booked. */
export const bookedReply = z.object({ appointmentId: z.string(), isNew: z.boolean() })
export type BookedReply = z.infer<typeof bookedReply>

/** `POST /api/appointments/:id/move`; the reply names the new appointment. */
export const moveBody = z.strictObject({ startsAt: instant, resourceId: id })

/** `POST /api/appointments/:id/outcome`, once the time has come; 409 not_begun or is_over. */
export const outcomeBody = z.strictObject({ outcome: z.enum(['fulfilled', 'no_show']) })

/** `POST /api/appointments/:id/confirm`, `/cancel`, `/outcome`; `isNew` false: it was so already. */
export const changedReply = z.object({ isNew: z.boolean() })
