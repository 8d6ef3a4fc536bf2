// Invariants:
// - A clinic-local day is the day of an instant in the clinic's IANA zone, offset computed at that instant.
// - Zone data is read here only: SQL receives the windows and adds an offset, it never names a zone (law 14).

/** The offsets of one zone over time: `offsetSeconds[i]` holds from `starts[i]` until the next start. */
export interface ZoneWindows {
  readonly starts: readonly Temporal.Instant[]
  readonly offsetSeconds: readonly number[]
}

/** No visit is older than this; PostgreSQL and Temporal both know the day. */
const beginning = Temporal.Instant.from('0001-01-01T00:00:00Z')

/** Every offset of `zone` up to `until`: a handful where the clock never changes, about two hundred where it does. */
export function zoneWindows(zone: string, until: Temporal.Instant): ZoneWindows {
  const starts: Temporal.Instant[] = []
  const offsetSeconds: number[] = []
  let window: Temporal.ZonedDateTime | null = beginning.toZonedDateTimeISO(zone)
  while (window !== null && Temporal.Instant.compare(window.toInstant(), until) <= 0) {
    starts.push(window.toInstant())
    offsetSeconds.push(Math.round(window.offsetNanoseconds / 1e9))
    window = window.getTimeZoneTransition('next')
  }
  return { starts, offsetSeconds }
}

export function localDay(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate()
}
