// Whether a text of ours answers the patient. Invariants: who waits for an answer gets one at any hour, having asked for it
// (outreach/rules/gate.ts, `isReply`); a fortnight after the patient's last word the clinic speaks of its own accord, and
// that needs consent and keeps quiet hours.

const answerDays = 14

export interface LastWord {
  /** The oldest unanswered text of the patient; null: nobody waits. */
  readonly waitingSince: Temporal.Instant | null
  /** The patient's newest text; null: they never wrote. */
  readonly heardAt: Temporal.Instant | null
}

export function isAnswer({ waitingSince, heardAt }: LastWord, now: Temporal.Instant): boolean {
  if (waitingSince !== null) return true
  return heardAt !== null && Temporal.Instant.compare(heardAt.add({ hours: 24 * answerDays }), now) >= 0
}
