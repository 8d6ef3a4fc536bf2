import { ActionIcon, Button } from '@mantine/core'
import { FormattedMessage } from 'react-intl'
import { Icon } from '../icon/Icon.tsx'
import { useNumbers } from '../numbers.ts'
import { useWord } from '../words.ts'
import type { Selection } from './column.ts'
import classes from './data-table.module.css'

interface BulkBarProps {
  readonly selection: Selection
  /** The rows of the page. */
  readonly ids: readonly string[]
}

/** Floats over the foot of the table while rows are selected. */
export function BulkBar({ selection, ids }: BulkBarProps) {
  const word = useWord()
  const numbers = useNumbers()
  const { selected, total, whole, actions, onSelect } = selection
  const isPageFull = ids.length > 0 && ids.every((id) => selected.has(id))
  return (
    <div className={classes['bulk']} data-open={selected.size > 0} aria-live="polite">
      {selected.size > 0 && (
        <>
          <span className={classes['bulkCount']}>
            <FormattedMessage
              id={whole?.isChosen ? 'uiWords.wholeSelected' : 'uiWords.selected'}
              values={{
                count: selected.size,
                whole: numbers.count(total),
                b: (parts) => <b key="b">{parts}</b>,
              }}
            />
          </span>
          {whole && !whole.isChosen && isPageFull && total > selected.size && (
            <Button variant="subtle" onClick={whole.onChoose}>
              {word('selectWhole', { total: numbers.count(total) })}
            </Button>
          )}
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
