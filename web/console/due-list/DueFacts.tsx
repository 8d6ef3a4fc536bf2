import type { DueCycleDetail } from '../../../src/insights/contract/due-list.ts'
import { Facts } from '../../ui/facts/Facts.tsx'
import { useText } from '../messages/use-text.ts'
import { useUsedIntervalWords } from '../recalls/interval-words.ts'
import { useOverdueWords } from '../recalls/overdue-words.ts'
import { useSaidWords, useSilenceWords } from '../recalls/said-words.ts'

/** Where the due date comes from and who changed what about it. */
export function DueFacts({ detail }: { readonly detail: DueCycleDetail }) {
  const text = useText()
  const overdue = useOverdueWords()
  const interval = useUsedIntervalWords()
  const said = useSaidWords()
  const byHand = useByHandFacts()
  const { override, status, arranged } = detail
  const isOpen = status !== 'booked' && status !== 'paused' && status !== 'lapsed'
  const due = override
    ? text('dueList.dueMoved', { due: detail.due.text, computed: detail.dueComputed.text })
    : detail.due.text
  return (
    <Facts
      facts={[
        detail.isFirstRound
          ? {
              label: text('dueList.countedFrom'),
              value: text('dueList.neverDone', { on: detail.triggeredOn.text }),
            }
          : { label: text('dueList.lastDone'), value: detail.triggeredOn.text },
        ...(detail.interval ? [{ label: text('dueList.interval'), value: interval(detail.interval) }] : []),
        ...(arranged ? [{ label: text('dueList.intervalSetBy'), value: said(arranged) }] : []),
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
        ...byHand(detail),
        { label: text('dueList.enabledBy'), value: detail.enabledBy },
      ]}
    />
  )
}

/** What staff asked for about inviting: a pause until a day, silence until somebody ends it. */
function useByHandFacts() {
  const text = useText()
  const said = useSaidWords()
  const silenceWords = useSilenceWords()
  return ({ pause, silences }: Pick<DueCycleDetail, 'pause' | 'silences'>) => [
    ...(pause
      ? [
          { label: text('dueList.pausedUntil'), value: pause.until.text },
          { label: text('dueList.pausedBy'), value: said({ ...pause, until: null }) },
        ]
      : []),
    ...silences.map((silence) => ({
      label: text('dueList.notInvited'),
      value: `${silenceWords(silence)}. ${said(silence)}`,
    })),
  ]
}
