import type { When } from '../contract/when.ts'
import { localeOf, type Reading, usesTwelveHours } from './reading.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** "Thu 26 Nov 10:00"; the year is said only where it is not the present one. */
export function formatDay(at: Temporal.Instant, reading: Reading, now: Temporal.Instant): string {
  return `${formatDate(at, reading, now)} ${formatTime(at, reading)}`
}

/** The same without the time: "Thu 26 Nov". */
export function formatDate(at: Temporal.Instant, reading: Reading, now: Temporal.Instant): string {
  const date = at.toZonedDateTimeISO(reading.zone).toPlainDate()
  const isOtherYear = date.year !== now.toZonedDateTimeISO(reading.zone).year
  const weekday = part(date, reading, { weekday: 'short' })
  return `${weekday} ${dayOfMonth(date, reading)}${isOtherYear ? yearAfter(date, reading) : ''}`
}

/** A due date, always with its year: "26 Nov 2026". */
export function formatDueDate(date: Temporal.PlainDate, reading: Reading): string {
  return `${dayOfMonth(date, reading)}${yearAfter(date, reading)}`
}

/** Spelt out for letters and e-mail: "Thursday, 26 November", "czwartek, 26 listopada". */
export function formatLongDay(at: Temporal.Instant, reading: Reading): string {
  const date = at.toZonedDateTimeISO(reading.zone).toPlainDate()
  const shape = { weekday: 'long', day: 'numeric', month: 'long' } as const
  const text = formatOf(reading, shape).format(midnight(date))
  return text.includes(',') ? text : text.replace(' ', ', ')
}

/** "15:05", American and Malaysian English "3:05 pm", Malay "3.05 petang" (CLDR would write 3:05 PTG). */
export function formatTime(at: Temporal.Instant, reading: Reading): string {
  const local = at.toZonedDateTimeISO(reading.zone)
  return usesTwelveHours(reading)
    ? twelveHours(local, reading)
    : `${twoDigits(local.hour)}:${twoDigits(local.minute)}`
}

/** For SMS, where every character counts: "wt 16.03", "вт 16.03", "Sel 16/3", "Tue 16 Mar". */
export function shortDay(at: Temporal.Instant, reading: Reading): string {
  const date = at.toZonedDateTimeISO(reading.zone).toPlainDate()
  const day = `${weekdayInSms(date, reading)} `
  switch (reading.language) {
    case 'pl':
    case 'ru':
      return `${day}${date.day}.${twoDigits(date.month)}`
    case 'ms':
      return `${day}${date.day}/${date.month}`
    case 'en':
      return `${day}${dayOfMonth(date, reading)}`
  }
}

/** For SMS: "9:05", "3:05 pm", "3.05 petang". */
export function shortTime(at: Temporal.Instant, reading: Reading): string {
  const local = at.toZonedDateTimeISO(reading.zone)
  return usesTwelveHours(reading) ? twelveHours(local, reading) : `${local.hour}:${twoDigits(local.minute)}`
}

/** Offered times as an SMS lists them: "1) wt 16.03 15:05, 2) śr 17.03 9:00". */
export function numberedTimes(times: readonly Temporal.Instant[], reading: Reading): string {
  return times
    .map((at, index) => `${index + 1}) ${shortDay(at, reading)} ${shortTime(at, reading)}`)
    .join(', ')
}

/** How long somebody has waited: "18 min", "3 h"; from a day on the date they began. */
export function formatWaiting(since: Temporal.Instant, reading: Reading, now: Temporal.Instant): string {
  const minutes = Math.max(0, Math.floor(since.until(now).total('minutes')))
  const units = waitingUnits[reading.language]
  if (minutes < 60) return `${minutes}\u00a0${units.minute}`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}\u00a0${units.hour}`
  return formatDate(since, reading, now)
}

/** The moment for the wire: exact for machines, in words for the reader. */
export function when(at: Temporal.Instant, reading: Reading, now: Temporal.Instant): When {
  return { iso: at.toString(), text: formatDay(at, reading, now) }
}

const waitingUnits = {
  en: { minute: 'min', hour: 'h' },
  pl: { minute: 'min', hour: 'godz.' },
  ru: { minute: 'мин', hour: 'ч' },
  ms: { minute: 'min', hour: 'jam' },
} as const

/** CLDR writes "wt." and "Tue"; in an SMS the dot is a character that says nothing. Monday first. */
const smsWeekdays = {
  pl: ['pn', 'wt', 'śr', 'czw', 'pt', 'sob', 'nd'],
  ru: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'],
  ms: ['Isn', 'Sel', 'Rab', 'Kha', 'Jum', 'Sab', 'Ahd'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const

function weekdayInSms(date: Temporal.PlainDate, reading: Reading): string {
  return smsWeekdays[reading.language][date.dayOfWeek - 1] ?? ''
}

function dayOfMonth(date: Temporal.PlainDate, reading: Reading): string {
  const month = part(date, reading, { month: 'short', day: 'numeric' })
  return localeOf(reading) === 'en-US' ? `${month} ${date.day}` : `${date.day} ${month}`
}

function yearAfter(date: Temporal.PlainDate, reading: Reading): string {
  return localeOf(reading) === 'en-US' ? `, ${date.year}` : ` ${date.year}`
}

/** The weekday, or the month in the form it has beside a day (lis, нояб.). */
function part(date: Temporal.PlainDate, reading: Reading, shape: Intl.DateTimeFormatOptions): string {
  const wanted = shape.weekday === undefined ? 'month' : 'weekday'
  return (
    formatOf(reading, shape)
      .formatToParts(midnight(date))
      .find(({ type }) => type === wanted)?.value ?? ''
  )
}

/** A calendar day as Intl takes it, together with the zone UTC of `formatOf`. */
function midnight(date: Temporal.PlainDate): number {
  return date.toZonedDateTime('UTC').epochMilliseconds
}

function formatOf(reading: Reading, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = localeOf(reading)
  const key = `${locale} ${JSON.stringify(shape)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...shape, timeZone: 'UTC' })
  formats.set(key, known)
  return known
}

function twelveHours(local: Temporal.ZonedDateTime, { language, country }: Reading): string {
  const hour = local.hour % 12 === 0 ? 12 : local.hour % 12
  const minute = twoDigits(local.minute)
  if (language === 'ms') return `${hour}.${minute} ${malayPartOfDay(local.hour)}`
  const half = local.hour < 12 ? 'am' : 'pm'
  return `${hour}:${minute} ${country === 'US' ? half.toUpperCase() : half}`
}

function malayPartOfDay(hour: number): string {
  if (hour < 12) return 'pagi'
  if (hour < 14) return 'tengah hari'
  return hour < 19 ? 'petang' : 'malam'
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
