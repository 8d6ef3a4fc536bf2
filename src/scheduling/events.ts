import type { DomainEvent } from '../platform/events/domain-event.ts'

export type BookedVia = 'page' | 'sms' | 'staff' | 'simulation'

/** Who ended an appointment. */
export type EndedBy = 'patient' | 'staff' | 'practice_system' | 'simulation'

export interface AppointmentBooked extends DomainEvent {
  readonly type: 'appointment.booked'
  readonly appointmentId: string
  readonly patientId: string
  readonly serviceId: string | null
  readonly startsAt: Temporal.Instant
  /** The sending stream whose outreach led here. */
  readonly origin: string | null
  /** What that outreach was about, e.g. enrolment:<id>. */
  readonly subjectKey: string | null
  readonly via: BookedVia | 'import'
  /** The appointment that this one moves; its own appointment.cancelled came just before. */
  readonly movedFrom: string | null
}

export interface AppointmentCancelled extends DomainEvent {
  readonly type: 'appointment.cancelled'
  readonly appointmentId: string
  readonly patientId: string
  readonly startsAt: Temporal.Instant
  readonly origin: string | null
  readonly by: EndedBy
  /** The appointment that takes its place; its own appointment.booked follows. */
  readonly movedTo: string | null
}

export interface AppointmentConfirmed extends DomainEvent {
  readonly type: 'appointment.confirmed'
  readonly appointmentId: string
  readonly patientId: string
  readonly startsAt: Temporal.Instant
}

export interface AppointmentFulfilled extends DomainEvent {
  readonly type: 'appointment.fulfilled'
  readonly appointmentId: string
  readonly patientId: string
  readonly startsAt: Temporal.Instant
}

export interface AppointmentMissed extends DomainEvent {
  readonly type: 'appointment.missed'
  readonly appointmentId: string
  readonly patientId: string
  readonly startsAt: Temporal.Instant
}

/** The practice system would not have it: the time is free again (appointment.cancelled came just before). */
export interface AppointmentRefused extends DomainEvent {
  readonly type: 'appointment.refused'
  readonly appointmentId: string
  readonly patientId: string
  readonly serviceId: string | null
  readonly startsAt: Temporal.Instant
  readonly origin: string | null
  readonly subjectKey: string | null
}
