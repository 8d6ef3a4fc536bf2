// Invariants:
// - An offered time lies, from its first to its last minute, inside opening time and outside every closure and every
//   busy span; opening time is weekly wall-clock hours in the resource's zone, computed per day (DST included).
// - Where the practice system tells slots, they are the opening time and the weekly hours say nothing.
// - Offered times are sorted and distinct, and none starts before the moment asked from; times out of weekly hours are
//   on five-minute marks, times out of slots start where the practice system starts them.
// - `fitsOpenTime` accepts every offered time: what was shown may be booked as long as nothing took it.

import { clipSpans, mergeSpans, minuteMs, type Span, subtractSpans } from './span.ts'

export interface WeeklyHours {
  /** ISO weekday: Monday is 1. */
  readonly weekday: number
  /** Wall-clock time "HH:MM"; `closes` may be "24:00". */
  readonly opens: string
  readonly closes: string
}

export interface PracticeSlot extends Span {
  readonly status: 'free' | 'busy'
}

export interface OpenTimesQuestion {
  /** Times start inside this span; they may end after it. */
  readonly between: Span
  readonly minutes: number
  /** IANA zone of the weekly hours. */
  readonly zone: string
  readonly weeklyHours: readonly WeeklyHours[]
  readonly closures: readonly Span[]
  readonly busy: readonly Span[]
  /** What the practice system says; null where it says nothing about this resource. */
  readonly slots: readonly PracticeSlot[] | null
}

const markMs = 5 * minuteMs
/** Times follow each other by their own length, yet never so coarsely that half a morning is one choice. */
const longestStepMinutes = 30
const shortestStepMinutes = 10

/** Every start that may be offered, in epoch milliseconds. */
export function openTimes(question: OpenTimesQuestion): readonly number[] {
  const length = question.minutes * minuteMs
  const step = stepOf(question.minutes)
  const starts = new Set<number>()
  const free = freeTime(question)
  for (const grid of grids(question, free)) {
    const first = Math.max(grid.from, question.between.from)
    // The grid is anchored at the opening, so that times asked for later are the same times.
    const skipped = Math.max(0, Math.ceil((first - grid.from) / step)) * step
    for (let start = grid.from + skipped; start < grid.to; start += step) {
      if (start >= question.between.to) break
      if (isInside(free, start, length)) starts.add(start)
    }
  }
  return [...starts].sort((one, other) => one - other)
}

/** Whether a visit of this length may start exactly then. */
export function fitsOpenTime(question: OpenTimesQuestion, start: number): boolean {
  const { between, minutes } = question
  if (start < between.from || start >= between.to) return false
  if (question.slots === null && start % markMs !== 0) return false
  return isInside(freeTime(question), start, minutes * minuteMs)
}

/** Opening time less closures and busy time. */
function freeTime(question: OpenTimesQuestion): readonly Span[] {
  const busySlots = question.slots?.filter(({ status }) => status === 'busy') ?? []
  return subtractSpans(openingTime(question), [...question.closures, ...question.busy, ...busySlots])
}

function openingTime({ slots, between, minutes, zone, weeklyHours }: OpenTimesQuestion): readonly Span[] {
  const frame = { from: between.from, to: between.to + minutes * minuteMs }
  if (slots !== null) return clipSpans(mergeSpans(slots.filter(({ status }) => status === 'free')), frame)
  return mergeSpans(weeklySpans({ frame, zone, weeklyHours }))
}

/** Where the step grid is anchored: at each free slot of the practice system, else at each opening and each busy end. */
function grids({ slots }: OpenTimesQuestion, free: readonly Span[]): readonly Span[] {
  if (slots !== null) return slots.filter(({ status }) => status === 'free')
  return free.map(({ from, to }) => ({ from: onMark(from), to }))
}

/** The spans in which weekly hours are open, for every local day that touches the frame. */
export function weeklySpans(question: {
  readonly frame: Span
  readonly zone: string
  readonly weeklyHours: readonly WeeklyHours[]
}): readonly Span[] {
  const { frame, zone, weeklyHours } = question
  const spans: Span[] = []
  const byWeekday = Map.groupBy(weeklyHours, ({ weekday }) => weekday)
  if (byWeekday.size === 0) return []
  const lastDay = localDay(frame.to, zone)
  for (
    let day = localDay(frame.from, zone);
    Temporal.PlainDate.compare(day, lastDay) <= 0;
    day = day.add({ days: 1 })
  ) {
    for (const { opens, closes } of byWeekday.get(day.dayOfWeek) ?? []) {
      const from = wallTime(day, opens, zone)
      const to = wallTime(day, closes, zone)
      if (from < to && from < frame.to && to > frame.from) spans.push({ from, to })
    }
  }
  return spans
}

function localDay(epochMilliseconds: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(zone).toPlainDate()
}

/** A wall time that the clocks skip is the moment after the gap; one that they repeat is its first pass. */
function wallTime(day: Temporal.PlainDate, clock: string, zone: string): number {
  const local = clock === '24:00' ? day.add({ days: 1 }).toPlainDateTime() : day.toPlainDateTime(clock)
  return local.toZonedDateTime(zone).epochMilliseconds
}

function isInside(free: readonly Span[], start: number, length: number): boolean {
  return free.some(({ from, to }) => start >= from && start + length <= to)
}

function onMark(time: number): number {
  return Math.ceil(time / markMs) * markMs
}

function stepOf(minutes: number): number {
  const rounded = Math.ceil(minutes / 5) * 5
  return Math.min(longestStepMinutes, Math.max(shortestStepMinutes, rounded)) * minuteMs
}
