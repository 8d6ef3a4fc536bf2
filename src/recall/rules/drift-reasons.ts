// Why a patient stayed away, as a person says it (MISSION A7).
// - Who is gone is not lapsed and is not invited any more; the others stay lapsed, and audiences may name the reason.
// - A reason holds until the next visit: who came back has drifted away no longer.

/** They do not come back: the record says so from now on. */
export const goneReasons = ['moved_away', 'other_doctor', 'left_formally', 'deceased'] as const
export type GoneReason = (typeof goneReasons)[number]

/** They may come back. */
const stayingReasons = [
  'no_time',
  'forgot',
  'nothing_hurts',
  'job',
  'insurance_changed',
  'awkward_booking',
  'felt_indifference',
  'disappointed',
  'unreachable',
  'other',
] as const

export const driftReasons = [...goneReasons, ...stayingReasons] as const
export type DriftReason = (typeof driftReasons)[number]

export function isGone(reason: DriftReason): reason is GoneReason {
  return goneReasons.some((one) => one === reason)
}
