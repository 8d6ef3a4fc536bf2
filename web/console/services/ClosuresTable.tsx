import type { PlannedClosure, Schedule } from '../../../src/scheduling/contract/schedule-pages.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import type { Column } from '../../ui/data-table/column.ts'
import { DataTable } from '../../ui/data-table/DataTable.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useText } from '../messages/use-text.ts'
import type { ScheduleTableProps } from './table-props.ts'
import { useRemoveClosure } from './use-schedule-changes.ts'

/** When the clinic, or one of its people, is away. */
export function ClosuresTable({ schedule, problem, add }: ScheduleTableProps) {
  const text = useText()
  const columns = useClosureColumns(schedule)
  return (
    <DataTable<PlannedClosure>
      caption={text('services.tabClosures')}
      columns={columns}
      rows={schedule?.closures}
      rowId={({ id }) => id}
      rowName={({ from }) => from.text}
      problem={problem}
      empty={
        <EmptyState title={text('services.noClosures')} actions={add}>
          {text('services.noClosuresText')}
        </EmptyState>
      }
    />
  )
}

/** “Thu 24 Dec 12:00 – Fri 1 Jan”, one whole day by itself. */
function closureWords({ from, to }: PlannedClosure): string {
  return from.text === to.text ? from.text : `${from.text} – ${to.text}`
}

function useClosureColumns(schedule: Schedule | undefined): readonly Column<PlannedClosure>[] {
  const text = useText()
  const whose = ({ resourceId }: PlannedClosure) =>
    resourceId === null
      ? text('services.wholeClinic')
      : (schedule?.resources.find(({ id }) => id === resourceId)?.name ?? '')
  const removal: Column<PlannedClosure> = {
    id: 'remove',
    header: text('services.change'),
    cell: (row) => <RemoveClosure row={row} />,
    width: '120px',
    narrow: 'lineEnd',
  }
  return [
    { id: 'when', header: text('services.when'), cell: closureWords, width: '32%', narrow: 'title' },
    { id: 'whose', header: text('services.whose'), cell: whose, width: '28%', narrow: 'line' },
    {
      id: 'label',
      header: text('services.why'),
      cell: ({ label }) => label ?? '',
    },
    ...(schedule?.mayChange ? [removal] : []),
  ]
}

function RemoveClosure({ row }: { readonly row: PlannedClosure }) {
  const text = useText()
  const removing = useRemoveClosure()
  const words = closureWords(row)
  return (
    <ActionButton
      label={text('services.removeClosure')}
      size="row"
      isBusy={removing.isPending}
      onRun={() => removing.mutate({ id: row.id, words })}
    />
  )
}
