import type { PlannedResource, Schedule } from '../../../src/scheduling/contract/schedule-pages.ts'
import type { Column } from '../../ui/data-table/column.ts'
import { DataTable } from '../../ui/data-table/DataTable.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { BringBack, BringBackDialog } from './BringBack.tsx'
import { kindWords } from './kind-words.ts'
import { type ScheduleTableProps, useEndedLast, useOpenRow } from './table-props.ts'
import { useWeekLines } from './week-words.ts'

/** Who gives the services and where, with weekly hours. */
export function PeopleTable({ schedule, problem, add }: ScheduleTableProps) {
  const text = useText()
  const endedLast = useEndedLast()
  const opening = useOpenRow(paths.editPerson)
  const columns = usePeopleColumns(schedule)
  return (
    <>
      <DataTable<PlannedResource>
        caption={text('services.tabPeople')}
        columns={columns}
        {...endedLast(schedule?.resources)}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        problem={problem}
        {...(schedule?.mayChange ? { onOpen: opening.open } : {})}
        empty={
          <EmptyState title={text('services.noPeople')} actions={add}>
            {text('services.noPeopleText')}
          </EmptyState>
        }
      />
      <BringBackDialog part="resources" row={opening.asked} onClose={opening.close} />
    </>
  )
}

function usePeopleColumns(schedule: Schedule | undefined): readonly Column<PlannedResource>[] {
  const text = useText()
  const serviceWords = useServiceWords(schedule)
  return [
    { id: 'name', header: text('services.name'), cell: ({ name }) => name, width: '20%', narrow: 'title' },
    {
      id: 'kind',
      header: text('services.kind'),
      cell: ({ kind }) => text(kindWords[kind]),
      width: '120px',
      narrow: 'titleEnd',
    },
    {
      id: 'hours',
      header: text('services.weeklyHours'),
      cell: (row) =>
        row.endedAt === null ? (
          <Hours row={row} />
        ) : (
          schedule?.mayChange && !row.isImported && <BringBack part="resources" row={row} />
        ),
      narrow: 'line',
    },
    { id: 'services', header: text('services.gives'), cell: serviceWords, width: '24%' },
    {
      id: 'origin',
      header: text('services.origin'),
      cell: ({ isImported }) => text(isImported ? 'services.fromRecords' : 'services.enteredHere'),
      width: '148px',
      secondary: true,
    },
  ]
}

function Hours({ row }: { readonly row: PlannedResource }) {
  const text = useText()
  const lines = useWeekLines()(row.hours)
  if (row.hasSlots) return text('services.hoursOfPractice')
  if (lines.length > 0) return <span title={lines.join('; ')}>{lines.join('; ')}</span>
  return <Status look="attention" word={text('services.noHours')} />
}

/** The services by their names; those that have ended are nobody's any more. */
function useServiceWords(schedule: Schedule | undefined): (row: PlannedResource) => string {
  const text = useText()
  const live = (schedule?.services ?? []).filter(({ endedAt }) => endedAt === null)
  return ({ serviceIds }) => {
    const given = live.filter(({ id }) => serviceIds.includes(id))
    if (given.length === 0) return text('services.givesNone')
    return given.length === live.length ? text('services.givesAll') : given.map(({ name }) => name).join(', ')
  }
}
