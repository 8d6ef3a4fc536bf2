import { staffReading } from '../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import { formatDate, formatTime, when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import { readAppointment } from './appointment.ts'
import { bookAppointment } from './book-appointment.ts'
import type { BookingRefusal } from './claim-time.ts'
import {
  bookingBody,
  bookingParams,
  bookingReply,
  openDaysSchema,
  openTimesQuery,
  servicesSchema,
} from './contract.ts'
import { type OpenDay, openDays } from './open-days.ts'

/** Booking at the front desk: what can be had, when, and the booking itself. */
export function schedulingRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/services', permission: 'see_patients', reply: servicesSchema },
    async ({ tx }) => ({
      services: await tx
        .as('scheduling')
        .read.selectFrom('scheduling.service')
        .select(['id', 'key', 'name', 'minutes'])
        .where('clinic_id', '=', tx.clinicId)
        .where('ended_at', 'is', null)
        .orderBy('name')
        .execute(),
    }),
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/open-times',
      permission: 'see_patients',
      query: openTimesQuery,
      reply: openDaysSchema,
    },
    async ({ tx, staff, query }) => {
      const { clinic, reading } = await staffReading(tx.as('clinic'), staff)
      const found = await openDays(tx.as('scheduling'), {
        serviceId: query.serviceId,
        patientId: query.patientId ?? null,
        from: query.from === undefined ? null : Temporal.PlainDate.from(query.from),
        zone: clinic.zone,
      })
      return {
        days: found.days.map((day) => presentDay(day, reading, tx.now)),
        later: found.later?.toString() ?? null,
      }
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/patients/:id/appointments',
      permission: 'book_visits',
      params: bookingParams,
      body: bookingBody,
      reply: bookingReply,
    },
    async ({ tx, staff, actor, params, body }) => {
      const booked = await bookAppointment(tx.as('scheduling'), {
        patientId: params.id,
        serviceId: body.serviceId,
        startsAt: Temporal.Instant.from(body.startsAt),
        resourceIds: [body.resourceId],
        via: 'staff',
        origin: null,
        subjectKey: null,
        actor,
      })
      if (!booked.ok) throw problemOf(booked.error)
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const visit = await readAppointment(tx.as('scheduling'), booked.value.appointmentId)
      if (visit === null) throw new Error('a visit that was booked is there')
      return { ...booked.value, startsAt: when(visit.startsAt, { ...reading, zone: visit.zone }, tx.now) }
    },
  )
}

function presentDay({ day, times }: OpenDay, reading: Reading, now: Temporal.Instant) {
  const [first] = times
  const at = first?.startsAt ?? day.toZonedDateTime(reading.zone).toInstant()
  return {
    key: day.toString(),
    text: formatDate(at, { ...reading, zone: first?.zone ?? reading.zone }, now),
    times: times.map((time) => ({
      startsAt: time.startsAt.toString(),
      time: formatTime(time.startsAt, { ...reading, zone: time.zone }),
      resourceId: time.resourceId,
      resource: time.resourceName,
    })),
  }
}

function problemOf({ kind }: BookingRefusal): HttpProblem {
  switch (kind) {
    case 'taken':
    case 'not_open':
    case 'in_the_past':
    case 'not_held':
      return new HttpProblem(409, kind)
    case 'unknown_patient':
    case 'unknown_service':
    case 'unknown_resource':
      return new HttpProblem(404, kind)
  }
}
