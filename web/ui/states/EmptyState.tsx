import type { ReactNode } from 'react'
import classes from './states.module.css'

interface EmptyStateProps {
  /** First time: the opportunity. Filtered: “Nobody matches all three filters”. Done: “Nobody is waiting”. */
  readonly title: string
  /** What can be done about it, or the plain fact behind it. */
  readonly children?: ReactNode
  /** First time and filtered have a way on; done has none. */
  readonly actions?: ReactNode
}

/** Says why nothing is here. Never an empty table, never a bare zero. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className={classes['state']} role="status">
      <h2 className={classes['title']}>{title}</h2>
      {children && <p className={classes['text']}>{children}</p>}
      {actions && <div className={classes['actions']}>{actions}</div>}
    </div>
  )
}
