import { assertNever } from '../assert-never.ts'
import classes from './status.module.css'

export type Shape =
  | 'ring'
  | 'half'
  | 'triangle'
  | 'diamond'
  | 'check'
  | 'cross'
  | 'slash'
  | 'pause'
  | 'dashed'
export type Hue = 'quiet' | 'ok' | 'warn' | 'bad' | 'info'

function ring(extra: Readonly<Record<string, string>> = {}) {
  return <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.75" {...extra} />
}

function drawing(shape: Shape) {
  switch (shape) {
    case 'ring':
      return ring()
    case 'dashed':
      return ring({ strokeDasharray: '2.1 1.83', strokeWidth: '1.5' })
    case 'half':
      return (
        <>
          {ring()}
          <path d="M7 3.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" />
        </>
      )
    case 'slash':
      return (
        <>
          {ring({ strokeWidth: '1.5' })}
          <path d="M3.6 10.4l6.8-6.8" stroke="currentColor" strokeWidth="1.5" />
        </>
      )
    case 'triangle':
      return (
        <path
          d="M7 1.9 12.8 12H1.2z"
          fill="currentColor"
          stroke="currentColor"
          strokeWidth="1"
          strokeLinejoin="round"
        />
      )
    case 'diamond':
      return (
        <>
          <path
            d="M7 .8 13.2 7 7 13.2.8 7z"
            fill="currentColor"
            stroke="currentColor"
            strokeLinejoin="round"
          />
          <path d="M7 4v3.6M7 9.6v.2" className={classes['inside']} />
        </>
      )
    case 'check':
      return (
        <>
          <circle cx="7" cy="7" r="6" fill="currentColor" />
          <path d="M4.3 7.2 6.2 9l3.5-3.8" className={classes['inside']} />
        </>
      )
    case 'cross':
      return (
        <>
          <circle cx="7" cy="7" r="6" fill="currentColor" />
          <path d="M4.9 4.9l4.2 4.2M9.1 4.9 4.9 9.1" className={classes['inside']} />
        </>
      )
    case 'pause':
      return (
        <>
          <circle cx="7" cy="7" r="6" fill="currentColor" />
          <path d="M5.5 4.8v4.4M8.5 4.8v4.4" className={classes['inside']} />
        </>
      )
    default:
      return assertNever(shape)
  }
}

interface StatusShapeProps {
  readonly shape: Shape
  readonly hue: Hue
  /** Spoken when no word stands beside the shape, as in a grid. */
  readonly label?: string | undefined
}

export function StatusShape({ shape, hue, label }: StatusShapeProps) {
  return (
    <>
      <svg
        className={classes['shape']}
        data-hue={hue}
        width="14"
        height="14"
        viewBox="0 0 14 14"
        aria-hidden="true"
      >
        {drawing(shape)}
      </svg>
      {label !== undefined && <span className="k-unseen">{label}</span>}
    </>
  )
}
