// Invariants:
// - A patient stands in one band at most: months overdue where something is due, else months since the last visit (A3, A4).
// - Who has an open cycle that has not lapsed is not lapsed: the recall programme has them.
// - An appointment or a pause takes a cycle out of the question, not the patient's other cycles.

import { type InactivityBand, inactivityBand, type OverdueBand } from './bands.ts'
import type { RecallStatus } from './status.ts'

export interface OpenCycle {
  readonly typeKey: string
  readonly due: Temporal.PlainDate
  readonly status: RecallStatus
  readonly band: OverdueBand | null
}

export interface Lapse {
  readonly band: OverdueBand | InactivityBand
  /** The cycle that is longest overdue; null for a patient to whom no recall type applies. */
  readonly typeKey: string | null
}

/** The lapse of a living patient who has not left; null when there is none. */
export function lapseOf(
  cycles: readonly OpenCycle[],
  lastVisitOn: Temporal.PlainDate | null,
  today: Temporal.PlainDate,
): Lapse | null {
  if (cycles.length === 0) {
    const band = lastVisitOn === null ? null : inactivityBand(lastVisitOn, today)
    return band === null ? null : { band, typeKey: null }
  }
  const [longest] = cycles
    .flatMap(({ typeKey, due, status, band }) =>
      status === 'lapsed' && band !== null ? [{ typeKey, due, band }] : [],
    )
    .sort(
      (one, other) =>
        Temporal.PlainDate.compare(one.due, other.due) || (one.typeKey < other.typeKey ? -1 : 1),
    )
  return longest === undefined ? null : { band: longest.band, typeKey: longest.typeKey }
}
