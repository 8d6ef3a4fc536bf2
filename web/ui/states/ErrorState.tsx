import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ActionButton } from '../action/ActionButton.tsx'
import { StatusShape } from '../status/StatusShape.tsx'
import { useWord } from '../words.ts'
import classes from './states.module.css'

interface ErrorStateProps {
  /** What happened: “The list could not be loaded”. */
  readonly title: string
  /** What is safe. Default: nothing was sent or changed. */
  readonly children?: ReactNode
  /** The number under which the server remembers it. */
  readonly trace?: string | undefined
  readonly onRetry?: () => void
}

/** What happened, what is safe, what to do; R tries again. */
export function ErrorState({ title, children, trace, onRetry }: ErrorStateProps) {
  const word = useWord()
  return (
    <div className={classes['state']} role="alert">
      <h2 className={classes['title']}>
        <StatusShape shape="cross" hue="bad" /> {title}
      </h2>
      <p className={classes['text']}>{children ?? word('nothingChanged')}</p>
      <div className={classes['actions']}>
        {onRetry && <ActionButton label={word('tryAgain')} look="main" combo="KeyR" onRun={onRetry} />}
        {trace && <CopyDetails text={`${title} ${word('trace', { trace })}`} />}
      </div>
      {trace && <p className={classes['trace']}>{word('trace', { trace })}</p>}
    </div>
  )
}

function CopyDetails({ text }: { readonly text: string }) {
  const word = useWord()
  const [isCopied, setIsCopied] = useState(false)
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    )
  }
  return <Button onClick={copy}>{isCopied ? word('copied') : word('copyDetails')}</Button>
}
