import type { FastifyInstance, FastifyReply } from 'fastify'
import { checkPage } from '../../../web/patient/pages/check.ts'
import { timesPage } from '../../../web/patient/pages/times.ts'
import { whatWords } from '../../../web/patient/visit-words.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import { bindPageLink } from '../../outreach/page-link.ts'
import { formatTime } from '../../platform/i18n/format-time.ts'
import { isUuid } from '../../platform/rules/brand.ts'
import { type Appointment, readAppointment } from '../../scheduling/appointment.ts'
import { bookHeldTime } from '../../scheduling/book-appointment.ts'
import { extendHold, holdTime } from '../../scheduling/hold-time.ts'
import { type Door, openDoor, type Visit } from './doors.ts'
import {
  byDay,
  type ChosenTime,
  daysFrom,
  firstChoice,
  nearestTo,
  readTimeValue,
  timeValue,
} from './offered-times.ts'
import type { OpenedLink, Opener } from './opened-link.ts'
import { visitFacts } from './visit-facts.ts'
import { type WantedVisit, wantedVisit } from './wanted-visit.ts'

const door = (method: Door['method'], path: string): Door => ({
  purposes: ['book', 'confirm'],
  method,
  path,
  needs: 'birth_date',
})

/** Choosing a time, keeping it for a while, booking it. */
export function bookingDoors(app: FastifyInstance, opener: Opener): void {
  openDoor(app, { ...opener, door: door('GET', '/times') }, showTimes)
  openDoor(app, { ...opener, door: door('POST', '/times') }, chooseTime)
  openDoor(app, { ...opener, door: door('GET', '/check') }, showHold)
  openDoor(app, { ...opener, door: door('POST', '/keep') }, keepLonger)
  openDoor(app, { ...opener, door: door('POST', '/check') }, book)
}

async function showTimes({ opened, given }: Visit): Promise<string> {
  const taken = readTimeValue(given['taken']) ?? readTimeValue(given['refused'])
  const day =
    given['all'] === undefined
      ? null
      : (readDay(given['from']) ?? opened.now.toZonedDateTimeISO(opened.clinic.zone).toPlainDate())
  const { wanted, page } = await opened.inClinic(async (tx) => {
    const wanted = await wantedOf(opened, tx)
    if (wanted === null) return { wanted, page: { times: [], earlier: null, later: null } }
    const search = { wanted, patientId: opened.link.patientId }
    if (day !== null) return { wanted, page: await daysFrom(tx, search, { day, zone: opened.clinic.zone }) }
    const times = taken === null ? await firstChoice(tx, search) : await nearestTo(tx, search, taken)
    return { wanted, page: { times, earlier: null, later: null } }
  })
  const isMove = wanted?.replaces != null
  const kind = day === null ? 'few' : 'all'
  return timesPage(opened.frame, {
    action: opened.to('/times'),
    days: byDay(page.times, { reading: opened.reading, chosen: readTimeValue(given['time']), kind }),
    kind,
    isMove,
    what: whatWords(opened.frame.say, {
      service: wanted?.serviceName ?? null,
      minutes: wanted?.minutes ?? 0,
    }),
    where: opened.clinic.address,
    notice: noticeOf(given),
    links: {
      other: day === null ? opened.to('/times?all=1') : null,
      earlier: page.earlier === null ? null : opened.to(`/times?all=1&from=${page.earlier.toString()}`),
      later: page.later === null ? null : opened.to(`/times?all=1&from=${page.later.toString()}`),
      first: day === null ? null : opened.to('/times'),
      back: isMove ? opened.to('/visit') : null,
    },
    notNowAction: isMove || opened.link.purpose !== 'book' ? null : opened.to('/not-now'),
  })
}

async function chooseTime({ opened, reply, given }: Visit): Promise<FastifyReply> {
  const chosen = readTimeValue(given['time'])
  if (chosen === null) return reply.redirect(opened.to('/times?choose=1'), 303)
  const { link } = opened
  const held = await opened.inClinic(async (tx) => {
    const wanted = await wantedOf(opened, tx)
    if (wanted === null) return null
    return holdTime(tx.as('scheduling'), {
      patientId: link.patientId,
      serviceId: wanted.serviceId,
      minutes: wanted.minutes,
      startsAt: chosen.startsAt,
      resourceIds: [chosen.resourceId],
      via: 'page',
      origin: link.origin,
      subjectKey: link.subjectKey,
      replaces: wanted.replaces?.id ?? null,
    })
  })
  if (held === null || !held.ok) return reply.redirect(takenHref(opened, chosen), 303)
  if (!held.value.isAlreadyBooked)
    return reply.redirect(opened.to(`/check?h=${held.value.appointmentId}`), 303)
  await leadTo(opened, held.value.appointmentId)
  return reply.redirect(opened.to('/visit'), 303)
}

