import { useText } from '../messages/use-text.ts'

interface Interval {
  readonly months: number
  readonly days: number
}

/** “6 months and 1 day”. */
export function useIntervalWords(): (interval: Interval) => string {
  const text = useText()
  return ({ months, days }) => {
    if (days === 0) return text('recalls.months', { count: months })
    return months === 0
      ? text('recalls.days', { count: days })
      : text('recalls.monthsAndDays', { months, days })
  }
}

/** The same, and whose interval it is where it is not the usual one. */
export function useUsedIntervalWords(): (
  interval: Interval & { readonly from: 'type' | 'risk' | 'arranged' },
) => string {
  const text = useText()
  const words = useIntervalWords()
  return (used) => {
    const interval = words(used)
    if (used.from === 'type') return interval
    return text(used.from === 'risk' ? 'recalls.intervalOfRisk' : 'recalls.intervalOfPatient', { interval })
  }
}
