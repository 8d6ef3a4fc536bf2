import type { OfferedDay } from '../../../web/patient/pages/times.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import { formatLongDay, formatTime } from '../../platform/i18n/format-time.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import { isUuid } from '../../platform/rules/brand.ts'
import { findOpenTimes, type OpenTime } from '../../scheduling/find-open-times.ts'
import type { WantedVisit } from './wanted-visit.ts'

/** Nobody can get ready in less. */
const noticeHours = 2
const offerDays = 28
const firstTimes = 3
const daysPerPage = 5
const mostTimes = 400

export interface ChosenTime {
  readonly startsAt: Temporal.Instant
  readonly resourceId: string
}

/** A chosen time as a form sends it: minutes since 1970 and the resource. */
export function timeValue({ startsAt, resourceId }: ChosenTime): string {
  return `${Math.floor(startsAt.epochMilliseconds / 60_000)}.${resourceId}`
}

export function readTimeValue(text: unknown): ChosenTime | null {
  if (typeof text !== 'string') return null
  const [minutes = '', resourceId = ''] = text.split('.')
  if (!/^\d{7,9}$/.test(minutes) || !isUuid(resourceId)) return null
  return { startsAt: Temporal.Instant.fromEpochMilliseconds(Number(minutes) * 60_000), resourceId }
}

interface Search {
  readonly wanted: WantedVisit
  readonly patientId: string
}

/** Three times that leave a choice. */
export async function firstChoice(tx: TenantTransaction, search: Search): Promise<readonly OpenTime[]> {
  const from = tx.now.add({ hours: noticeHours })
  return find(tx, search, {
    from,
    to: from.add({ hours: 24 * offerDays }),
    limit: firstTimes,
    order: 'spread',
  })
}

/** Three times nearest to one that is gone. */
export async function nearestTo(
  tx: TenantTransaction,
  search: Search,
  gone: ChosenTime,
): Promise<readonly OpenTime[]> {
  const from = tx.now.add({ hours: noticeHours })
  const to = latest(gone.startsAt, from).add({ hours: 24 * offerDays })
  const times = await find(tx, search, { from, to, limit: Number.MAX_SAFE_INTEGER, order: 'soonest' })
  const distance = ({ startsAt }: OpenTime): number =>
    Math.abs(startsAt.epochMilliseconds - gone.startsAt.epochMilliseconds)
  return times
    .toSorted((one, other) => distance(one) - distance(other))
    .slice(0, firstTimes)
    .sort((one, other) => Temporal.Instant.compare(one.startsAt, other.startsAt))
}

export interface DaysPage {
  readonly times: readonly OpenTime[]
  readonly earlier: Temporal.PlainDate | null
  readonly later: Temporal.PlainDate | null
}

/** All times of the next days that have any, from a day on. */
export async function daysFrom(
  tx: TenantTransaction,
  search: Search,
  { day, zone }: { readonly day: Temporal.PlainDate; readonly zone: string },
): Promise<DaysPage> {
  const soonest = tx.now.add({ hours: noticeHours })
  const from = latest(day.toZonedDateTime(zone).toInstant(), soonest)
  const times = await find(tx, search, {
    from,
    to: from.add({ hours: 24 * offerDays }),
    limit: mostTimes,
    order: 'soonest',
  })
  const days = [...new Set(times.map((time) => localDay(time).toString()))]
  const shown = new Set(days.slice(0, daysPerPage))
  const next = days[daysPerPage]
  const today = soonest.toZonedDateTimeISO(zone).toPlainDate()
  const before = day.subtract({ days: 7 })
  return {
    times: times.filter((time) => shown.has(localDay(time).toString())),
    later: next === undefined ? null : Temporal.PlainDate.from(next),
    earlier:
      Temporal.PlainDate.compare(day, today) <= 0
        ? null
        : Temporal.PlainDate.compare(before, today) < 0
          ? today
          : before,
  }
}

interface Listing {
  readonly reading: Reading
  readonly chosen: ChosenTime | null
  /** `few`: each time names its doctor. `all`: times stand close together under day and doctor. */
  readonly kind: 'few' | 'all'
}

/** Times as the page lists them, under their days. */
export function byDay(times: readonly OpenTime[], { reading, chosen, kind }: Listing): readonly OfferedDay[] {
  const groups = Map.groupBy(
    times,
    (time) => `${localDay(time).toString()} ${kind === 'all' ? time.resourceId : ''}`,
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    return {
      day: formatLongDay(first.startsAt, { ...reading, zone: first.zone }),
      who: kind === 'all' ? first.resourceName : null,
      times: group.map((time) => ({
        value: timeValue(time),
        clock: formatTime(time.startsAt, { ...reading, zone: time.zone }),
        who: kind === 'all' ? null : time.resourceName,
        isChosen: chosen !== null && timeValue(chosen) === timeValue(time),
      })),
    }
  })
}

async function find(
  tx: TenantTransaction,
  { wanted, patientId }: Search,
  span: {
    readonly from: Temporal.Instant
    readonly to: Temporal.Instant
    readonly limit: number
    readonly order: 'soonest' | 'spread'
  },
): Promise<readonly OpenTime[]> {
  const { serviceId, minutes, preferredResourceId } = wanted
  return findOpenTimes(tx.as('scheduling'), { ...span, serviceId, minutes, preferredResourceId, patientId })
}

function localDay({ startsAt, zone }: OpenTime): Temporal.PlainDate {
  return startsAt.toZonedDateTimeISO(zone).toPlainDate()
}

function latest(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) > 0 ? one : other
}
