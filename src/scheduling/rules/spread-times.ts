// Invariants:
// - The first choice is the earliest time; the others differ from it as much as the calendar allows.
// - The answer is a sorted subset of what came in, no longer than asked, and as long as asked when enough came in.

export interface SpreadCandidate {
  /** Epoch milliseconds. */
  readonly start: number
  /** Local day, any text that is equal for equal days. */
  readonly day: string
  /** Local hour of the start, 0 to 23. */
  readonly hour: number
}

type PartOfDay = 'morning' | 'midday' | 'evening'

/** Picks a few times that leave a real choice: other days first, then other parts of the day, then simply the next. */
export function spreadTimes<Time extends SpreadCandidate>(
  times: readonly Time[],
  wanted: number,
): readonly Time[] {
  const left = times.toSorted((one, other) => one.start - other.start)
  const chosen: Time[] = []
  while (chosen.length < wanted && left.length > 0) {
    const best = left.reduce((one, other) => (likeness(other, chosen) < likeness(one, chosen) ? other : one))
    chosen.push(best)
    left.splice(left.indexOf(best), 1)
  }
  return chosen.sort((one, other) => one.start - other.start)
}

/** How much of what was chosen this time repeats; equal ones keep their order, so the earlier wins. */
function likeness(time: SpreadCandidate, chosen: readonly SpreadCandidate[]): number {
  const sameDay = chosen.filter(({ day }) => day === time.day).length
  const samePart = chosen.filter(({ hour }) => partOf(hour) === partOf(time.hour)).length
  return sameDay * 2 + samePart
}

function partOf(hour: number): PartOfDay {
  if (hour < 11) return 'morning'
  return hour < 16 ? 'midday' : 'evening'
}