async function showHold(visit: Visit): Promise<string | FastifyReply> {
  const { opened, reply, given } = visit
  const hold = await holdOf(opened, given)
  if (hold === null) return reply.redirect(opened.to('/times'), 303)
  if (hold.state === 'booked') return reply.redirect(opened.to('/done'), 303)
  const keptUntil = hold.heldUntil ?? opened.now
  const isLapsed = Temporal.Instant.compare(keptUntil, opened.now) <= 0
  return checkPage(opened.frame, {
    visit: visitFacts(opened, hold),
    keptUntil: formatTime(keptUntil, { ...opened.reading, zone: hold.zone }),
    isLapsed,
    isMove: hold.replaces !== null,
    bookAction: opened.to(`/check?h=${hold.id}`),
    extendAction: isLapsed ? null : opened.to(`/keep?h=${hold.id}`),
    otherHref: opened.to('/times'),
  })
}

async function keepLonger({ opened, request, reply }: Visit): Promise<FastifyReply> {
  const hold = await holdOf(opened, request.query)
  if (hold === null) return reply.redirect(opened.to('/times'), 303)
  await opened.inClinic(async (tx) => extendHold(tx.as('scheduling'), hold.id))
  return reply.redirect(opened.to(`/check?h=${hold.id}`), 303)
}

async function book({ opened, request, reply }: Visit): Promise<FastifyReply> {
  const hold = await holdOf(opened, request.query)
  const resourceId = hold?.resources[0]?.id
  if (hold === null || resourceId === undefined) return reply.redirect(opened.to('/times'), 303)
  const actor: Actor = { kind: 'patient', id: opened.link.patientId }
  const booking = await opened.inClinic(async (tx) => {
    const made = await bookHeldTime(tx.as('scheduling'), { appointmentId: hold.id, actor })
    if (made.ok) {
      await bindPageLink(tx.as('outreach'), {
        tokenHash: opened.link.tokenHash,
        appointmentId: made.value.appointmentId,
      })
    }
    return made
  })
  if (!booking.ok) return reply.redirect(takenHref(opened, { startsAt: hold.startsAt, resourceId }), 303)
  return reply.redirect(opened.to('/done'), 303)
}

/** The hold that the address names, if it is this patient's. */
async function holdOf(opened: OpenedLink, given: unknown): Promise<Appointment | null> {
  const id = typeof given === 'object' && given !== null && 'h' in given ? given.h : null
  if (typeof id !== 'string' || !isUuid(id)) return null
  const hold = await opened.inClinic(async (tx) => readAppointment(tx.as('scheduling'), id))
  if (hold === null || hold.patientId !== opened.link.patientId) return null
  return ['held', 'expired', 'booked'].includes(hold.state) ? hold : null
}

async function leadTo(opened: OpenedLink, appointmentId: string): Promise<void> {
  const { tokenHash } = opened.link
  await opened.inClinic(async (tx) => bindPageLink(tx.as('outreach'), { tokenHash, appointmentId }))
}

async function wantedOf(
  { link, reading }: OpenedLink,
  tx: Parameters<typeof wantedVisit>[0],
): Promise<WantedVisit | null> {
  return wantedVisit(tx, {
    appointmentId: link.appointmentId,
    subjectKey: link.subjectKey,
    language: reading.language,
  })
}

function takenHref(opened: OpenedLink, chosen: ChosenTime): string {
  return opened.to(`/times?taken=${timeValue(chosen)}`)
}

function noticeOf(given: Readonly<Record<string, unknown>>): 'taken' | 'refused' | 'choose' | null {
  if (given['taken'] !== undefined) return 'taken'
  if (given['refused'] !== undefined) return 'refused'
  return given['choose'] === undefined ? null : 'choose'
}

function readDay(text: unknown): Temporal.PlainDate | null {
  if (typeof text !== 'string' || !/^2\d{3}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return null
  }
}
