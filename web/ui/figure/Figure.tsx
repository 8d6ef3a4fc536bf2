import type { ReactNode } from 'react'
import classes from './figure.module.css'

interface FigureProps {
  /** Over the number when given; otherwise `note` below says what it is. */
  readonly label?: ReactNode
  readonly value: ReactNode
  /** Beside the number: its unit or interval. */
  readonly beside?: ReactNode
  readonly note?: ReactNode
  /** `result` is for the one number a page is about. */
  readonly size?: 'normal' | 'result'
}

/** A number that matters, with what it counts. */
export function Figure({ label, value, beside, note, size = 'normal' }: FigureProps) {
  return (
    <div className={classes['figure']} data-size={size}>
      {label && <div className={classes['note']}>{label}</div>}
      <div className={classes['line']}>
        <span className={classes['value']}>{value}</span>
        {beside && <span className={classes['beside']}>{beside}</span>}
      </div>
      {note && <div className={classes['note']}>{note}</div>}
    </div>
  )
}

/** Figures side by side, divided by rules; they wrap where the labels are long. */
export function FigureRow({ children }: { readonly children: ReactNode }) {
  return <div className={classes['row']}>{children}</div>
}

interface MeterProps {
  /** Spoken: what is measured and how far it is. */
  readonly label: string
  /** 0 to 1. */
  readonly value: number
  /** 0 to 1, drawn as a tick. */
  readonly goal?: number
}

/** How far something has come; the numbers stand beside it in words. */
export function Meter({ label, value, goal }: MeterProps) {
  const share = (ratio: number) => `${Math.max(0, Math.min(1, ratio)) * 100}%`
  return (
    <div className={classes['meter']} role="img" aria-label={label}>
      <div className={classes['meterFill']} style={{ width: share(value) }} />
      {goal !== undefined && <div className={classes['meterGoal']} style={{ left: share(goal) }} />}
    </div>
  )
}
