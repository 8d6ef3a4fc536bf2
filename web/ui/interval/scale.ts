export interface Scale {
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
  /** Place of a value, 0 to 100, held inside the plot. */
  readonly place: (value: number) => number
}

/** A scale that always holds zero and ends on round numbers, with four to seven ticks. */
export function roundScale(values: readonly number[]): Scale {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  // Under a billionth everything is zero: no ticks can be told apart there.
  const span = Math.max(high - low, 1e-9)
  const rough = span / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
  const bottom = first * step
  const top = last * step
  const place = (value: number) => Math.max(0, Math.min(100, ((value - bottom) / (top - bottom || 1)) * 100))
  return { low: bottom, high: top, ticks, place }
}
