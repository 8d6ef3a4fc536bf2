// Two machines must not talk to each other for ever. Invariant: a number gets at most so many answers that no person
// wrote, whatever arrives.

const limits: readonly { readonly minutes: number; readonly most: number }[] = [
  { minutes: 60, most: 6 },
  { minutes: 24 * 60, most: 15 },
]

/** Whether one more answer may go out by itself, given when the earlier ones did. */
export function mayAnswerByItself(earlier: readonly Temporal.Instant[], now: Temporal.Instant): boolean {
  return limits.every(({ minutes, most }) => {
    const since = now.subtract({ minutes })
    return earlier.filter((at) => Temporal.Instant.compare(at, since) > 0).length < most
  })
}

/** How far back `earlier` must reach. */
export const answerLimitMinutes = Math.max(...limits.map(({ minutes }) => minutes))
