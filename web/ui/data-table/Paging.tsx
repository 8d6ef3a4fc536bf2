import { ActionIcon } from '@mantine/core'
import { Icon } from '../icon/Icon.tsx'
import { useNumbers } from '../numbers.ts'
import { useWord } from '../words.ts'
import classes from './data-table.module.css'

interface PagingProps {
  /** From 1. */
  readonly page: number
  readonly pageSize: number
  readonly total: number
  readonly onPage: (page: number) => void
}

/** “1–50 of 214”, with a way back and a way on. */
export function Paging({ page, pageSize, total, onPage }: PagingProps) {
  const word = useWord()
  const numbers = useNumbers()
  if (total === 0) return null
  const first = (page - 1) * pageSize + 1
  const last = Math.min(page * pageSize, total)
  return (
    <nav className={classes['paging']} aria-label={word('pages')}>
      <span>
        {word('pageRange', {
          first: numbers.count(first),
          last: numbers.count(last),
          total: numbers.count(total),
        })}
      </span>
      {total > pageSize && (
        <>
          <ActionIcon aria-label={word('previousPage')} disabled={page <= 1} onClick={() => onPage(page - 1)}>
            <Icon name="chevronLeft" />
          </ActionIcon>
          <ActionIcon aria-label={word('nextPage')} disabled={last >= total} onClick={() => onPage(page + 1)}>
            <Icon name="chevronRight" />
          </ActionIcon>
        </>
      )}
    </nav>
  )
}
