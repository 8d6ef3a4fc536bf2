import type { FastifyInstance } from 'fastify'
import { birthDatePage } from '../../../web/patient/pages/birth-date.ts'
import { noticePage } from '../../../web/patient/pages/leave.ts'
import { bindPageLink } from '../../outreach/page-link.ts'
import { verifyBirthDate } from '../../outreach/page-link-verify.ts'
import { hasBirthDate } from '../../patients/has-birth-date.ts'
import { currentAppointment, upcomingAppointments } from '../../scheduling/appointment.ts'
import { openDoor, type Visit } from './doors.ts'
import type { Opener } from './opened-link.ts'
import { visitorCookie } from './visitor-cookie.ts'
import { wantedVisit } from './wanted-visit.ts'
import type { WrongTries } from './wrong-tries.ts'

const purposes = ['book', 'confirm'] as const

/** The first question, and the way on once it is answered. */
export function birthDateDoors(app: FastifyInstance, opener: Opener & { readonly tries: WrongTries }): void {
  const { seal, tries } = opener

  openDoor(
    app,
    { ...opener, door: { purposes, method: 'GET', path: '', needs: 'anybody' } },
    async (visit) => {
      if (visit.opened.isVerified) return visit.reply.redirect(await nextPage(visit), 303)
      if (!(await canAnswer(visit))) return noticePage(visit.opened.frame, { kind: 'callUs' })
      return askBirthDate(visit, null)
    },
  )

  openDoor(
    app,
    { ...opener, door: { purposes, method: 'POST', path: '', needs: 'form', perMinute: 20 } },
    async (visit) => {
      const { opened, request, reply, given } = visit
      if (tries.isBlocked(request.ip, opened.now))
        return reply.code(429).send(noticePage(opened.frame, { kind: 'tooMany' }))
      const birthDate = readBirthDate(given)
      if (birthDate === null) return askBirthDate(visit, 'incomplete')
      if (!(await canAnswer(visit))) return noticePage(opened.frame, { kind: 'callUs' })
      const { tokenHash } = opened.link
      const isRight = await opened.inClinic(async (tx) =>
        verifyBirthDate(tx.as('outreach'), { tokenHash, birthDate }),
      )
      if (!isRight) {
        tries.note(request.ip, opened.now)
        return askBirthDate(visit, 'wrong')
      }
      reply.setCookie(visitorCookie, seal.verified(tokenHash, opened.now), {
        path: opened.to('').split('?')[0] ?? '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
      })
      return reply.redirect(await afterBirthDate(visit), 303)
    },
  )
}

/** Nobody can name a date that is not on record: they are asked to call instead. */
async function canAnswer({ opened }: Visit): Promise<boolean> {
  return opened.inClinic(async (tx) => hasBirthDate(tx.as('patients'), opened.link.patientId))
}

/** Whoever has a visit of this kind by another way is led to it instead of being asked to book again. */
async function afterBirthDate(visit: Visit): Promise<string> {
  const { opened } = visit
  const { link, reading } = opened
  if (link.appointmentId !== null) return nextPage(visit)
  const existing = await opened.inClinic(async (tx) => {
    const wanted = await wantedVisit(tx, { ...link, language: reading.language })
    const upcoming = await upcomingAppointments(tx.as('scheduling'), link.patientId)
    const same = upcoming.find(({ serviceId }) => serviceId === wanted?.serviceId)
    if (same !== undefined) {
      await bindPageLink(tx.as('outreach'), { tokenHash: link.tokenHash, appointmentId: same.id })
    }
    return same
  })
  return existing === undefined ? nextPage(visit) : opened.to('/visit')
}

function askBirthDate({ opened, reply, given }: Visit, mistake: 'incomplete' | 'wrong' | null): string {
  if (mistake !== null) reply.code(422)
  const typed = (name: string): string =>
    typeof given[name] === 'string' && mistake !== null ? given[name].slice(0, 4) : ''
  return birthDatePage(opened.frame, {
    action: opened.to(''),
    notMeHref: opened.to('/not-me'),
    mistake,
    typed: { day: typed('day'), month: typed('month'), year: typed('year') },
  })
}

/** Three numbers as people write them; null: no day of the calendar. */
function readBirthDate(given: Readonly<Record<string, unknown>>): Temporal.PlainDate | null {
  const [day, month, year] = [given['day'], given['month'], given['year']].map((part) =>
    typeof part === 'string' && /^\d{1,4}$/.test(part.trim()) ? Number(part.trim()) : Number.NaN,
  )
  if (day === undefined || month === undefined || year === undefined || !(year >= 1850)) return null
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null
  }
}

/** Who has a visit is asked about it; who has none chooses a time. */
async function nextPage({ opened }: Visit): Promise<string> {
  const { appointmentId } = opened.link
  if (appointmentId === null) return opened.to('/times')
  const appointment = await opened.inClinic(async (tx) =>
    currentAppointment(tx.as('scheduling'), appointmentId),
  )
  const isRefused = appointment?.practiceState === 'refused'
  return opened.to(isRefused ? '/done' : '/visit')
}
