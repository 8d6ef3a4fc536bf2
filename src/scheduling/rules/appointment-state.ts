// Invariants:
// - A state that has ended stays ended: expired, cancelled, fulfilled and no_show lead nowhere.
// - Only live appointments (held, booked) occupy time.

export type AppointmentState = 'held' | 'booked' | 'fulfilled' | 'cancelled' | 'no_show' | 'expired'

/** Which states an appointment may go to from the one it is in. */
const nextStates: Readonly<Record<AppointmentState, readonly AppointmentState[]>> = {
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
