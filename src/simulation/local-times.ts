import { dateOfDay } from './rules/days.ts'

/** Writes wall-clock moments of one zone as ISO text with their offset. */
export interface LocalTimes {
  /** `day`: days since 1970-01-01; `minute`: after midnight, on the wall. */
  at(day: number, minute: number): string
}

/** The offset is looked up once a day, at noon: simulated visits never fall into the night in which clocks change. */
export function localTimes(zone: string): LocalTimes {
  const days = new Map<number, readonly [string, string]>()
  const written = (day: number): readonly [string, string] => {
    const known = days.get(day)
    if (known !== undefined) return known
    const noon = dateOfDay(day).toZonedDateTime({ timeZone: zone, plainTime: '12:00' })
    const texts = [noon.toPlainDate().toString(), noon.offset] as const
    days.set(day, texts)
    return texts
  }
  return {
    at: (day, minute) => {
      const [date, offset] = written(day)
      return `${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00${offset}`
    },
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
