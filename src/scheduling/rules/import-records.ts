// What an import hands over about time: visits, appointments, free and busy time, whose time it is.
// - Instants are ISO 8601 with an offset, checked by the reader; an end never stands before its start.
// - Names of other records are the source's own ids: the merge derives ours from them, so that order does not matter.

/** ISO 8601 with an offset */
type InstantText = string

/** A practitioner, room or chair as another record names it. */
export interface ResourceName {
  readonly externalId: string
  /** What the naming record calls it; its own record knows better. */
  readonly name: string | null
  readonly kind: 'practitioner' | 'chair' | 'room'
}

export interface ResourceRecord {
  readonly kind: 'resource'
  readonly externalId: string
  readonly type: 'practitioner' | 'chair' | 'room'
  readonly name: string
  /** As the source writes it; null: not told. */
  readonly speciality: string | null
  readonly locationExternalId: string | null
  readonly hasEnded: boolean
}

export interface ScheduleRecord {
  readonly kind: 'schedule'
  readonly externalId: string
  readonly resource: ResourceName
}

export interface SlotRecord {
  readonly kind: 'slot'
  readonly externalId: string
  readonly scheduleExternalId: string
  readonly startsAt: InstantText
  readonly endsAt: InstantText
  readonly status: 'free' | 'busy'
}

export interface VisitRecord {
  readonly kind: 'visit'
  readonly externalId: string
  readonly patientExternalId: string
  readonly appointmentExternalId: string | null
  readonly resource: ResourceName | null
  readonly locationExternalId: string | null
  /** FHIR encounter-status; 'finished' is a completed visit. */
  readonly status: string
  readonly kindCode: string | null
  readonly kindText: string | null
  readonly reasonCode: string | null
  readonly reason: string | null
  readonly isEmergency: boolean
  readonly startedAt: InstantText | null
  readonly endedAt: InstantText | null
  /** Minor currency units. */
  readonly valueMinor: number | null
}

export interface AppointmentRecord {
  readonly kind: 'appointment'
  readonly externalId: string
  /** Its id here, when it was booked here and the practice system only keeps it. */
  readonly ownId: string | null
  readonly patientExternalId: string
  readonly state: 'booked' | 'fulfilled' | 'cancelled' | 'no_show'
  readonly confirmation: 'open' | 'confirmed' | 'declined'
  readonly startsAt: InstantText
  readonly endsAt: InstantText
  readonly resources: readonly ResourceName[]
  readonly locationExternalId: string | null
  readonly serviceCode: string | null
  readonly service: string | null
  readonly reasonCode: string | null
  readonly reason: string | null
  readonly createdAt: InstantText | null
  readonly endedReason: string | null
}
