import type { ReactNode } from 'react'
import { StatusShape } from './StatusShape.tsx'
import classes from './status.module.css'
import { type StatusLook, statusLooks } from './status-looks.ts'

interface StatusProps {
  readonly look: StatusLook
  readonly word: ReactNode
  /** `tag` draws it on a sunken pill, as beside a page title. */
  readonly as?: 'plain' | 'tag'
}

/** A state as shape + word + hue: never by colour alone. */
export function Status({ look, word, as = 'plain' }: StatusProps) {
  const { shape, hue } = statusLooks[look]
  return (
    <span className={as === 'tag' ? `${classes['status']} ${classes['tag']}` : classes['status']}>
      <StatusShape shape={shape} hue={hue} />
      <span className={classes['word']} title={typeof word === 'string' ? word : undefined}>
        {word}
      </span>
    </span>
  )
}

/** The shape alone, for grids with a legend; the word is spoken. */
export function StatusMark({ look, word }: { readonly look: StatusLook; readonly word: string }) {
  const { shape, hue } = statusLooks[look]
  return <StatusShape shape={shape} hue={hue} label={word} />
}

/** A quiet label such as “Draft” or “Russian”. */
export function Tag({ children, lang }: { readonly children: ReactNode; readonly lang?: string }) {
  return (
    <span className={classes['tag']} lang={lang}>
      {children}
    </span>
  )
}
