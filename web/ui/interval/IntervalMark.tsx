import classes from './interval.module.css'
import type { Scale } from './scale.ts'

interface IntervalMarkProps {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Shared by all rows of a table, from `roundScale`, so that they can be compared. */
  readonly scale: Scale
}

/** One interval in a table row, with the zero line; grey when it includes zero. The numbers stand beside it. */
export function IntervalMark({ value, low, high, scale }: IntervalMarkProps) {
  const isProven = low > 0 || high < 0
  const start = scale.place(low)
  return (
    <span className={classes['mark']} data-proven={isProven} aria-hidden="true">
      <span className={classes['zero']} style={{ left: `${scale.place(0)}%` }} />
      <span
        className={classes['bar']}
        style={{ left: `${start}%`, width: `${scale.place(high) - start}%` }}
      />
      <span className={classes['dot']} style={{ left: `${scale.place(value)}%` }} />
    </span>
  )
}
