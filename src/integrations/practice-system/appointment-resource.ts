// What a booking looks like in FHIR R4 (http://hl7.org/fhir/R4/appointment.html). Pure.

/** What a written-back booking says about itself. */
export interface BookingFacts {
  readonly appointmentId: string
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly createdAt: Temporal.Instant
  readonly serviceName: string | null
  /** Id of the patient on that server. */
  readonly patientId: string
  readonly resources: readonly BookedResource[]
}

export interface BookedResource {
  readonly kind: 'practitioner' | 'chair' | 'room'
  readonly name: string
  /** Id on that server; null: it is unknown there and only named. */
  readonly remoteId: string | null
}

/** Makes our bookings findable there, and the create safe to repeat (If-None-Exist). */
export const identifierSystem = 'urn:kembali:appointment'

export interface AppointmentResource {
  readonly resourceType: 'Appointment'
  readonly identifier: readonly { readonly system: string; readonly value: string }[]
  readonly status: 'booked'
  readonly serviceType?: readonly { readonly text: string }[]
  readonly start: string
  readonly end: string
  readonly minutesDuration: number
  readonly created: string
  readonly participant: readonly Participant[]
}

interface Participant {
  readonly actor: { readonly reference?: string; readonly display?: string }
  readonly status: 'accepted'
}

export function appointmentResource(booking: BookingFacts): AppointmentResource {
  return {
    resourceType: 'Appointment',
    identifier: [{ system: identifierSystem, value: booking.appointmentId }],
    status: 'booked',
    ...(booking.serviceName === null ? {} : { serviceType: [{ text: booking.serviceName }] }),
    start: booking.startsAt.toString(),
    end: booking.endsAt.toString(),
    minutesDuration: Math.round(booking.startsAt.until(booking.endsAt).total('minutes')),
    created: booking.createdAt.toString({ smallestUnit: 'second' }),
    participant: [
      { actor: { reference: `Patient/${booking.patientId}` }, status: 'accepted' },
      ...booking.resources.map((one) => ({ actor: actorOf(one), status: 'accepted' as const })),
    ],
  }
}

function actorOf({ kind, name, remoteId }: BookedResource): Participant['actor'] {
  if (remoteId === null) return { display: name }
  return { reference: `${kind === 'practitioner' ? 'Practitioner' : 'Location'}/${remoteId}`, display: name }
}

/** What the status of an Appointment over there means for ours (R4 value set appointmentstatus). */
export function meaningOf(status: unknown): 'confirmed' | 'pending' | 'refused' | 'unclear' {
  switch (status) {
    case 'booked':
    case 'arrived':
    case 'checked-in':
    case 'fulfilled':
      return 'confirmed'
    case 'proposed':
    case 'pending':
    case 'waitlist':
      return 'pending'
    case 'cancelled':
    case 'noshow':
    case 'entered-in-error':
      return 'refused'
    default:
      return 'unclear'
  }
}
