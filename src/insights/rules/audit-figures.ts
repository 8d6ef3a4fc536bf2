// What the audit of today's situation says of counts.
// - Under 30 cases: counts only, no share and nothing worked out from one.
// - The gain is a range: its low end leaves out those who come late anyway (they would only come earlier); its high end
//   counts every one. Points that would lift the share above 100 % are not there to be gained.
// - Money is visits times the mean value of a visit, and not known where that is not.

import type { ReturnCount } from '../../recall/rules/look-back-counts.ts'
import { fewestCases } from './proof.ts'

export const verdictsOfShare = ['below', 'within', 'above', 'too_few', 'no_benchmark'] as const
export type ShareVerdict = (typeof verdictsOfShare)[number]

export interface Range {
  readonly low: number
  readonly high: number
}

/** Null under 30 cases. */
export function recalledShare({ due, returned }: ReturnCount): number | null {
  return due < fewestCases ? null : returned / due
}

export function againstBenchmark(count: ReturnCount, benchmark: Range | null): ShareVerdict {
  const share = recalledShare(count)
  if (share === null) return 'too_few'
  if (benchmark === null) return 'no_benchmark'
  if (share < benchmark.low) return 'below'
  return share > benchmark.high ? 'above' : 'within'
}

export interface Gain {
  /** Percentage points of recall more. */
  readonly points: number
  /** Extra visits a year, whole. */
  readonly visits: Range
  /** What they bring a year, minor units; null: the value of a visit is not known. */
  readonly moneyMinor: Range | null
}

export interface GainQuestion {
  readonly people: ReturnCount
  /** How long the people of `people` took to fall due. */
  readonly months: number
  readonly points: number
  readonly visitValueMinor: number | null
}

/** Null under 30 cases, and where everybody comes already. */
export function gainOf({ people, months, points, visitValueMinor }: GainQuestion): Gain | null {
  const share = recalledShare(people)
  if (share === null || share === 1) return null
  const dueInYear = (people.due * 12) / months
  const gained = Math.min(points / 100, 1 - share)
  const missing = people.due - people.returned
  const comesAnyway = people.late / missing
  const visits = {
    low: Math.floor(dueInYear * gained * (1 - comesAnyway)),
    high: Math.floor(dueInYear * gained),
  }
  return {
    points,
    visits,
    moneyMinor:
      visitValueMinor === null
        ? null
        : { low: visits.low * visitValueMinor, high: visits.high * visitValueMinor },
  }
}
