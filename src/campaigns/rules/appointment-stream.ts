// Invariants:
// - The stream belongs to the appointment, not to an enrolment: it runs for every live booking, whoever made it.
// - A step planned for a day on which the visit was not yet booked is left out: who has just booked is not asked again.
// - A step and channel are contacted at most once; nothing is asked of a confirmed, cancelled or moved visit.

import type { AppointmentStep, Channel } from './campaign-document.ts'
import { dayOf, firstInWindow, later, type StepContact, startOf } from './sequence.ts'

export interface AppointmentState {
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  /** `null` when the practice system did not say. */
  readonly bookedAt: Temporal.Instant | null
  /** IANA zone of the clinic: the visit happens there. */
  readonly zone: string
  readonly status: 'booked' | 'confirmed' | 'arrived' | 'missed' | 'ended'
  readonly usableChannels: readonly Channel[]
  readonly contacts: readonly StepContact[]
  readonly now: Temporal.Instant
}

export type NextAppointmentStep =
  | {
      readonly kind: 'contact'
      readonly step: AppointmentStep
      readonly channel: Channel
      readonly contactNumber: number
      readonly at: Temporal.Instant
      readonly expiresAt: Temporal.Instant
    }
  | { readonly kind: 'none' }

/** The next contact about a visit, or none as things stand; ask again when its state changes. */
export function nextAppointmentStep(
  steps: readonly AppointmentStep[],
  state: AppointmentState,
): NextAppointmentStep {
  const planned = steps
    .map((step) => contactOf(step, state))
    .filter((contact) => contact !== null)
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at))
  return planned[0] ?? { kind: 'none' }
}

function contactOf(
  step: AppointmentStep,
  state: AppointmentState,
): (NextAppointmentStep & { readonly kind: 'contact' }) | null {
  if (!isWanted(step, state)) return null
  const done = state.contacts.filter((contact) => contact.stepKey === step.key)
  if (done.some((contact) => contact.outcome === 'open' || contact.outcome === 'sent')) return null
  const choice = step.channels
    .map((channel, contactNumber) => ({ channel, contactNumber }))
    .filter(({ channel }) => state.usableChannels.includes(channel))
    .find(({ contactNumber }) => !done.some((contact) => contact.contactNumber === contactNumber))
  if (choice === undefined) return null

  const visitDay = dayOf(step.anchor === 'starts' ? state.startsAt : state.endsAt, state.zone)
  const plannedDay = visitDay.add({ days: step.days })
  if (isBookedTooLateFor(plannedDay, step, state)) return null
  const earliest = later(startOf(plannedDay, state.zone), notBefore(step, state))
  const at = firstInWindow(later(earliest, state.now), step.window, state.zone)
  const expiresAt = staleFrom(step, visitDay, state)
  if (Temporal.Instant.compare(at, expiresAt) >= 0) return null
  return { kind: 'contact', step, ...choice, at, expiresAt }
}

function isWanted(step: AppointmentStep, state: AppointmentState): boolean {
  switch (step.kind) {
    case 'confirm':
    case 'confirm_again':
      return state.status === 'booked'
    case 'day_before':
      return state.status === 'booked' || state.status === 'confirmed'
    case 'missed':
      return state.status === 'missed'
  }
}

function isBookedTooLateFor(
  plannedDay: Temporal.PlainDate,
  step: AppointmentStep,
  state: AppointmentState,
): boolean {
  if (state.bookedAt === null || step.kind === 'missed') return false
  return Temporal.PlainDate.compare(dayOf(state.bookedAt, state.zone), plannedDay) >= 0
}

function notBefore(step: AppointmentStep, state: AppointmentState): Temporal.Instant {
  return step.anchor === 'ends' ? state.endsAt.add({ minutes: step.afterMinutes ?? 0 }) : state.now
}

/** The end of the last useful day, and never after the visit has begun for what comes before it. */
function staleFrom(
  step: AppointmentStep,
  visitDay: Temporal.PlainDate,
  state: AppointmentState,
): Temporal.Instant {
  const endOfLastDay = startOf(visitDay.add({ days: step.latestDays + 1 }), state.zone)
  if (step.anchor === 'ends') return endOfLastDay
  return Temporal.Instant.compare(endOfLastDay, state.startsAt) < 0 ? endOfLastDay : state.startsAt
}
