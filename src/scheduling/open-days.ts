import type { ModuleDb } from '../platform/db/module-db.ts'
import { findOpenTimes, type OpenTime } from './find-open-times.ts'

/** How far ahead is looked for times, and how many days are told at once. */
const spanDays = 56
const daysAtOnce = 4
const mostTimes = 1000

export interface OpenDaysQuestion {
  readonly serviceId: string
  readonly patientId: string | null
  /** The first local day; null: from now on. */
  readonly from: Temporal.PlainDate | null
  readonly zone: string
}

export interface OpenDay {
  readonly day: Temporal.PlainDate
  readonly times: readonly OpenTime[]
}

/** The next days on which a service can be had, each with all its times, and the first day left out. */
export async function openDays(
  db: ModuleDb<'scheduling'>,
  { serviceId, patientId, from, zone }: OpenDaysQuestion,
): Promise<{ readonly days: readonly OpenDay[]; readonly later: Temporal.PlainDate | null }> {
  const wanted = from?.toZonedDateTime(zone).toInstant() ?? db.now
  const start = Temporal.Instant.compare(wanted, db.now) < 0 ? db.now : wanted
  const times = await findOpenTimes(db, {
    serviceId,
    from: start,
    to: start.add({ hours: 24 * spanDays }),
    limit: mostTimes,
    order: 'soonest',
    patientId,
  })
  const byDay = new Map<string, OpenTime[]>()
  for (const time of times) {
    const day = time.startsAt.toZonedDateTimeISO(time.zone).toPlainDate().toString()
    const known = byDay.get(day)
    if (known) known.push(time)
    else byDay.set(day, [time])
  }
  const days = [...byDay].map(([day, ofDay]) => ({ day: Temporal.PlainDate.from(day), times: ofDay }))
  return { days: days.slice(0, daysAtOnce), later: days[daysAtOnce]?.day ?? null }
}
