// How alike two birth dates are.
// - Dates are yyyy-mm-dd; the answer does not depend on which comes first.
// - Looked for are the ways in which one date is written down wrongly, not how near two days are to each other.

import { isOneSlipApart } from './text-distance.ts'

export type BirthDateLevel =
  | 'same'
  | 'same_first_of_year'
  | 'swapped'
  | 'slip'
  | 'two_parts'
  | 'differs'
  | 'missing'

export function compareBirthDates(one: string | null, other: string | null): BirthDateLevel {
  if (one === null || other === null) return 'missing'
  if (one === other) return one.endsWith('-01-01') ? 'same_first_of_year' : 'same'
  const [year, month, day] = one.split('-')
  const [otherYear, otherMonth, otherDay] = other.split('-')
  if (year === otherYear && month === otherDay && day === otherMonth) return 'swapped'
  if (isOneSlipApart(one.replaceAll('-', ''), other.replaceAll('-', ''))) return 'slip'
  const alike = Number(year === otherYear) + Number(month === otherMonth) + Number(day === otherDay)
  return alike === 2 ? 'two_parts' : 'differs'
}
