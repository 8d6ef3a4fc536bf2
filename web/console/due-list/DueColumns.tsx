import type { DueListRow } from '../../../src/insights/contract/due-list.ts'
import type { Column } from '../../ui/data-table/column.ts'
import { useScreen } from '../../ui/screen/use-screen.ts'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { useOverdueWords } from '../recalls/overdue-words.ts'
import { DueStatus } from './DueStatus.tsx'
import type { DueView } from './due-view.ts'
import { useNextStepWords } from './next-step-words.ts'

// With the panel beside it a table of this window has no room for everything, and the panel tells the date.
const roomy = '(min-width: 1600px)'

export function useDueColumns(tab: DueView['tab'], isPanelOpen: boolean): readonly Column<DueListRow>[] {
  const text = useText()
  const overdue = useOverdueWords()
  const nextStep = useNextStepWords()
  const isRoomy = useScreen(roomy)
  const isTight = isPanelOpen && !isRoomy
  const columns: readonly Column<DueListRow>[] = [
    {
      id: 'patient',
      header: text('dueList.patient'),
      cell: (row) => <PersonName name={row.name} language={row.language} />,
      width: '23%',
      narrow: 'title',
    },
    {
      id: 'type',
      header: text('dueList.recallType'),
      cell: (row) => row.typeName,
      width: isTight ? '13%' : '18%',
    },
    { id: 'due', header: text('dueList.due'), cell: (row) => row.due.text, width: '112px', secondary: true },
    {
      id: 'overdue',
      header: text(tab === 'due_soon' ? 'dueList.fallsDue' : 'dueList.overdue'),
      cell: (row) => overdue.short(row.overdueDays),
      align: 'end',
      width: '96px',
      narrow: 'lineEnd',
    },
    {
      id: 'status',
      header: text('dueList.status'),
      cell: (row) => <DueStatus row={row} />,
      width: '172px',
      narrow: 'titleEnd',
    },
    { id: 'next', header: text('dueList.next'), cell: (row) => nextStep(row.next), narrow: 'line' },
  ]
  return isTight ? columns.filter(({ id }) => id !== 'due') : columns
}
