// Adds up the groups of lapsed patients, one way at a time.
// - Every band is there, also when nobody is in it, in its own order.
// - Who is both away and overdue is in both tables, and once in the sum.

import { overdueBands } from '../../recall/rules/bands.ts'
import { awayBands, type LapsedCount, type LapsedGroup } from '../../recall/rules/look-back-counts.ts'
import { fewestCases } from './proof.ts'

interface Sum {
  readonly patients: number
  readonly yearlyMinor: number | null
}

export function addUpLapsed({ groups, valued }: Pick<LapsedCount, 'groups' | 'valued'>) {
  const { quartersMinor } = valued
  return {
    patients: sumOf(groups).patients,
    byAway: awayBands.map((band) => ({ band, ...sumOf(groups.filter(({ away }) => away === band)) })),
    byOverdue: overdueBands.map((band) => ({
      band,
      ...sumOf(groups.filter(({ overdue }) => overdue === band)),
    })),
    byQuarter:
      valued.patients < fewestCases || quartersMinor === null
        ? null
        : [null, ...quartersMinor].map((fromMinor, index) => ({
            fromMinor,
            ...sumOf(groups.filter(({ quarter }) => quarter === index + 1)),
          })),
    withoutValue: sumOf(groups.filter(({ quarter }) => quarter === null)).patients,
  }
}

function sumOf(groups: readonly LapsedGroup[]): Sum {
  return groups.reduce<Sum>(
    (sum, { patients, yearlyMinor }) => ({
      patients: sum.patients + patients,
      yearlyMinor: yearlyMinor === null ? sum.yearlyMinor : (sum.yearlyMinor ?? 0) + yearlyMinor,
    }),
    { patients: 0, yearlyMinor: null },
  )
}
