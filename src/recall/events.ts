import type { DomainEvent } from '../platform/events/domain-event.ts'

/** A named person enabled a recall type; its cycles stand already. */
export interface RecallTypeEnabled extends DomainEvent {
  readonly type: 'recall_type.enabled'
  readonly typeKey: string
}
