// Invariants:
// - "N months ago" is a clinic-local day: a visit counts as N months ago from the first to the last moment of that day.
// - The boundaries are computed here once, as instants; the rule and the SQL compare with the same ones.

import type { Ago, AgoUnit, Within } from './criterion.ts'

/** The moment a criterion is asked about. */
export interface AskedAt {
  readonly now: Temporal.Instant
  /** The clinic-local day of `now`. */
  readonly today: Temporal.PlainDate
  /** IANA zone of the clinic. */
  readonly zone: string
}

/** Instants from `from` on and before `before`; null: no boundary. */
export interface InstantRange {
  readonly from: Temporal.Instant | null
  readonly before: Temporal.Instant | null
}

export function agoRange({ unit, from, to }: Ago, asked: AskedAt): InstantRange {
  return {
    // Less than `to` ago: later than the whole day that was `to` ago.
    from: to === undefined ? null : endOfDay(dayAgo(asked.today, unit, to), asked.zone),
    // At least `from` ago: that day itself still is.
    before: from === undefined ? null : endOfDay(dayAgo(asked.today, unit, from), asked.zone),
  }
}

export function withinRange({ unit, count }: Within, asked: AskedAt): InstantRange {
  return agoRange({ unit, to: count }, asked)
}

export function isInRange(instant: Temporal.Instant, { from, before }: InstantRange): boolean {
  return (
    (from === null || Temporal.Instant.compare(instant, from) >= 0) &&
    (before === null || Temporal.Instant.compare(instant, before) < 0)
  )
}

/** Birth dates of those whose age in whole years lies in a range: after `after`, and on or before `until`. */
export function birthRange(
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
  { today }: AskedAt,
): { readonly after: Temporal.PlainDate | null; readonly until: Temporal.PlainDate | null } {
  return {
    after: to === undefined ? null : today.subtract({ years: to + 1 }),
    until: from === undefined ? null : today.subtract({ years: from }),
  }
}

function dayAgo(today: Temporal.PlainDate, unit: AgoUnit, count: number): Temporal.PlainDate {
  return today.subtract(unit === 'months' ? { months: count } : { days: count })
}

function endOfDay(day: Temporal.PlainDate, zone: string): Temporal.Instant {
  return day.add({ days: 1 }).toZonedDateTime(zone).toInstant()
}
