import { weekPlan } from '../../../../src/scheduling/contract/schedule-shapes.ts'
import { type Day, days, type Week } from '../week-runs.ts'

/** A span as two clock fields hold it. */
export interface SpanValue {
  readonly opens: string
  readonly closes: string
}

export type WeekValues = Readonly<Record<Day, readonly SpanValue[]>>

export function weekValuesOf(week: Week): WeekValues {
  const spans = (day: Day): readonly SpanValue[] =>
    (week[day] ?? []).map((hours) => {
      const [opens = '', closes = ''] = hours.split('-')
      return { opens, closes }
    })
  return Object.fromEntries(days.map((day) => [day, spans(day)])) as WeekValues
}

/** Sorted, closed days left out. */
export function weekOf(values: WeekValues): Partial<Record<Day, string[]>> {
  const entries = days.map((day) => [day, values[day].map(hoursOf).sort()] as const)
  return Object.fromEntries(entries.filter(([, hours]) => hours.length > 0))
}

function hoursOf({ opens, closes }: SpanValue): string {
  return `${opens}-${closes}`
}

export type WeekFault = 'hours' | 'overlap'

/** What is wrong, by field: `hours.mon.0` is a span, `hours.mon` a day. By the rules of the schedule file. */
export function weekFaults(values: WeekValues): Readonly<Record<string, WeekFault>> {
  return Object.fromEntries(
    days.flatMap((day) => {
      const judged = weekPlan.safeParse({ [day]: values[day].map(hoursOf) })
      return (judged.error?.issues ?? []).map(({ path }) =>
        path.length > 1 ? [`hours.${day}.${String(path[1])}`, 'hours'] : [`hours.${day}`, 'overlap'],
      )
    }),
  )
}

const workdays: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri']

/** Monday to Friday become what one day is. */
export function copiedToWeekdays(values: WeekValues, from: Day): WeekValues {
  return { ...values, ...Object.fromEntries(workdays.map((day) => [day, values[from]])) }
}

const usual: SpanValue = { opens: '08:00', closes: '16:00' }

/** One more span on a day: the usual hours first, then from where the last one ends. */
export function withOneMore(values: WeekValues, day: Day): WeekValues {
  const last = values[day].at(-1)
  const added = last === undefined ? usual : { opens: last.closes, closes: '' }
  return { ...values, [day]: [...values[day], added] }
}

export function withoutSpan(values: WeekValues, day: Day, index: number): WeekValues {
  return { ...values, [day]: values[day].filter((_, at) => at !== index) }
}
