import { z } from 'zod'
import { whenSchema } from '../platform/contract/when.ts'

// Ids derived by md5 carry no version, so the looser shape.
const id = z.guid()

/** `GET /api/services`: what can be booked. */
export const servicesSchema = z.object({
  services: z.array(z.object({ id: z.string(), key: z.string(), name: z.string(), minutes: z.int() })),
})
export type Services = z.infer<typeof servicesSchema>

/** `GET /api/open-times`: of a service, from a local day on (default: now). */
export const openTimesQuery = z.object({
  serviceId: id,
  /** Whose own hold is not in the way. */
  patientId: id.optional(),
  from: z.iso.date().optional(),
})

export const openDaysSchema = z.object({
  /** The next days that have any open time, with all their times. */
  days: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      times: z.array(
        z.object({
          startsAt: z.string(),
          /** On the wall clock of the resource. */
          time: z.string(),
          resourceId: z.string(),
          resource: z.string(),
        }),
      ),
    }),
  ),
  /** Give as `from` for later days; null: there are none within the span that is looked at. */
  later: z.string().nullable(),
})
export type OpenDays = z.infer<typeof openDaysSchema>

export const bookingParams = z.object({ id })

/** `POST /api/patients/:id/appointments`; 409 taken, not_open or in_the_past: choose another time. */
export const bookingBody = z.strictObject({
  serviceId: id,
  startsAt: z.iso.datetime({ offset: true }),
  resourceId: id,
})
export type BookingBody = z.infer<typeof bookingBody>

export const bookingReply = z.object({
  appointmentId: z.string(),
  /** False: the patient has a visit for this service ahead already; that one is told, and nothing was booked. */
  isNew: z.boolean(),
  startsAt: whenSchema,
})
export type BookingReply = z.infer<typeof bookingReply>
