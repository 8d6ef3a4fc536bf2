// Days as whole numbers since 1970-01-01: a population of years is made of millions of them.
// - A day has no zone; only the moment of a visit does.
// - Weekdays are ISO: Monday is 1.

const epoch = new Temporal.PlainDate(1970, 1, 1)

export function dayOfDate(date: Temporal.PlainDate): number {
  return epoch.until(date, { largestUnit: 'days' }).days
}

export function dateOfDay(day: number): Temporal.PlainDate {
  return epoch.add({ days: day })
}

export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}
