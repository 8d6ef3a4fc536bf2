// Whether a campaign brought visits that would not have happened otherwise.
// - Both arms count everybody drawn into them, sent to or not: the draw is what makes them comparable. Who was invited by
//   hand was not drawn; who was invited out of the hold-out still counts there, which makes a gain look smaller, never larger.
// - Under 30 cases in an arm there are counts and no interval; an interval with zero in it proves nothing yet.
// - Intervals are 95 %: Wilson (1927) for one share; for the difference Newcombe (1998, Statistics in Medicine 17:873),
//   method 10, the hybrid score interval, which stays inside −1 to 1 and holds for shares near 0.

export const verdicts = ['gain', 'loss', 'not_proven', 'too_few', 'no_hold_out'] as const

export type Verdict = (typeof verdicts)[number]

export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** `part` of `whole`; the interval of the share is null under 30 cases. */
export interface Share {
  readonly part: number
  readonly whole: number
  readonly interval: Estimate | null
}

export interface Proof {
  readonly contacted: Share
  readonly holdOut: Share
  readonly difference: Estimate | null
  readonly extraVisits: Estimate | null
  readonly verdict: Verdict
}

export interface ArmCounts {
  readonly booked: number
  readonly all: number
}

/** Fewer cases than this are shown as counts only. */
export const fewestCases = 30

/** 97.5th percentile of the standard normal distribution. */
export const z95 = 1.959963984540054

/** Wilson score interval of `part` of `whole` (1 or more). */
export function wilsonInterval(part: number, whole: number): Estimate {
  const share = part / whole
  const z2 = z95 * z95
  const centre = share + z2 / (2 * whole)
  const spread = z95 * Math.sqrt((share * (1 - share)) / whole + z2 / (4 * whole * whole))
  const scale = 1 + z2 / whole
  return {
    value: share,
    low: part === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: part === whole ? 1 : Math.min(1, (centre + spread) / scale),
  }
}

/** Difference of two independent shares with Newcombe's hybrid score interval. */
export function shareDifference(one: ArmCounts, other: ArmCounts): Estimate {
  const a = wilsonInterval(one.booked, one.all)
  const b = wilsonInterval(other.booked, other.all)
  const value = a.value - b.value
  return {
    value,
    low: Math.max(-1, value - Math.hypot(a.value - a.low, b.high - b.value)),
    high: Math.min(1, value + Math.hypot(a.high - a.value, b.value - b.low)),
  }
}

export function shareOf({ booked, all }: ArmCounts): Share {
  return { part: booked, whole: all, interval: all < fewestCases ? null : wilsonInterval(booked, all) }
}

export function proofOf(contacted: ArmCounts, holdOut: ArmCounts): Proof {
  const shares = { contacted: shareOf(contacted), holdOut: shareOf(holdOut) }
  if (holdOut.all === 0) return { ...shares, difference: null, extraVisits: null, verdict: 'no_hold_out' }
  if (contacted.all < fewestCases || holdOut.all < fewestCases) {
    return { ...shares, difference: null, extraVisits: null, verdict: 'too_few' }
  }
  const difference = shareDifference(contacted, holdOut)
  return {
    ...shares,
    difference,
    extraVisits: times(difference, contacted.all),
    verdict: verdictOf(difference),
  }
}

/** The estimate and both ends of its interval, times a number that is known exactly. */
export function times({ value, low, high }: Estimate, factor: number): Estimate {
  return { value: value * factor, low: low * factor, high: high * factor }
}

function verdictOf({ low, high }: Estimate): Verdict {
  if (low > 0) return 'gain'
  return high < 0 ? 'loss' : 'not_proven'
}
