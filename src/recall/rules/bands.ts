// Invariants:
// - Overdue bands begin three months after the due date and never within grace: a type with a short grace (a missed
//   chronic visit) has lapsed patients without a band, who are still the recall programme's.
// - Inactivity bands count from the last completed visit and are for patients without a due date of their own.
// - A band is decided by comparing a day with days counted back from today, so that SQL asks the same by plain comparison.

export const overdueBands = ['overdue_3_6', 'overdue_6_12', 'overdue_12_plus'] as const
export type OverdueBand = (typeof overdueBands)[number]

export const inactivityBands = ['inactive_12_18', 'inactive_18_24', 'inactive_24_plus'] as const
export type InactivityBand = (typeof inactivityBands)[number]

/** Days counted back from today; a due date or last visit on or before such a day is at least that many months old. */
export interface BandDays {
  readonly threeMonthsAgo: Temporal.PlainDate
  readonly sixMonthsAgo: Temporal.PlainDate
  readonly twelveMonthsAgo: Temporal.PlainDate
  readonly eighteenMonthsAgo: Temporal.PlainDate
  readonly twentyFourMonthsAgo: Temporal.PlainDate
  /** Beyond this a patient rarely returns (MISSION A3). */
  readonly thirtySixMonthsAgo: Temporal.PlainDate
}

export function bandDays(today: Temporal.PlainDate): BandDays {
  const ago = (months: number) => today.subtract({ months })
  return {
    threeMonthsAgo: ago(3),
    sixMonthsAgo: ago(6),
    twelveMonthsAgo: ago(12),
    eighteenMonthsAgo: ago(18),
    twentyFourMonthsAgo: ago(24),
    thirtySixMonthsAgo: ago(36),
  }
}

/** The band of a due date; null within grace and before three months. */
export function overdueBand(
  due: Temporal.PlainDate,
  today: Temporal.PlainDate,
  graceDays: number,
): OverdueBand | null {
  if (due.until(today).days <= graceDays) return null
  const days = bandDays(today)
  if (notLater(due, days.twelveMonthsAgo)) return 'overdue_12_plus'
  if (notLater(due, days.sixMonthsAgo)) return 'overdue_6_12'
  return notLater(due, days.threeMonthsAgo) ? 'overdue_3_6' : null
}

/** The band of the day of the last completed visit; null for less than a year. */
export function inactivityBand(
  lastVisitOn: Temporal.PlainDate,
  today: Temporal.PlainDate,
): InactivityBand | null {
  const days = bandDays(today)
  if (!notLater(lastVisitOn, days.twelveMonthsAgo)) return null
  if (notLater(lastVisitOn, days.twentyFourMonthsAgo)) return 'inactive_24_plus'
  return notLater(lastVisitOn, days.eighteenMonthsAgo) ? 'inactive_18_24' : 'inactive_12_18'
}

/** More than three years away: rarely returns, and is reviewed by hand rather than written to (MISSION A3, A5). */
export function isProbablyLost(lastVisitOn: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return notLater(lastVisitOn, bandDays(today).thirtySixMonthsAgo)
}

function notLater(day: Temporal.PlainDate, boundary: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, boundary) <= 0
}
