// Invariants:
// - A definition is data of a practice type; several may hold for one patient, none for whoever is dead or formally left
//   (MISSION A3), nor for whoever has a visit in the book.
// - Days are compared with days counted back from today, so that SQL asks the same by plain comparison.
// - A cycle that staff paused is nobody's lapse.

import { assertNever } from '../../platform/rules/assert-never.ts'
import type { RecallStatus } from './status.ts'

export type LapseRule =
  /** An open cycle is overdue by this many months: within them it is still recall. */
  | { readonly kind: 'overdue'; readonly months: number }
  /** A chronic cycle past its date whose visit was missed or cancelled, or past its grace; not booked again. */
  | { readonly kind: 'chronic_missed' }
  /** Something of a treatment remains, nobody came for so many days, and it is not older than so many months. */
  | { readonly kind: 'unfinished'; readonly idleDays: number; readonly freshMonths: number }
  /** No visit for so many months, and fewer than `toMonths`. */
  | { readonly kind: 'inactive'; readonly fromMonths: number; readonly toMonths?: number | undefined }

export interface CycleStanding {
  readonly due: Temporal.PlainDate
  readonly status: RecallStatus
  readonly isChronic: boolean
  /** An appointment after the cycle's trigger that was missed or cancelled and could have been for it. */
  readonly wasMissed: boolean
}

export interface LapseFacts {
  readonly cycles: readonly CycleStanding[]
  readonly lastVisitOn: Temporal.PlainDate | null
  readonly hasVisitAhead: boolean
  /** Days on which what remains of a treatment was planned or the plan began; a day unknown counts as today. */
  readonly unfinishedSince: readonly Temporal.PlainDate[]
}

/** Whether a definition holds for a living patient who has not left. */
export function isLapsedBy(
  rule: LapseRule,
  { cycles, lastVisitOn, hasVisitAhead, unfinishedSince }: LapseFacts,
  today: Temporal.PlainDate,
): boolean {
  if (hasVisitAhead) return false
  const open = cycles.filter(({ status }) => status !== 'paused' && status !== 'booked')
  switch (rule.kind) {
    case 'overdue':
      return open.some(({ due }) => !isAfter(due, today.subtract({ months: rule.months })))
    case 'chronic_missed':
      return open.some(
        ({ isChronic, due, status, wasMissed }) =>
          isChronic && isAfter(today, due) && (status === 'lapsed' || wasMissed),
      )
    case 'unfinished': {
      const isIdle = lastVisitOn === null || !isAfter(lastVisitOn, today.subtract({ days: rule.idleDays }))
      const oldest = today.subtract({ months: rule.freshMonths })
      return isIdle && unfinishedSince.some((since) => isAfter(since, oldest))
    }
    case 'inactive': {
      if (lastVisitOn === null || isAfter(lastVisitOn, today.subtract({ months: rule.fromMonths })))
        return false
      return rule.toMonths === undefined || isAfter(lastVisitOn, today.subtract({ months: rule.toMonths }))
    }
    default:
      return assertNever(rule)
  }
}

function isAfter(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, other) > 0
}
