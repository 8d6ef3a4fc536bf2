import type { DueCycleDetail } from '../../../src/insights/contract/due-list.ts'
import { Facts } from '../../ui/facts/Facts.tsx'
import { useText } from '../messages/use-text.ts'
import { useOverdueWords } from '../recalls/overdue-words.ts'
import { useIntervalWords } from './interval-words.ts'

/** Where the due date comes from and who changed what about it. */
export function DueFacts({ detail }: { readonly detail: DueCycleDetail }) {
  const text = useText()
  const overdue = useOverdueWords()
  const interval = useIntervalWords()
  const { override, pause, status } = detail
  const isOpen = status !== 'booked' && status !== 'paused' && status !== 'lapsed'
  const due = override
    ? text('dueList.dueMoved', { due: detail.due.text, computed: detail.dueComputed.text })
    : detail.due.text
  return (
    <Facts
      facts={[
        { label: text('dueList.lastDone'), value: detail.triggeredOn.text },
        { label: text('dueList.interval'), value: interval(detail.interval) },
        { label: text('dueList.due'), value: due },
        ...(override
          ? [
              {
                label: text('dueList.movedBy'),
                value: text('dueList.byWithReason', { name: override.by, reason: override.reason }),
              },
            ]
          : []),
        {
          label: text(detail.overdueDays > 0 ? 'dueList.overdue' : 'dueList.fallsDue'),
          value: overdue.short(detail.overdueDays),
        },
        ...(isOpen ? [{ label: text('dueList.lapses'), value: detail.lapsesOn.text }] : []),
        ...(pause
          ? [
              { label: text('dueList.pausedUntil'), value: pause.until.text },
              {
                label: text('dueList.pausedBy'),
                value: text('dueList.byWithReason', { name: pause.by, reason: pause.reason }),
              },
            ]
          : []),
        { label: text('dueList.enabledBy'), value: detail.enabledBy },
      ]}
    />
  )
}
