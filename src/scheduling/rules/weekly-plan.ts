// Invariants:
// - `weeklyHoursOf` and `weekPlanOf` are each other's inverse for every plan without empty days.
// - A visit counts as left out only when it lay wholly in the opening time before and does not in the one after: what was
//   squeezed in outside of hours is no news.

import { type WeeklyHours, weeklySpans } from './open-times.ts'
import { type Span, subtractSpans } from './span.ts'

export const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type DayName = (typeof dayNames)[number]

/** Wall-clock hours such as "08:00-16:00" by weekday; a day that is left out is closed. */
export type WeekPlan = Readonly<Partial<Record<DayName, readonly string[]>>>

export const clockPattern = '([01]\\d|2[0-3]):[0-5]\\d'
const hoursShape = new RegExp(`^${clockPattern}-(${clockPattern}|24:00)$`)

/** "08:00-16:00"; 24:00 is the end of a day. */
export function areHours(text: string): boolean {
  return hoursShape.test(text)
}

/** True for what is no hours at all: that is said elsewhere. */
export function closeAfterTheyOpen(text: string): boolean {
  return !areHours(text) || text.slice(0, 5) < text.slice(6)
}

/** Hours of one day may touch. */
export function doNotOverlap(day: readonly string[]): boolean {
  const sorted = day.toSorted()
  return sorted.every((text, index) => index === 0 || (sorted[index - 1] ?? '').slice(6) <= text.slice(0, 5))
}

export function weeklyHoursOf(plan: WeekPlan): readonly WeeklyHours[] {
  return dayNames.flatMap((day, index) =>
    (plan[day] ?? []).map((hours) => ({
      weekday: index + 1,
      opens: hours.slice(0, 5),
      closes: hours.slice(6),
    })),
  )
}

/** Sorted by opening; closed days are left out. */
export function weekPlanOf(hours: readonly WeeklyHours[]): WeekPlan {
  const days = dayNames.map((day, index) => {
    const ofDay = hours.filter(({ weekday }) => weekday === index + 1)
    return [day, ofDay.map(({ opens, closes }) => `${opens}-${closes}`).sort()] as const
  })
  return Object.fromEntries(days.filter(([, ofDay]) => ofDay.length > 0))
}

export interface ClosureTime {
  /** One day whole… */
  readonly date?: string | undefined
  /** …or from a day or moment to another, wall-clock time: a day is closed to its end, a moment is the first open one. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export function closureMoments(
  { date, from, to }: ClosureTime,
  zone: string,
): { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant } {
  return {
    startsAt: momentOf(date ?? from ?? '', zone, 'first'),
    endsAt: momentOf(date ?? to ?? '', zone, 'last'),
  }
}

/** A day means its first moment, or as an end the first moment of the next day. */
function momentOf(text: string, zone: string, edge: 'first' | 'last'): Temporal.Instant {
  const isDay = text.length === 10
  if (!isDay) return Temporal.PlainDateTime.from(text.replace(' ', 'T')).toZonedDateTime(zone).toInstant()
  const day = Temporal.PlainDate.from(text)
  return (edge === 'first' ? day : day.add({ days: 1 })).toZonedDateTime(zone).toInstant()
}

export interface ChangeOfHours {
  readonly before: readonly WeeklyHours[]
  readonly after: readonly WeeklyHours[]
  /** IANA. */
  readonly zone: string
}

/** Those of the visits that new weekly hours leave outside of opening time. */
export function visitsLeftOut<Visit extends Span>(
  visits: readonly Visit[],
  { before, after, zone }: ChangeOfHours,
): readonly Visit[] {
  if (visits.length === 0) return []
  const frame = {
    from: Math.min(...visits.map(({ from }) => from)),
    to: Math.max(...visits.map(({ to }) => to)),
  }
  const open = weeklySpans({ frame, zone, weeklyHours: before })
  const stays = weeklySpans({ frame, zone, weeklyHours: after })
  return visits.filter((visit) => isWithin(visit, open) && !isWithin(visit, stays))
}

function isWithin(visit: Span, spans: readonly Span[]): boolean {
  const near = spans.filter(({ from, to }) => from < visit.to && to > visit.from)
  return subtractSpans([visit], near).length === 0
}
