import { Button } from '@mantine/core'
import { useState } from 'react'
import { Icon } from '../icon/Icon.tsx'
import { useWord } from '../words.ts'
import classes from './command.module.css'

/** A line to be typed elsewhere, exactly as it stands, and copied by a button. */
export function Command({ line }: { readonly line: string }) {
  const word = useWord()
  const [isCopied, setIsCopied] = useState(false)
  const copy = (): void => {
    navigator.clipboard.writeText(line).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    )
  }
  return (
    <div className={classes['command']}>
      <code className={classes['line']} lang="en" translate="no">
        {line}
      </code>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<Icon name={isCopied ? 'check' : 'copy'} />}
        aria-label={word('copyLine', { line })}
        onClick={copy}
      >
        <span aria-live="polite">{word(isCopied ? 'copied' : 'copy')}</span>
      </Button>
    </div>
  )
}
