import type { PlannedService, Schedule } from '../../../src/scheduling/contract/schedule-pages.ts'
import type { Column } from '../../ui/data-table/column.ts'
import { DataTable } from '../../ui/data-table/DataTable.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { BringBack, BringBackDialog } from './BringBack.tsx'
import { type ScheduleTableProps, useEndedLast, useOpenRow } from './table-props.ts'

/** What patients come for. */
export function ServicesTable({ schedule, problem, add }: ScheduleTableProps) {
  const text = useText()
  const endedLast = useEndedLast()
  const opening = useOpenRow(paths.editService)
  const columns = useServiceColumns(schedule)
  return (
    <>
      <DataTable<PlannedService>
        caption={text('services.tabServices')}
        columns={columns}
        {...endedLast(schedule?.services)}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        problem={problem}
        {...(schedule?.mayChange ? { onOpen: opening.open } : {})}
        empty={
          <EmptyState title={text('services.noServices')} actions={add}>
            {text('services.noServicesText')}
          </EmptyState>
        }
      />
      <BringBackDialog part="services" row={opening.asked} onClose={opening.close} />
    </>
  )
}

function useServiceColumns(schedule: Schedule | undefined): readonly Column<PlannedService>[] {
  const text = useText()
  const numbers = useNumbers()
  const givers = ({ resourceIds }: PlannedService) =>
    (schedule?.resources ?? []).filter(({ id, endedAt }) => endedAt === null && resourceIds.includes(id))
  return [
    { id: 'name', header: text('services.service'), cell: ({ name }) => name, width: '24%', narrow: 'title' },
    {
      id: 'minutes',
      header: text('services.length'),
      cell: ({ minutes }) => text('services.minutes', { count: minutes }),
      align: 'end',
      width: '96px',
      narrow: 'titleEnd',
    },
    {
      id: 'bookable',
      header: text('services.bookedBy'),
      cell: ({ isBookable }) => text(isBookable ? 'services.byPatients' : 'services.byStaff'),
      width: '18%',
      narrow: 'lineEnd',
    },
    {
      id: 'givers',
      header: text('services.givenBy'),
      cell: (row) => {
        if (row.endedAt !== null) return schedule?.mayChange && <BringBack part="services" row={row} />
        const names = givers(row).map(({ name }) => name)
        if (names.length > 0) return names.join(', ')
        return <Status look="attention" word={text('services.nobody')} />
      },
      narrow: 'line',
    },
    {
      id: 'value',
      header: text('services.value'),
      cell: ({ valueMinor }) =>
        valueMinor === null || schedule === undefined ? '' : numbers.money(valueMinor, schedule.currency),
      align: 'end',
      width: '128px',
      secondary: true,
    },
    {
      id: 'key',
      header: text('services.key'),
      cell: ({ key }) => key,
      width: '14%',
      secondary: true,
    },
  ]
}
