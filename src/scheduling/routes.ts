import { staffReading } from '../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import { formatDate, formatTime, when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { Result } from '../platform/rules/result.ts'
import { bookAppointment } from './book-appointment.ts'
import { cancelAppointment } from './cancel-appointment.ts'
import { closeAppointment } from './close-appointment.ts'
import { confirmVisit } from './confirm-visit.ts'
import {
  appointmentParams,
  bookBody,
  bookedReply,
  changedReply,
  moveBody,
  openTimesQuery,
  openTimesSchema,
  outcomeBody,
  servicesSchema,
} from './contract.ts'
import { findOpenTimes, type OpenTime } from './find-open-times.ts'
import { listServices } from './list-services.ts'
import { moveAppointment } from './move-appointment.ts'

const change = { method: 'POST', permission: 'book_visits', params: appointmentParams } as const

/** Booking at the front desk: what can be had, when, the booking itself, and what may become of it. */
export function schedulingRoutes(server: StaffServer): void {
  openingRoutes(server)
  bookingRoutes(server)
  outcomeRoutes(server)
}

function openingRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/services', permission: 'see_patients', reply: servicesSchema },
    async ({ tx }) => listServices(tx.as('scheduling')),
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/open-times',
      permission: 'see_patients',
      query: openTimesQuery,
      reply: openTimesSchema,
    },
    async ({ tx, staff, query }) => {
      const { clinic, reading } = await staffReading(tx.as('clinic'), staff)
      const today = tx.now.toZonedDateTimeISO(clinic.zone).toPlainDate()
      const day = query.from === undefined ? today : Temporal.PlainDate.from(query.from)
      const opening = day.toZonedDateTime(clinic.zone).toInstant()
      const times = await findOpenTimes(tx.as('scheduling'), {
        serviceId: query.serviceId,
        resourceId: query.resourceId ?? null,
        from: later(opening, tx.now.add(shortestNotice)),
        to: day.add({ days: query.days }).toZonedDateTime(clinic.zone).toInstant(),
        limit: query.limit,
        order: 'soonest',
        patientId: query.patientId ?? null,
      })
      return { times: times.map((time) => presentTime(time, reading, tx.now)) }
    },
  )
}

// A time that begins this second is past before anybody has clicked.
const shortestNotice: Temporal.DurationLike = { minutes: 1 }

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? other : one
}

/** A resource elsewhere is told by its own clock: that is when the patient has to be there. */
function presentTime(time: OpenTime, clinicReading: Reading, now: Temporal.Instant) {
  const { startsAt, zone } = time
  const reading = { ...clinicReading, zone }
  return {
    startsAt: when(startsAt, reading, now),
    time: formatTime(startsAt, reading),
    day: {
      key: startsAt.toZonedDateTimeISO(zone).toPlainDate().toString(),
      text: formatDate(startsAt, reading, now),
    },
    resourceId: time.resourceId,
    resource: time.resourceName,
  }
}

function bookingRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/appointments',
      permission: 'book_visits',
      body: bookBody,
      reply: bookedReply,
    },
    async ({ tx, actor, body }) =>
      done(
        await bookAppointment(tx.as('scheduling'), {
          patientId: body.patientId,
          serviceId: body.serviceId,
          startsAt: Temporal.Instant.from(body.startsAt),
          resourceIds: [body.resourceId],
          via: 'staff',
          origin: null,
          subjectKey: null,
          actor,
        }),
      ),
  )
  staffRoute(
    server,
    { ...change, url: '/api/appointments/:id/move', body: moveBody, reply: bookedReply },
    async ({ tx, actor, params, body }) =>
      done(
        await moveAppointment(tx.as('scheduling'), {
          appointmentId: params.id,
          startsAt: Temporal.Instant.from(body.startsAt),
          resourceIds: [body.resourceId],
          via: 'staff',
          actor,
        }),
      ),
  )
}

function outcomeRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { ...change, url: '/api/appointments/:id/confirm', reply: changedReply },
    async ({ tx, actor, params }) =>
      done(await confirmVisit(tx.as('scheduling'), { appointmentId: params.id, actor })),
  )
  staffRoute(
    server,
    { ...change, url: '/api/appointments/:id/cancel', reply: changedReply },
    async ({ tx, actor, params }) =>
      done(await cancelAppointment(tx.as('scheduling'), { appointmentId: params.id, by: 'staff', actor })),
  )
  staffRoute(
    server,
    { ...change, url: '/api/appointments/:id/outcome', body: outcomeBody, reply: changedReply },
    async ({ tx, actor, params, body }) =>
      done(
        await closeAppointment(tx.as('scheduling'), {
          appointmentId: params.id,
          outcome: body.outcome,
          actor,
        }),
      ),
  )
}

/** What nobody knows is not found; every other refusal is a state of things that the page can tell. */
function done<T>(result: Result<T, { readonly kind: string }>): T {
  if (result.ok) return result.value
  const { kind } = result.error
  throw new HttpProblem(kind.startsWith('unknown_') ? 404 : 409, kind)
}
