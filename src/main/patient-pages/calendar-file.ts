import ical, { ICalAlarmType } from 'ical-generator'
import { calendarWords } from '../../../web/patient/visit-words.ts'
import type { Appointment } from '../../scheduling/appointment.ts'
import type { OpenedLink } from './opened-link.ts'

const dayInSeconds = 24 * 60 * 60

/** An .ics of the visit: it names the clinic, not the service, because calendars are shared. */
export function calendarFile({ frame, clinic, now }: OpenedLink, appointment: Appointment): string {
  const calendar = ical({ prodId: { company: 'Kembali', product: 'Kembali' } })
  const { title, text } = calendarWords(frame.say, {
    clinic: clinic.displayName,
    phone: frame.phone?.text ?? null,
  })
  const event = calendar.createEvent({
    id: appointment.id,
    start: appointment.startsAt,
    end: appointment.endsAt,
    stamp: now,
    summary: title,
    ...(text === null ? {} : { description: text }),
    ...(clinic.address === null ? {} : { location: clinic.address }),
  })
  event.createAlarm({ type: ICalAlarmType.display, trigger: dayInSeconds, description: title })
  return calendar.toString()
}
