import { useRef } from 'react'
import type { ThreadLine } from '../../../src/conversations/contract.ts'
import { Paging } from '../../ui/data-table/Paging.tsx'
import { useRowKeys } from '../../ui/data-table/use-row-keys.ts'
import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { inboxTabs, useInboxView } from './inbox-view.ts'
import classes from './list.module.css'
import { ThreadRow } from './ThreadRow.tsx'
import { ListSkeleton } from './ThreadSkeleton.tsx'
import type { InboxList } from './use-inbox.ts'

interface ThreadListProps {
  readonly list: InboxList
  readonly current: string | undefined
  readonly page: number
  readonly onPage: (page: number) => void
  readonly onCurrent: (id: string) => void
  readonly onOpen: () => void
}

const idOf = (thread: ThreadLine) => thread.id

/** Urgent ones first, then the newest word; what comes in meanwhile waits behind a button. */
export function ThreadList({ list, current, page, onPage, onCurrent, onOpen }: ThreadListProps) {
  const text = useText()
  const [{ tab }] = useInboxView()
  const rows = useRef<HTMLUListElement>(null)
  const { threads, inbox } = list
  useRowKeys({ rows: threads, rowId: idOf, current, onCurrent, onOpen }, rows)
  return (
    <section className={classes['list']} aria-label={text('inbox.threads')} aria-busy={threads === undefined}>
      <FreshThreads list={list} />
      {list.error ? (
        <LoadFailure title={text('inbox.failed')} error={list.error} onRetry={list.retry} />
      ) : threads === undefined ? (
        <ListSkeleton />
      ) : (
        <ul ref={rows}>
          {threads.map((thread) => (
            <ThreadRow
              key={thread.id}
              thread={thread}
              isCurrent={thread.id === current}
              onOpen={() => onCurrent(thread.id)}
            />
          ))}
        </ul>
      )}
      {threads?.length === 0 && <p className={classes['none']}>{text(inboxTabs[tab].empty)}</p>}
      {inbox && inbox.counts[tab] > inbox.pageSize && (
        <div className={classes['paging']}>
          <Paging page={page} pageSize={inbox.pageSize} total={inbox.counts[tab]} onPage={onPage} />
        </div>
      )}
    </section>
  )
}

function FreshThreads({ list }: { readonly list: InboxList }) {
  const text = useText()
  const { fresh, showFresh } = list
  const words = text('inbox.fresh', { count: fresh.length })
  const isUrgent = fresh.some((thread) => thread.need === 'urgent')
  return (
    <div aria-live="polite">
      {fresh.length > 0 && (
        <button type="button" className={classes['fresh']} onClick={showFresh}>
          {isUrgent ? <Status look="urgent" word={`${words} · ${text('states.needUrgent')}`} /> : words}
        </button>
      )}
    </div>
  )
}
