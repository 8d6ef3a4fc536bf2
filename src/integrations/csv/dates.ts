import { dayText, isoInstantText, timeText, type ZoneTimes } from '../import/values.ts'

export const dateOrders = ['dmy', 'mdy', 'ymd'] as const

export type DateOrder = (typeof dateOrders)[number]

/** How a country writes 3 April 2024 in figures. */
export function dateOrderOf(country: string): DateOrder {
  if (country === 'US') return 'mdy'
  return ['CN', 'HU', 'JP', 'KR', 'LT', 'MN', 'SE', 'TW'].includes(country) ? 'ymd' : 'dmy'
}

const numbers = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})$/
const compact = /^(\d{4})(\d{2})(\d{2})$/
const named = /^(\d{1,2})[\s.-]+(\p{L}+)\.?[\s.,-]+(\d{4})$/u
const clock = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?m?\.?$/i
// Practice systems write "no date" as the first day they know.
const noDay = /^(0000-00-00|0001-01-01|1\/1\/0001|01[./]01[./]0001|1900-01-00)/

const monthBeginnings: readonly (readonly string[])[] = [
  ['jan', 'sty', 'янв'],
  ['feb', 'lut', 'фев'],
  ['mar', 'мар', 'mac'],
  ['apr', 'kwi', 'апр'],
  ['may', 'maj', 'мая', 'май', 'mei'],
  ['jun', 'cze', 'июн'],
  ['jul', 'lip', 'июл'],
  ['aug', 'sie', 'авг', 'ogo', 'ogos'],
  ['sep', 'wrz', 'сен'],
  ['oct', 'paź', 'paz', 'окт', 'okt'],
  ['nov', 'lis', 'ноя'],
  ['dec', 'gru', 'дек', 'dis'],
]

export interface DateReading {
  readonly order: DateOrder
  readonly zone: ZoneTimes
  /** The clinic's day: a two-digit year never lies in the future by more than one. */
  readonly thisYear: number
}

/** Empty cells and the "no date" of practice systems. */
export function isNoDate(text: string): boolean {
  return noDay.test(text)
}

/** yyyy-mm-dd; ISO always, figures by the declared order, months by name in four languages. Null: no date. */
export function readDay(text: string, reading: DateReading): string | null {
  const whole = /^(\S+?)[T ]0{1,2}:00(:00)?(\.0+)?Z?$/.exec(text)?.[1] ?? text
  const packed = compact.exec(whole)
  if (packed !== null) return dayText(Number(packed[1]), Number(packed[2]), Number(packed[3]))
  const match = numbers.exec(whole)
  if (match !== null)
    return figures([match[1] ?? '', match[3] ?? '', match[4] ?? ''], match[2] ?? '', reading)
  const words = named.exec(whole)
  if (words === null) return null
  const start = (words[2] ?? '').toLowerCase()
  const month = monthBeginnings.findIndex((beginnings) =>
    beginnings.some((beginning) => start.startsWith(beginning)),
  )
  return month === -1 ? null : dayText(Number(words[3]), month + 1, Number(words[1]))
}

function figures(
  parts: readonly [string, string, string],
  separator: string,
  reading: DateReading,
): string | null {
  const [one, two, three] = parts
  if (one.length > 2) return dayText(Number(one), Number(two), Number(three))
  if (reading.order === 'ymd' && three.length <= 2)
    return dayText(year(one, reading), Number(two), Number(three))
  // Points stand in Polish, Russian and German dates, where the day comes first.
  const isDayFirst = separator === '.' || reading.order !== 'mdy'
  return dayText(year(three, reading), Number(isDayFirst ? two : one), Number(isDayFirst ? one : two))
}

function year(text: string, reading: DateReading): number {
  if (text.length > 2) return Number(text)
  const century = Math.floor(reading.thisYear / 100) * 100
  const near = century + Number(text)
  return near > reading.thisYear + 1 ? near - 100 : near
}

/** hh:mm:ss of "9:30", "09.30", "9:30 PM". Null: no time. */
export function readTime(text: string): string | null {
  const match = clock.exec(text.trim())
  if (match === null) return null
  const half = match[4]?.toLowerCase()
  const told = Number(match[1])
  if (half !== undefined && (told < 1 || told > 12)) return null
  const hour = half === undefined ? told : (told % 12) + (half === 'p' ? 12 : 0)
  return timeText({ hour, minute: Number(match[2]), second: Number(match[3] ?? 0) })
}

export interface Moment {
  /** ISO 8601 with an offset. */
  readonly instant: string
  readonly hasTime: boolean
}

/** A date with or without a time of day, in the clinic's zone unless it names its offset. A bare day means its first moment. */
export function readMoment(text: string, reading: DateReading): Moment | null {
  const iso = isoInstantText(text, reading.zone)
  if (iso !== null) return { instant: iso, hasTime: true }
  const day = readDay(text, reading)
  if (day !== null) return { instant: reading.zone.instant(day, '00:00:00'), hasTime: false }
  const cut = /^(.+?)[,\sT]+(\d{1,2}[:.]\d{2}.*)$/.exec(text)
  const date = cut === null ? null : readDay(cut[1] ?? '', reading)
  const time = cut === null ? null : readTime(cut[2] ?? '')
  return date === null || time === null ? null : { instant: reading.zone.instant(date, time), hasTime: true }
}

/** What figures say about the order of day and month; null: either, or no such date. */
export function orderShownBy(text: string): 'dmy' | 'mdy' | null {
  const match = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}/.exec(text)
  if (match === null) return null
  if (Number(match[1]) > 12 && Number(match[2]) <= 12) return 'dmy'
  return Number(match[2]) > 12 && Number(match[1]) <= 12 ? 'mdy' : null
}
