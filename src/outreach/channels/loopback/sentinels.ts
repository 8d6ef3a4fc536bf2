import { assertNever } from '../../../platform/rules/assert-never.ts'

/**
 * What the loopback channel does with a message. Failures come from the address, so that they can be had in a demo
 * and repeated in a test. Real channels know nothing of this table.
 *
 * | number          | address                         | behaviour                                                     |
 * |-----------------|---------------------------------|---------------------------------------------------------------|
 * | any other       | any other                       | accepted; delivered after a while (SMS), silence (e-mail)     |
 * | +48 600 000 001 | undeliverable@example.org       | accepted; a receipt (bounce) says failed                      |
 * | +48 600 000 002 | temporary-once@example.org      | refused for now the first time, accepted the second           |
 * | +48 600 000 003 | unknown-address@example.org     | refused for good: there is no such address                    |
 * | +48 600 000 004 | refused@example.org             | refused for good, though the address is fine                  |
 * | +48 600 000 005 | answer-lost@example.org         | accepted, but the sender is not told; receipts and queries know |
 * | +48 600 000 006 | no-receipt@example.org          | accepted; no receipt ever                                     |
 * | +48 600 000 007 | expired@example.org             | accepted; a receipt says expired                              |
 * | +48 600 000 008 | lost-before-arrival@example.org | the sender is not told anything, and it never arrived         |
 */
export type LoopbackBehaviour =
  | 'deliver'
  | 'undeliverable'
  | 'temporary-once'
  | 'unknown-address'
  | 'refused'
  | 'answer-lost'
  | 'no-receipt'
  | 'expired'
  | 'lost-before-arrival'

const behaviourOfNumber: ReadonlyMap<string, LoopbackBehaviour> = new Map([
  ['+48600000001', 'undeliverable'],
  ['+48600000002', 'temporary-once'],
  ['+48600000003', 'unknown-address'],
  ['+48600000004', 'refused'],
  ['+48600000005', 'answer-lost'],
  ['+48600000006', 'no-receipt'],
  ['+48600000007', 'expired'],
  ['+48600000008', 'lost-before-arrival'],
])

const sentinelDomain = '@example.org'
const mailboxes = new Set<string>(behaviourOfNumber.values())

export function behaviourOf(address: string): LoopbackBehaviour {
  const number = behaviourOfNumber.get(address)
  if (number !== undefined) return number
  const mailbox = address.toLowerCase().endsWith(sentinelDomain)
    ? address.toLowerCase().slice(0, -sentinelDomain.length)
    : ''
  return isBehaviour(mailbox) ? mailbox : 'deliver'
}

function isBehaviour(mailbox: string): mailbox is LoopbackBehaviour {
  return mailboxes.has(mailbox)
}

/** The receipt a message that arrived ends with; null when none comes. E-mail has no word for "delivered". */
export function finalReceipt(
  behaviour: Exclude<LoopbackBehaviour, 'unknown-address' | 'refused' | 'lost-before-arrival'>,
  kind: 'sms' | 'email',
): 'delivered' | 'failed' | 'expired' | null {
  switch (behaviour) {
    case 'deliver':
    case 'temporary-once':
    case 'answer-lost':
      return kind === 'sms' ? 'delivered' : null
    case 'undeliverable':
      return 'failed'
    case 'expired':
      return 'expired'
    case 'no-receipt':
      return null
    default:
      return assertNever(behaviour)
  }
}
