import type { OutgoingMessage } from './channel.ts'

/** Why a message may not be begun any more; null while it may. Asked in the moment before the first octet is written. */
export function tooLate(message: OutgoingMessage, now: Temporal.Instant): string | null {
  const { expiresAt, submitBy } = message
  if (expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0)
    return 'expired before it could be sent'
  if (submitBy === undefined || submitBy === null || Temporal.Instant.compare(submitBy, now) > 0) return null
  return 'not sent before the claim on it ended'
}
