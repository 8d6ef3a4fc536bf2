import type { ModuleDb } from '../platform/db/module-db.ts'
import { openTimes } from './rules/open-times.ts'
import { minuteMs } from './rules/span.ts'
import { spreadTimes } from './rules/spread-times.ts'
import { openTimesQuestion, readAvailability } from './store/availability.ts'

export interface OpenTime {
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly resourceId: string
  readonly resourceName: string
  /** IANA zone of the resource: how its wall clock reads. */
  readonly zone: string
}

export interface OpenTimesWish {
  /** Null: any resource, and `minutes` says how long. */
  readonly serviceId: string | null
  readonly minutes?: number
  /** Times start in this span; `to` is left out. */
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
  readonly resourceId?: string | null
  /** Where several resources are free at once, this one is offered. */
  readonly preferredResourceId?: string | null
  readonly limit: number
  /** `soonest`: the next ones. `spread`: a few that differ in day and part of day, for a first choice. */
  readonly order: 'soonest' | 'spread'
  /** Whose own hold is not in the way. */
  readonly patientId?: string | null
}

/** Times that can be booked now, sorted by start; one resource per start. An ended or unknown service has none. */
export async function findOpenTimes(
  db: ModuleDb<'scheduling'>,
  wish: OpenTimesWish,
): Promise<readonly OpenTime[]> {
  const minutes = await minutesWished(db, wish)
  if (minutes === null) return []
  const between = { from: wish.from.epochMilliseconds, to: wish.to.epochMilliseconds }
  const availability = await readAvailability(db, {
    serviceId: wish.serviceId,
    resourceIds: wish.resourceId ? [wish.resourceId] : null,
    frame: { from: between.from, to: between.to + minutes * minuteMs },
    patientId: wish.patientId ?? null,
  })
  const byStart = new Map<number, { start: number; resourceId: string; name: string; zone: string }>()
  for (const resource of availability) {
    for (const start of openTimes(openTimesQuestion(resource, { between, minutes }))) {
      if (byStart.has(start) && resource.resourceId !== wish.preferredResourceId) continue
      byStart.set(start, { start, resourceId: resource.resourceId, name: resource.name, zone: resource.zone })
    }
  }
  const sorted = [...byStart.values()].sort((one, other) => one.start - other.start)
  const chosen = wish.order === 'spread' ? spread(sorted, wish.limit) : sorted.slice(0, wish.limit)
  return chosen.map(({ start, resourceId, name, zone }) => {
    const startsAt = Temporal.Instant.fromEpochMilliseconds(start)
    return { startsAt, endsAt: startsAt.add({ minutes }), resourceId, resourceName: name, zone }
  })
}

interface Found {
  readonly start: number
  readonly resourceId: string
  readonly name: string
  readonly zone: string
}

function spread(found: readonly Found[], wanted: number): readonly Found[] {
  const candidates = found.map((one) => {
    const local = Temporal.Instant.fromEpochMilliseconds(one.start).toZonedDateTimeISO(one.zone)
    return { ...one, day: local.toPlainDate().toString(), hour: local.hour }
  })
  return spreadTimes(candidates, wanted)
}

async function minutesWished(db: ModuleDb<'scheduling'>, wish: OpenTimesWish): Promise<number | null> {
  if (wish.serviceId === null) return wish.minutes ?? null
  const service = await db.read
    .selectFrom('scheduling.service')
    .select('minutes')
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', wish.serviceId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return service === undefined ? null : (wish.minutes ?? service.minutes)
}
