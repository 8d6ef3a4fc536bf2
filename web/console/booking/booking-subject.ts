/** What a booking dialog is opened for: a new visit, or another time for one. */
export interface BookingSubject {
  readonly patientId: string
  readonly name: string
  /** Offered first: the service of this name or, without one, the first of these keys. */
  readonly service: { readonly name: string | null; readonly keys: readonly string[] }
  /** The visit that moves; null: a new one. */
  readonly moves: { readonly appointmentId: string; readonly at: string } | null
}
