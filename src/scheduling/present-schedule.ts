import type { z } from 'zod'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { formatDate, formatDay, when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { PlannedClosure, scheduleSchema } from './contract/schedule-pages.ts'
import { ownSchedule } from './schedule-ids.ts'
import { type PlannedClosure as Closure, readClosures, readResources, readServices } from './store/plan.ts'

type Presented = Pick<z.input<typeof scheduleSchema>, 'services' | 'resources' | 'closures'>

/** The schedule as the settings page reads it: what is offered, by whom, when, and when not. */
export async function presentSchedule(db: ModuleDb<'scheduling'>, reading: Reading): Promise<Presented> {
  const ended = (at: Temporal.Instant | null) => (at === null ? null : when(at, reading, db.now))
  const services = await readServices(db)
  const resources = await readResources(db)
  const closures = await readClosures(db)
  return {
    services: services.map(({ endedAt, resourceIds, ...service }) => ({
      ...service,
      resourceIds: [...resourceIds],
      endedAt: ended(endedAt),
    })),
    resources: resources.map(({ endedAt, source, hours, serviceIds, ...resource }) => ({
      ...resource,
      serviceIds: [...serviceIds],
      hours: Object.fromEntries(Object.entries(hours).map(([day, ofDay]) => [day, [...ofDay]])),
      endedAt: ended(endedAt),
      isImported: source !== ownSchedule,
    })),
    closures: closures.map((closure) => presentClosure(closure, reading, db.now)),
  }
}

function presentClosure(
  { id, resourceId, startsAt, endsAt, label }: Closure,
  reading: Reading,
  now: Temporal.Instant,
): PlannedClosure {
  const isMidnight = (at: Temporal.Instant) => {
    const local = at.toZonedDateTimeISO(reading.zone)
    return local.startOfDay().epochMilliseconds === local.epochMilliseconds
  }
  // Closed to the end of a day: that day is told, not the midnight after it.
  const lastDay = endsAt.toZonedDateTimeISO(reading.zone).subtract({ days: 1 }).toInstant()
  return {
    id,
    resourceId,
    from: {
      iso: startsAt.toString(),
      text: isMidnight(startsAt) ? formatDate(startsAt, reading, now) : formatDay(startsAt, reading, now),
    },
    to: {
      iso: endsAt.toString(),
      text: isMidnight(endsAt) ? formatDate(lastDay, reading, now) : formatDay(endsAt, reading, now),
    },
    label,
  }
}
