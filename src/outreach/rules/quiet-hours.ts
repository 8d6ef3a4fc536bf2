// Invariants:
// - A message leaves only while the wall clock of every zone given lies inside every set of hours given.
// - A window includes its first minute and excludes its last: "08:00-20:00" ends at 19:59:59.
// - The weekday and the offset are those of the instant asked about, in that zone, never those of "now".
// - The answer is the earliest allowed instant at or after the one asked for; asking again changes nothing.

/** Wall-clock hours in which sending is allowed: "HH:MM" to "HH:MM", `from` before `to`, "24:00" allowed as `to`. */
export interface DayHours {
  readonly from: string
  readonly to: string
}

/** ISO weekdays, 1 = Monday … 7 = Sunday; `null` is a closed day. */
export type WeekHours = Readonly<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, DayHours | null>>

export interface SendingWindow {
  readonly at: Temporal.Instant
  /** IANA zones the patient may be in; one or more. */
  readonly zones: readonly string[]
  /** Sets of hours that must all be open at once: law, product default, the step's own window. */
  readonly hours: readonly WeekHours[]
}

/** Two whole weeks and a day: hours repeat weekly, so what is closed for that long never opens. */
const horizonDays = 15

export function everyDay(from: string, to: string): WeekHours {
  const day = { from, to }
  return { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day }
}

export function isSendingAllowed({ at, zones, hours }: SendingWindow): boolean {
  return zones.every((zone) => isOpen(at.toZonedDateTimeISO(zone), hours))
}

/**
 * The earliest instant at or after `at` when sending is allowed, or `null` when the hours never meet
 * (for instance zones twelve hours apart).
 */
export function nextAllowedInstant({ at, zones, hours }: SendingWindow): Temporal.Instant | null {
  const limit = at.add({ hours: horizonDays * 24 })
  let candidate = at
  while (Temporal.Instant.compare(candidate, limit) <= 0) {
    const settled = candidate
    for (const zone of zones) {
      const open = nextOpening(candidate, zone, hours)
      if (open === null) return null
      candidate = open
    }
    if (candidate.equals(settled)) return settled
  }
  return null
}

function nextOpening(
  at: Temporal.Instant,
  zone: string,
  hours: readonly WeekHours[],
): Temporal.Instant | null {
  const start = at.toZonedDateTimeISO(zone)
  if (isOpen(start, hours)) return at
  for (let days = 0; days <= horizonDays; days += 1) {
    const date = start.toPlainDate().add({ days })
    const openings = openingsOf(date, zone, hours)
      .filter((instant) => Temporal.Instant.compare(instant, at) >= 0)
      .filter((instant) => isOpen(instant.toZonedDateTimeISO(zone), hours))
      .sort(Temporal.Instant.compare)
    if (openings[0] !== undefined) return openings[0]
  }
  return null
}

/**
 * Every instant of a local day at which a closed clock can become open: the start of a window (twice when
 * the clocks go back over it) and the change of offset itself (the start may fall into the missing hour).
 */
function openingsOf(date: Temporal.PlainDate, zone: string, hours: readonly WeekHours[]): Temporal.Instant[] {
  const starts = hours.flatMap((week) => {
    const day = hoursOn(date, week)
    if (day === null) return []
    const local = date.toPlainDateTime(Temporal.PlainTime.from(day.from))
    return [
      local.toZonedDateTime(zone, { disambiguation: 'earlier' }),
      local.toZonedDateTime(zone, { disambiguation: 'later' }),
    ]
  })
  const midnight = date.toZonedDateTime(zone)
  const change = midnight.subtract({ nanoseconds: 1 }).getTimeZoneTransition('next')
  const changes = change?.toPlainDate().equals(date) ? [change] : []
  return [...starts, ...changes].map((moment) => moment.toInstant())
}

function isOpen(local: Temporal.ZonedDateTime, hours: readonly WeekHours[]): boolean {
  const minute = local.hour * 60 + local.minute
  return hours.every((week) => {
    const day = hoursOn(local, week)
    return day !== null && minute >= minuteOf(day.from) && minute < minuteOf(day.to)
  })
}

function hoursOn(day: { readonly dayOfWeek: number }, week: WeekHours): DayHours | null {
  switch (day.dayOfWeek) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
      return week[day.dayOfWeek]
    default:
      throw new Error(`Not an ISO weekday: ${day.dayOfWeek}`)
  }
}

function minuteOf(clock: string): number {
  const [hour = '', minute = ''] = clock.split(':')
  return Number(hour) * 60 + Number(minute)
}
