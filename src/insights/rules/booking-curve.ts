// Share that has booked, day by day since enrolment, while some are watched for longer than others.
// - Kaplan and Meier (1958): whoever is not watched any longer leaves the count of those at risk after that day.
// - The curve never falls, starts at what happened on the day of enrolment, and lies between 0 and 1.
// - 95 % interval on the log(−log) scale with Greenwood's variance (Kalbfleisch and Prentice 1980), so that it stays
//   inside 0 to 1. Where nobody or everybody has booked the interval is Wilson's over those who entered.

import { type Estimate, wilsonInterval, z95 } from './proof.ts'

/** What happened on one day since enrolment (0 is the day itself). */
export interface DayCount {
  readonly day: number
  readonly booked: number
  /** Watched until this day and no longer, without a booking. */
  readonly unwatched: number
}

export interface CurvePoint extends Estimate {
  readonly day: number
}

/** The points at which the curve changes; the last one is the last day on which anybody was watched. */
export function bookingCurve(days: readonly DayCount[]): readonly CurvePoint[] {
  const sorted = [...days].sort((one, other) => one.day - other.day)
  const entered = sorted.reduce((sum, { booked, unwatched }) => sum + booked + unwatched, 0)
  let atRisk = entered
  let waiting = 1
  let variance = 0
  const points: CurvePoint[] = []
  for (const { day, booked, unwatched } of sorted) {
    if (atRisk === 0) break
    const still = atRisk - booked
    waiting *= still / atRisk
    if (booked > 0 && still > 0) variance += booked / (atRisk * still)
    points.push({ day, ...intervalOf({ waiting, variance, entered }) })
    atRisk = still - unwatched
  }
  return points
}

/** The curve's value on a day: that of the newest point not after it; null before the first. */
export function onDay(curve: readonly CurvePoint[], day: number): Estimate | null {
  const point = curve.findLast((one) => one.day <= day)
  return point === undefined ? null : { value: point.value, low: point.low, high: point.high }
}

function intervalOf(state: {
  readonly waiting: number
  readonly variance: number
  readonly entered: number
}): Estimate {
  const { waiting, variance, entered } = state
  const value = 1 - waiting
  if (waiting >= 1) return { ...wilsonInterval(0, entered), value }
  if (waiting <= 0) return { ...wilsonInterval(entered, entered), value }
  const spread = (z95 * Math.sqrt(variance)) / Math.abs(Math.log(waiting))
  return { value, low: 1 - waiting ** Math.exp(-spread), high: 1 - waiting ** Math.exp(spread) }
}
