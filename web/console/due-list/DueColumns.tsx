import type { DueListRow } from '../../../src/insights/contract/due-list.ts'
import type { Column } from '../../ui/data-table/column.ts'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { useOverdueWords } from '../recalls/overdue-words.ts'
import { DueStatus } from './DueStatus.tsx'
import type { DueView } from './due-view.ts'
import { useNextStepWords } from './next-step-words.ts'

export function useDueColumns(tab: DueView['tab']): readonly Column<DueListRow>[] {
  const text = useText()
  const overdue = useOverdueWords()
  const nextStep = useNextStepWords()
  return [
    {
      id: 'patient',
      header: text('dueList.patient'),
      cell: (row) => <PersonName name={row.name} language={row.language} />,
      narrow: 'title',
    },
    {
      id: 'type',
      header: text('dueList.recallType'),
      cell: (row) => row.typeName,
      width: '17%',
      narrow: 'line',
    },
    { id: 'due', header: text('dueList.due'), cell: (row) => row.due.text, width: '116px', secondary: true },
    {
      id: 'overdue',
      header: text(tab === 'due_soon' ? 'dueList.fallsDue' : 'dueList.overdue'),
      cell: (row) => overdue.short(row.overdueDays),
      align: 'end',
      width: '112px',
      narrow: 'lineEnd',
    },
    {
      id: 'status',
      header: text('dueList.status'),
      cell: (row) => <DueStatus row={row} />,
      width: '156px',
      narrow: 'titleEnd',
    },
    { id: 'next', header: text('dueList.next'), cell: (row) => nextStep(row.next), width: '24%' },
  ]
}
