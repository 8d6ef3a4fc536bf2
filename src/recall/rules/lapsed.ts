// Invariants:
// - Lapsed is a raw question here: the last completed visit ended more than N × 24 hours before T, to the microsecond.
// - A visit that ends after T does not count; who never came is not lapsed; who is dead at T is not asked about.
// - A person with merged records counts once, and the visits of all of them count.
// - Reasons are shown, never filtered by.

import { driftReasons } from './drift-reasons.ts'
import { isDeadAt, notAfter, type PatientRecord, type Person, recordsOf } from './patient-history.ts'

/** What is on record, or what somebody said, and may explain why someone stayed away (MISSION A7). */
export const lapseReasons = [
  'booked',
  'cancelled_never_rebooked',
  'unfinished_treatment',
  'no_contact',
  'probably_lost',
  // Among them left_formally and insurance_changed, which records tell too.
  ...driftReasons,
] as const
export type LapseReason = (typeof lapseReasons)[number]

/** The end of the last completed visit before T when it is more than `overDays` × 24 h ago, else null. */
export function lapsedSince(
  person: Person,
  { asOf, overDays }: { readonly asOf: Temporal.Instant; readonly overDays: number },
): Temporal.Instant | null {
  if (recordsOf(person).some((record) => isDeadAt(record, asOf))) return null
  const last = lastCompleted(person, asOf)
  if (last === null) return null
  return Temporal.Instant.compare(last, asOf.subtract({ hours: overDays * 24 })) < 0 ? last : null
}

/** The end of the last completed visit by T, of all records; null: none is on record. */
export function lastCompleted(person: Person, asOf: Temporal.Instant): Temporal.Instant | null {
  return (
    recordsOf(person)
      .flatMap(completedEnds)
      .filter((end) => notAfter(end, asOf))
      .sort(Temporal.Instant.compare)
      .at(-1) ?? null
  )
}

/** A fulfilled appointment stands for the visit when no visit is on record for it. */
function completedEnds({ visits, appointments }: PatientRecord): readonly Temporal.Instant[] {
  return [
    ...visits.filter(({ status }) => status === 'finished').flatMap(({ endedAt }) => endedAt ?? []),
    ...appointments
      .filter(({ state, hasCompletedVisit }) => state === 'fulfilled' && !hasCompletedVisit)
      .map(({ endsAt }) => endsAt),
  ]
}
