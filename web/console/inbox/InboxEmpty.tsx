import type { InboxPage, InboxTab } from '../../../src/conversations/contract.ts'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useText } from '../messages/use-text.ts'
import { inboxTabs } from './inbox-view.ts'

interface InboxEmptyProps {
  readonly tab: InboxTab
  readonly counts: InboxPage['counts'] | undefined
}

/** Nobody waits, or nobody has ever written. */
export function InboxEmpty({ tab, counts }: InboxEmptyProps) {
  const text = useText()
  const isFirstTime = counts !== undefined && Object.values(counts).every((count) => count === 0)
  if (isFirstTime && tab === 'team') {
    return <EmptyState title={text('inbox.firstTitle')}>{text('inbox.firstText')}</EmptyState>
  }
  const { empty, emptyText } = inboxTabs[tab]
  return <EmptyState title={text(empty)}>{text(emptyText)}</EmptyState>
}
