import type { DomainEvent } from '../platform/events/domain-event.ts'

/** What became of outbox rows; told as a set in the transaction that settled them. */
export interface OutreachSettled extends DomainEvent {
  readonly type: 'outreach.settled'
  readonly messages: readonly SettledMessage[]
}

export interface SettledMessage {
  readonly messageId: string
  readonly origin: string
  readonly subjectKey: string
  readonly stepKey: string
  readonly patientId: string
  /** `withheld`: the gate said skip or exit; `failed`: the channel or its receipt said no. */
  readonly outcome: 'accepted' | 'failed' | 'withheld' | 'expired'
  readonly reason: string
  /** The gate ended it for good: nothing of this kind shall follow. */
  readonly isFinal: boolean
}
