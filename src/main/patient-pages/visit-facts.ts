import type { VisitFacts } from '../../../web/patient/layout.ts'
import { whatWords } from '../../../web/patient/visit-words.ts'
import { formatLongDay, formatTime } from '../../platform/i18n/format-time.ts'
import type { Appointment } from '../../scheduling/appointment.ts'
import type { OpenedLink } from './opened-link.ts'

const noBreak = '\u00a0'

/** A visit in the reader's words and the clinic's wall-clock time. */
export function visitFacts({ frame, clinic, reading }: OpenedLink, appointment: Appointment): VisitFacts {
  const local = { ...reading, zone: appointment.zone }
  return {
    when: unbroken(formatLongDay(appointment.startsAt, local), formatTime(appointment.startsAt, local)),
    who: appointment.resources.map(({ name }) => name).join(', ') || null,
    what: whatWords(frame.say, {
      service: appointment.serviceName,
      minutes: appointment.startsAt.until(appointment.endsAt).total('minutes'),
    }),
    where: clinic.address,
  }
}

/** Breaks after the weekday, if at all; a time in words (12.00 tengah hari) may stand on a line of its own. */
function unbroken(day: string, time: string): string {
  const [weekday = '', ...rest] = day.split(', ')
  const date = rest.join(', ').replaceAll(' ', noBreak)
  return `${weekday}, ${date},${time.includes(' ') ? ' ' : noBreak}${time}`
}

/** A map of the clinic's address, opened only by whoever presses the link. */
export function wayHref({ clinic }: OpenedLink): string | null {
  if (clinic.address === null) return null
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(clinic.address)}`
}
