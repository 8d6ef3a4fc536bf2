import type { Today } from '../../../src/insights/contract/today.ts'

type Chair = Today['chairs']['rows'][number]

export interface ChairScale {
  /** Minutes since midnight: the whole hours around everything that is drawn. */
  readonly from: number
  readonly to: number
  /** Hours that carry a number. */
  readonly hours: readonly number[]
}

const minutesPerHour = 60
const mostNumbers = 5

/** One scale for every chair, so that bars below each other mean the same hour. */
export function chairScale(chairs: readonly Chair[]): ChairScale {
  const spans = chairs.flatMap((chair) => [...chair.open, ...chair.booked])
  const first = Math.floor(Math.min(...spans.map((span) => span.from)) / minutesPerHour)
  const last = Math.ceil(Math.max(...spans.map((span) => span.to)) / minutesPerHour)
  const step = Math.max(1, Math.ceil((last - first) / (mostNumbers - 1)))
  const hours = Array.from(
    { length: Math.floor((last - first) / step) + 1 },
    (_, index) => first + index * step,
  )
  return { from: first * minutesPerHour, to: last * minutesPerHour, hours }
}

/** Where a moment stands on the scale, 0 to 1. */
export function placeOn({ from, to }: ChairScale, minutes: number): number {
  return Math.max(0, Math.min(1, (minutes - from) / (to - from)))
}
