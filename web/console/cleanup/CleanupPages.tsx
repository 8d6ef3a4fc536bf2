import { Button } from '@mantine/core'
import { useText } from '../messages/use-text.ts'
import classes from './cleanup.module.css'

interface CleanupPagesProps {
  readonly after: string | undefined
  readonly next: string | null
  readonly onPlace: (after: string | undefined) => void
}

/** On, and back to the beginning: what is decided leaves the list, so that pages have no numbers. */
export function CleanupPages({ after, next, onPlace }: CleanupPagesProps) {
  const text = useText()
  return (
    <span className={classes['pages']}>
      {after !== undefined && (
        <Button size="xs" variant="subtle" onClick={() => onPlace(undefined)}>
          {text('cleanup.fromStart')}
        </Button>
      )}
      {next !== null && (
        <Button size="xs" variant="subtle" onClick={() => onPlace(next)}>
          {text('cleanup.more')}
        </Button>
      )}
    </span>
  )
}
