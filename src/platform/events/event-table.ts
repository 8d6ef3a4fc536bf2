import type { TenantTransaction } from '../db/module-db.ts'
import type { DomainEvent } from './domain-event.ts'

/** One line of the table event × subscriber × mode (law 2). */
export interface Subscription {
  readonly event: string
  /** module: what it does, as the golden test prints it. */
  readonly subscriber: string
  readonly mode: 'in-transaction' | 'queued'
  readonly deliver: (transaction: TenantTransaction, event: DomainEvent) => Promise<void>
}

/** Ties a subscriber to one event type; the event's interface decides what the handler receives. */
export function inTransaction<Event extends DomainEvent>(
  event: Event['type'],
  subscriber: string,
  deliver: (transaction: TenantTransaction, event: Event) => Promise<void>,
): Subscription {
  return {
    event,
    subscriber,
    mode: 'in-transaction',
    // The type string decides which event it is, so the narrowing holds by construction.
    deliver: async (transaction, published) => deliver(transaction, published as Event),
  }
}

/** Delivers in the order of the table. An event that nobody subscribed to is fine; a type nobody knows is a bug. */
export function dispatchBy(
  table: readonly Subscription[],
): (transaction: TenantTransaction, event: DomainEvent) => Promise<void> {
  const byEvent = Map.groupBy(table, (subscription) => subscription.event)
  return async (transaction, event) => {
    for (const subscription of byEvent.get(event.type) ?? []) await subscription.deliver(transaction, event)
  }
}
