import type { DueCycleDetail } from '../../../src/insights/contract/due-list.ts'
import { useText } from '../messages/use-text.ts'

/** “6 months and 1 day”. */
export function useIntervalWords(): (interval: DueCycleDetail['interval']) => string {
  const text = useText()
  return ({ months, days }) => {
    if (days === 0) return text('recalls.months', { count: months })
    return months === 0
      ? text('recalls.days', { count: days })
      : text('recalls.monthsAndDays', { months, days })
  }
}
