import { ActionIcon } from '@mantine/core'
import { FormattedMessage } from 'react-intl'
import { Icon } from '../icon/Icon.tsx'
import { useNumbers } from '../numbers.ts'
import { useWord } from '../words.ts'
import type { Selection } from './column.ts'
import classes from './data-table.module.css'

/** Floats over the foot of the table while rows are selected. */
export function BulkBar({ selection }: { readonly selection: Selection }) {
  const word = useWord()
  const numbers = useNumbers()
  const { selected, total, actions, onSelect } = selection
  return (
    <div className={classes['bulk']} data-open={selected.size > 0} aria-live="polite">
      {selected.size > 0 && (
        <>
          <span className={classes['bulkCount']}>
            <FormattedMessage
              id="uiWords.selected"
              values={{
                count: selected.size,
                whole: numbers.count(total),
                b: (parts) => <b key="b">{parts}</b>,
              }}
            />
          </span>
          {actions}
          <ActionIcon
            variant="subtle"
            aria-label={word('clearSelection')}
            onClick={() => onSelect(new Set())}
          >
            <Icon name="x" />
          </ActionIcon>
        </>
      )}
    </div>
  )
}
