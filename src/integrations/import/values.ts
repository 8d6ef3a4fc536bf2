// Values as sources write them, made safe for a COPY: one bad value must never break the set it travels in.

const longestText = 1_000
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g
const isPlain = /^[\x20-\x7e]*$/

/** Text without control characters and lone surrogates, trimmed, at most 1,000 characters; null: nothing left. */
export function cleanText(text: string): string | null {
  const safe = isPlain.test(text) ? text : text.toWellFormed().replace(unwanted, '')
  const trimmed = safe.trim()
  if (trimmed === '') return null
  return trimmed.length > longestText ? trimmed.slice(0, longestText).toWellFormed() : trimmed
}

/** Ids, codes and names stand in indexes, whose rows have a limit. */
export const longestId = 200
export const longestName = 300

/** An id or code as a source writes it; null: longer than any of them is. */
export function shortText(text: string | null): string | null {
  return text === null || text.length > longestId ? null : text
}

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const firstYear = 1850
const lastYear = 2200

/** yyyy-mm-dd of a day that exists, between the years 1850 and 2200. */
export function dayText(year: number, month: number, day: number): string | null {
  if (!(year >= firstYear && year <= lastYear && month >= 1 && month <= 12 && day >= 1)) return null
  const isLeapFebruary = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (day > (isLeapFebruary ? 29 : (daysInMonth[month - 1] ?? 0))) return null
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`
}

export interface WallTime {
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** hh:mm:ss of a time that a clock can show. */
export function timeText(time: WallTime): string | null {
  if (!(time.hour <= 23 && time.minute <= 59 && time.second <= 59)) return null
  return `${twoDigits(time.hour)}:${twoDigits(time.minute)}:${twoDigits(time.second)}`
}

/** Wall times of one zone as instants with their offset; days are remembered, because Temporal is asked a million times. */
export class ZoneTimes {
  readonly #zone: string
  /** The offset that holds all day; null: it changes on that day. */
  readonly #offsets = new Map<string, string | null>()

  constructor(zone: string) {
    this.#zone = zone
  }

  /** `day` yyyy-mm-dd and `time` hh:mm:ss were checked; a time in the hour that summer time skips moves ahead. */
  instant(day: string, time: string): string {
    const offset = this.#offsetOf(day)
    if (offset !== null) return `${day}T${time}${offset}`
    const zoned = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(this.#zone)
    return zoned.toInstant().toString()
  }

  #offsetOf(day: string): string | null {
    const known = this.#offsets.get(day)
    if (known !== undefined) return known
    if (this.#offsets.size > 100_000) this.#offsets.clear()
    const start = Temporal.PlainDate.from(day).toZonedDateTime(this.#zone)
    const end = start.add({ days: 1 })
    const change = start.getTimeZoneTransition('next')
    const isSteady = change === null || Temporal.ZonedDateTime.compare(change, end) >= 0
    // PostgreSQL reads offsets to the second, ISO text of old local mean times has them too: leave those to the instant.
    const offset = isSteady && start.offset.length === 6 && start.hour === 0 ? start.offset : null
    this.#offsets.set(day, offset)
    return offset
  }
}

const isoInstant =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/i

/**
 * An ISO 8601 date and time; without an offset it is wall time in `zone`. Null when it is no such thing.
 */
export function isoInstantText(text: string, zone: ZoneTimes): string | null {
  const match = isoInstant.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second, fraction, offset] = match
  const date = dayText(Number(year), Number(month), Number(day))
  const time = timeText({ hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) })
  if (date === null || time === null) return null
  if (offset === undefined) return zone.instant(date, time)
  const part = fraction === undefined ? '' : `.${fraction.slice(0, 6)}`
  if (offset.toUpperCase() === 'Z') return `${date}T${time}${part}Z`
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0')
  if (Number(digits.slice(0, 2)) > 14 || Number(digits.slice(2)) > 59) return null
  return `${date}T${time}${part}${offset.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`
}

/** Compares two instants in ISO text, whatever their offsets. */
export function isBefore(one: string, other: string): boolean {
  const isAlike = one.length === other.length && one.slice(19) === other.slice(19)
  if (isAlike) return one < other
  return Temporal.Instant.compare(Temporal.Instant.from(one), Temporal.Instant.from(other)) < 0
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
