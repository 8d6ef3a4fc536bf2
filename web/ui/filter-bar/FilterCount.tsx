import { FormattedMessage } from 'react-intl'
import { useNumbers } from '../numbers.ts'
import classes from './filter-bar.module.css'

interface FilterCountProps {
  /** The exact number of rows that match, and of how many; undefined while it is being counted. */
  readonly count: { readonly matching: number; readonly of: number } | undefined
}

/** “214 of 1,204”, said again when it changes. */
export function FilterCount({ count }: FilterCountProps) {
  const numbers = useNumbers()
  return (
    <span className={classes['count']} aria-live="polite">
      {count && (
        <FormattedMessage
          id="uiWords.countOf"
          values={{
            part: numbers.count(count.matching),
            whole: numbers.count(count.of),
            b: (parts) => <b key="b">{parts}</b>,
          }}
        />
      )}
    </span>
  )
}
