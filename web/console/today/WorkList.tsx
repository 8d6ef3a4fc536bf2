import { useRef } from 'react'
import type { Today, WorkItem } from '../../../src/insights/contract/today.ts'
import { useRowKeys } from '../../ui/data-table/use-row-keys.ts'
import { useRichText, useText } from '../messages/use-text.ts'
import classes from './today.module.css'
import { WorkRow } from './WorkRow.tsx'

interface WorkListProps {
  readonly facts: Today
  readonly current: string | undefined
  readonly onCurrent: (id: string) => void
  readonly onOpen: (item: WorkItem) => void
}

const idOf = (item: WorkItem) => item.id

/** One sorted list of everything that waits for a person; the first row is the current one until another is. */
export function WorkList({ facts, current, onCurrent, onOpen }: WorkListProps) {
  const text = useText()
  const rich = useRichText()
  const list = useRef<HTMLUListElement>(null)
  const { items, total } = facts.work
  const shown = items.find((item) => item.id === current) ?? items[0]
  useRowKeys({ rows: items, rowId: idOf, current: shown?.id, onCurrent, onOpen }, list)
  if (total === 0) {
    return (
      <div className={classes['done']} role="status">
        <h2 className={classes['doneTitle']}>{text('today.doneTitle')}</h2>
        <p>{text('today.doneText', { count: facts.byItself.answers })}</p>
      </div>
    )
  }
  return (
    <section aria-labelledby="today-work">
      <div className={classes['workHead']}>
        <h2 id="today-work" className={classes['workTitle']} aria-live="polite">
          {rich('today.need', { count: total })}
        </h2>
        <span className={classes['workOrder']}>{text('today.mostUrgentFirst')}</span>
      </div>
      <ul ref={list} className={classes['rows']}>
        {items.map((item) => (
          <WorkRow
            key={item.id}
            item={item}
            now={facts.now}
            isCurrent={item === shown}
            onCurrent={() => onCurrent(item.id)}
            onOpen={() => onOpen(item)}
          />
        ))}
      </ul>
    </section>
  )
}
