import type { FastifyInstance, FastifyReply } from 'fastify'
import { donePage } from '../../../web/patient/pages/done.ts'
import { cancelPage, endedVisitPage, visitPage } from '../../../web/patient/pages/visit.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import { type Appointment, currentAppointment, upcomingAppointments } from '../../scheduling/appointment.ts'
import { cancelAppointment } from '../../scheduling/cancel-appointment.ts'
import { confirmVisit } from '../../scheduling/confirm-visit.ts'
import { calendarFile } from './calendar-file.ts'
import { type Door, openDoor, type Visit } from './doors.ts'
import { timeValue } from './offered-times.ts'
import type { OpenedLink, Opener } from './opened-link.ts'
import { visitFacts, wayHref } from './visit-facts.ts'
import { liveOrNull } from './wanted-visit.ts'

const door = (method: Door['method'], path: string): Door => ({
  purposes: ['book', 'confirm'],
  method,
  path,
  needs: 'birth_date',
})

/** A visit that is booked: is it still right, and what follows. */
export function visitDoors(app: FastifyInstance, opener: Opener): void {
  openDoor(app, { ...opener, door: door('GET', '/visit') }, withVisit(showVisit))
  openDoor(app, { ...opener, door: door('POST', '/visit') }, withVisit(confirm))
  openDoor(app, { ...opener, door: door('GET', '/cancel') }, withVisit(askCancel))
  openDoor(app, { ...opener, door: door('POST', '/cancel') }, withVisit(cancel))
  openDoor(app, { ...opener, door: door('GET', '/cancelled') }, showCancelled)
  openDoor(app, { ...opener, door: door('GET', '/done') }, withVisit(showDone))
  openDoor(app, { ...opener, door: door('GET', '/visit.ics') }, withVisit(sendCalendarFile))
}

type VisitAnswer = (
  visit: Visit,
  appointment: Appointment,
) => Promise<string | FastifyReply> | string | FastifyReply

/** The link's visit as it stands; where it is none any more, a page that says so. */
function withVisit(answer: VisitAnswer) {
  return async (visit: Visit): Promise<string | FastifyReply> => {
    const { opened, reply } = visit
    const { appointmentId } = opened.link
    if (appointmentId === null) return reply.redirect(opened.to('/times'), 303)
    const appointment = await opened.inClinic(async (tx) =>
      currentAppointment(tx.as('scheduling'), appointmentId),
    )
    const live = liveOrNull(appointment, opened.now)
    if (live !== null) return answer(visit, live)
    const refused = appointment?.practiceState === 'refused' ? refusedTime(appointment) : null
    if (refused !== null) return reply.redirect(opened.to(`/times?refused=${refused}`), 303)
    return endedVisitPage(opened.frame, { kind: 'gone', anewHref: await anewHref(opened) })
  }
}

function showVisit({ opened }: Visit, appointment: Appointment): string {
  return visitPage(opened.frame, {
    visit: visitFacts(opened, appointment),
    isConfirmed: appointment.confirmation === 'confirmed',
    yesAction: opened.to('/visit'),
    moveHref: opened.to('/times'),
    cancelHref: opened.to('/cancel'),
    wayHref: wayHref(opened),
  })
}

async function confirm({ opened, reply }: Visit, { id }: Appointment): Promise<FastifyReply> {
  await opened.inClinic(async (tx) =>
    confirmVisit(tx.as('scheduling'), { appointmentId: id, actor: patientOf(opened) }),
  )
  return reply.redirect(opened.to('/done?said=yes'), 303)
}

function askCancel({ opened }: Visit, appointment: Appointment): string {
  return cancelPage(opened.frame, {
    visit: visitFacts(opened, appointment),
    cancelAction: opened.to('/cancel'),
    keepHref: opened.to('/visit'),
  })
}

async function cancel({ opened, reply }: Visit, { id }: Appointment): Promise<FastifyReply> {
  await opened.inClinic(async (tx) =>
    cancelAppointment(tx.as('scheduling'), { appointmentId: id, by: 'patient', actor: patientOf(opened) }),
  )
  return reply.redirect(opened.to('/cancelled'), 303)
}

async function showCancelled({ opened }: Visit): Promise<string> {
  return endedVisitPage(opened.frame, { kind: 'cancelled', anewHref: await anewHref(opened) })
}

function showDone({ opened, given }: Visit, appointment: Appointment): string {
  return donePage(opened.frame, {
    visit: visitFacts(opened, appointment),
    outcome: outcomeOf(appointment, given['said'] === 'yes'),
    practice: practiceOf(appointment),
    reminder: isRemindedOf(appointment, opened.now) ? opened.link.channel : null,
    calendarHref: opened.to('/visit.ics'),
    wayHref: wayHref(opened),
    changeHref: opened.to('/visit'),
    againHref: opened.to('/done'),
  })
}

function sendCalendarFile({ opened, reply }: Visit, appointment: Appointment): FastifyReply {
  return reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', 'attachment; filename="visit.ics"')
    .send(calendarFile(opened, appointment))
}

function outcomeOf(
  { confirmation, replaces }: Appointment,
  hasJustConfirmed: boolean,
): 'booked' | 'moved' | 'confirmed' {
  if (hasJustConfirmed && confirmation === 'confirmed') return 'confirmed'
  return replaces === null ? 'booked' : 'moved'
}

/** The reminder goes out the day before: a visit today or tomorrow has none to come. */
function isRemindedOf({ startsAt, zone }: Appointment, now: Temporal.Instant): boolean {
  const day = startsAt.toZonedDateTimeISO(zone).toPlainDate()
  return now.toZonedDateTimeISO(zone).toPlainDate().until(day).days >= 2
}

function practiceOf({ practiceState }: Appointment): 'settled' | 'requested' | 'timed_out' {
  switch (practiceState) {
    case 'local':
    case 'confirmed':
      return 'settled'
    case 'requested':
      return 'requested'
    case 'refused':
    case 'timed_out':
      return 'timed_out'
  }
}

function refusedTime({ startsAt, resources }: Appointment): string | null {
  const resourceId = resources[0]?.id
  return resourceId === undefined ? null : timeValue({ startsAt, resourceId })
}

/** A new time is offered to whoever has none. */
async function anewHref(opened: OpenedLink): Promise<string | null> {
  const upcoming = await opened.inClinic(async (tx) =>
    upcomingAppointments(tx.as('scheduling'), opened.link.patientId),
  )
  return upcoming.length > 0 ? null : opened.to('/times')
}

function patientOf({ link }: OpenedLink): Actor {
  return { kind: 'patient', id: link.patientId }
}
