/** What a booking dialog is opened for: a new visit, or another time for one. */
export interface BookingSubject {
  readonly patientId: string
  readonly name: string
  /** Asked for first, where a service of this name is offered. */
  readonly service: string | null
  /** The visit that moves; null: a new one. */
  readonly moves: { readonly appointmentId: string; readonly at: string } | null
}
