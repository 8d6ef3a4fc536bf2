/** Something that happened, in the past tense: `appointment.booked`. Payloads carry ids and sets of ids, no patient data. */
export interface DomainEvent {
  readonly type: string
}
