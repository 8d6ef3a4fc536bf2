import type { ReactNode } from 'react'
import { StatusShape } from '../status/StatusShape.tsx'
import classes from './states.module.css'

interface NoticeProps {
  /** `attention`: what is here is true, what is missing is named. `bad`: a person must act. */
  readonly tone: 'attention' | 'bad' | 'info' | 'ok'
  /** The fact, in bold. */
  readonly title: string
  /** What waits, what goes on. */
  readonly children?: ReactNode
  readonly action?: ReactNode
}

const shapes = {
  attention: { shape: 'triangle', hue: 'warn' },
  bad: { shape: 'cross', hue: 'bad' },
  info: { shape: 'ring', hue: 'info' },
  ok: { shape: 'check', hue: 'ok' },
} as const

/** A strip over the content: partial data, a refused booking, a warning. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  return (
    <div className={classes['notice']} data-tone={tone} role="status">
      <StatusShape {...shapes[tone]} />
      <p className={classes['noticeText']}>
        <b>{title}</b> {children}
      </p>
      {action}
    </div>
  )
}
