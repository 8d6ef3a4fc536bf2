import { useIntl } from 'react-intl'
import { type Week, weekRuns } from './week-runs.ts'

// 1 January 2024 was a Monday.
const dayOfWeek = (index: number): string => `2024-01-0${index + 1}`

/** Names of weekdays in the reader's language, Monday being 0. */
export function useDayNames(): (index: number, length?: 'short' | 'long') => string {
  const intl = useIntl()
  return (index, length = 'short') => intl.formatDate(dayOfWeek(index), { weekday: length, timeZone: 'UTC' })
}

/** “Mon–Fri 08:00–12:00, 13:00–16:00”, a line for each run of days. */
export function useWeekLines(): (week: Week) => readonly string[] {
  const dayName = useDayNames()
  return (week) =>
    weekRuns(week).map(({ from, to, hours }) => {
      const names = from === to ? dayName(from) : `${dayName(from)}–${dayName(to)}`
      return `${names} ${hours.map((one) => one.replace('-', '–')).join(', ')}`
    })
}
