// What the data cannot judge and a person has to (MISSION A5).
// - What there is to do follows from the facts: mended in the practice system it is gone without anybody's doing.
// - A decision is about the facts as they were; when those change, it is to do again.
// - The deadline is thirty days from the day on which somebody got it.

export const cleanupKinds = [
  'duplicate',
  'no_contact',
  'invalid_contact',
  'no_last_visit',
  'unclear_visit',
  'no_birth_date',
  'drift',
] as const
export type CleanupKind = (typeof cleanupKinds)[number]

/** What may be decided about each kind. */
export const cleanupDecisions = {
  duplicate: ['merge', 'apart'],
  no_contact: ['contact', 'none_to_be_had'],
  invalid_contact: ['contact', 'remove', 'right_after_all'],
  no_last_visit: ['visited', 'never_came'],
  unclear_visit: ['covers', 'does_not_cover'],
  no_birth_date: ['born', 'cannot_be_known'],
  drift: ['reason', 'cannot_tell'],
} as const satisfies Readonly<Record<CleanupKind, readonly string[]>>

/** Decisions that change nothing else: the note of them is all there is. */
export const notingDecisions = ['none_to_be_had', 'never_came', 'cannot_be_known', 'cannot_tell'] as const

export type CleanupDecision = (typeof cleanupDecisions)[CleanupKind][number]

const deadlineDays = 30

export function deadlineFrom(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.add({ days: deadlineDays })
}

/** Negative: past the deadline. */
export function daysLeft(dueOn: Temporal.PlainDate, today: Temporal.PlainDate): number {
  return today.until(dueOn).days
}

/** Tasks whose deadline lies on or after this day count for the progress of the round. */
export function roundSince(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.subtract({ days: deadlineDays })
}

const warnedDays = 7

/** Whoever has something due by this day is reminded of it. */
export function warnedUntil(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.add({ days: warnedDays })
}

export interface Progress {
  readonly done: number
  readonly of: number
}

/** What was given to somebody and is no longer to be done, whoever or whatever did it. */
export function progressOf(assigned: number, open: number): Progress {
  const of = Math.max(assigned, open)
  return { done: of - open, of }
}
