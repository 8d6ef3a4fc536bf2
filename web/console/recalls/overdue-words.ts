import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'

const weekFrom = 14
const monthFrom = 371
const daysPerMonth = 365.2425 / 12

interface UnitKeys {
  readonly days: MessageKey
  readonly weeks: MessageKey
  readonly months: MessageKey
}

// Under a table header only the length is said; elsewhere the words that go with it.
const plain: UnitKeys = { days: 'recalls.days', weeks: 'recalls.weeks', months: 'recalls.months' }
const past: UnitKeys = {
  days: 'recalls.overdueDays',
  weeks: 'recalls.overdueWeeks',
  months: 'recalls.overdueMonths',
}
const ahead: UnitKeys = { days: 'recalls.inDays', weeks: 'recalls.inWeeks', months: 'recalls.inMonths' }

function inUnits(days: number, keys: UnitKeys): { readonly key: MessageKey; readonly count: number } {
  if (days < weekFrom) return { key: keys.days, count: days }
  if (days < monthFrom) return { key: keys.weeks, count: Math.floor(days / 7) }
  return { key: keys.months, count: Math.floor(days / daysPerMonth) }
}

/** How long a date lies back, in the unit one would say it in: days to two weeks, weeks to a year, then months. */
export function useOverdueWords() {
  const text = useText()
  const say = ({ key, count }: { readonly key: MessageKey; readonly count: number }) => text(key, { count })
  return {
    /** “28 weeks”; ahead “in 12 days”. */
    short: (overdueDays: number): string => {
      if (overdueDays === 0) return text('recalls.today')
      return say(overdueDays > 0 ? inUnits(overdueDays, plain) : inUnits(-overdueDays, ahead))
    },
    /** “28 weeks overdue”; ahead “in 12 days”. */
    long: (overdueDays: number): string => {
      if (overdueDays === 0) return text('recalls.today')
      return say(overdueDays > 0 ? inUnits(overdueDays, past) : inUnits(-overdueDays, ahead))
    },
  }
}
