// The same text from the same number again: a provider that delivers twice, or a person who presses twice. Invariant:
// an answer to a question asked in between is never taken for a repetition.

/** Providers repeat a delivery whose acknowledgement they missed within about this time. */
const repetitionMinutes = 2

export interface EarlierText {
  readonly at: Temporal.Instant
  /** When the newest prompt of the address was sent; null: none since long. */
  readonly promptedAt: Temporal.Instant | null
}

export function isRepetition(earlier: EarlierText | null, now: Temporal.Instant): boolean {
  if (earlier === null) return false
  const limit = earlier.at.add({ minutes: repetitionMinutes })
  if (Temporal.Instant.compare(now, limit) > 0) return false
  return earlier.promptedAt === null || Temporal.Instant.compare(earlier.promptedAt, earlier.at) < 0
}
