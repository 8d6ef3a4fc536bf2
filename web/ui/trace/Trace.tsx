import type { ReactNode } from 'react'
import { StatusShape } from '../status/StatusShape.tsx'
import { type StatusLook, statusLooks } from '../status/status-looks.ts'
import classes from './trace.module.css'

export interface TraceEntry {
  readonly id: string
  readonly look: StatusLook
  /** Spoken before the text: the state in a word, since the shape cannot be heard. */
  readonly lookWord: string
  readonly text: ReactNode
  /** The reason, small, below. */
  readonly small?: ReactNode
}

/** “Why this, why now”: what was decided, in order, each with its reason. */
export function Trace({ entries }: { readonly entries: readonly TraceEntry[] }) {
  return (
    <ol className={classes['trace']}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes['entry']}>
          <span className={classes['shape']}>
            <StatusShape {...statusLooks[entry.look]} label={entry.lookWord} />
          </span>
          <div>
            <div className={classes['text']}>{entry.text}</div>
            {entry.small && <div className={classes['small']}>{entry.small}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
