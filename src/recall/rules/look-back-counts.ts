// What a look back counts.
// - A cycle was recalled when the patient came again no later than three months after its due date; that time must be over.
// - A count never says who: groups of patients, no patient.

import type { OverdueBand } from './bands.ts'

/** How long a visit after the due date still counts as recalled. */
export const returnMonths = 3

export interface ReturnCount {
  readonly due: number
  /** Came again no later than three months after the due date. */
  readonly returned: number
  /** Came again later than that, and by now. */
  readonly late: number
}

export interface TypeReturns extends ReturnCount {
  readonly typeKey: string
}

export interface Cohort {
  /** The engine is asked as of this instant: what the clinic could have known then. */
  readonly asOf: Temporal.Instant
  /** Cycles due from the day of `asOf` for so many months. */
  readonly months: number
}

export interface Returns {
  readonly byType: readonly TypeReturns[]
  /** Everybody once, with the cycle that was due first. */
  readonly people: ReturnCount
}

export const awayBands = ['away_12_18', 'away_18_24', 'away_24_36', 'away_36_plus'] as const
/** Since the last completed visit, whatever is due; beyond 36 months a patient rarely returns (MISSION A3). */
export type AwayBand = (typeof awayBands)[number]

export interface LapsedGroup {
  readonly overdue: OverdueBand | null
  readonly away: AwayBand | null
  /** 1 to 4: in which quarter of all patients, by what they bring a year; null: their visits carry no value. */
  readonly quarter: number | null
  readonly patients: number
  /** What they brought in a year of coming, together, in minor units; null: not known of any. */
  readonly yearlyMinor: number | null
}

export interface LapsedCount {
  readonly groups: readonly LapsedGroup[]
  /** Patients by definition of packs/lapse; one may be in several. */
  readonly byDefinition: readonly { readonly key: string; readonly patients: number }[]
  /** Patients whose visits carry a value, and the yearly values at which the second to the fourth quarter begin. */
  readonly valued: { readonly patients: number; readonly quartersMinor: readonly number[] | null }
}
