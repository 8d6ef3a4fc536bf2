// Invariants:
// - A state that has ended stays ended: expired, cancelled, fulfilled and no_show lead nowhere.
// - Only live appointments (held, booked) occupy time.

import { assertNever } from '../../platform/rules/assert-never.ts'

export type AppointmentState = 'held' | 'booked' | 'fulfilled' | 'cancelled' | 'no_show' | 'expired'

/** Which states an appointment may go to from the one it is in. */
export const nextStates: Readonly<Record<AppointmentState, readonly AppointmentState[]>> = {
  held: ['booked', 'expired', 'cancelled'],
  booked: ['fulfilled', 'cancelled', 'no_show'],
  fulfilled: [],
  cancelled: [],
  no_show: [],
  expired: [],
}

export function canBecome(from: AppointmentState, to: AppointmentState): boolean {
  return nextStates[from].includes(to)
}

/** What the occupancy rows of an appointment in this state say; past visits keep their time, so history adds up. */
export function occupancyOf(state: AppointmentState): 'held' | 'booked' | 'released' {
  switch (state) {
    case 'held':
      return 'held'
    case 'booked':
    case 'fulfilled':
    case 'no_show':
      return 'booked'
    case 'cancelled':
    case 'expired':
      return 'released'
    default:
      return assertNever(state)
  }
}
