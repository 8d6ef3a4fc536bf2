import { Button } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DueList, DueTabCounts } from '../../../src/insights/contract/due-list.ts'
import type { PatientList } from '../../../src/insights/contract/patient-card.ts'
import type { Filter } from '../../ui/filter-bar/filter.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { get } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { type DueView, dueTabs, filterOf } from './due-view.ts'
import type { Narrow } from './use-due-filters.ts'
import { dueCount } from './use-due-list.ts'

interface DueEmptyProps {
  readonly view: DueView
  readonly words: string
  readonly types: DueList['types']
  /** Undefined while they are being counted. */
  readonly counts: DueTabCounts | undefined
  readonly filters: readonly Filter[]
  readonly onNarrow: Narrow
  readonly onSearch: (words: string) => void
}

/** Why nobody is listed: nothing is turned on, the filters exclude everybody, or there is nobody. */
export function DueEmpty(props: DueEmptyProps) {
  const text = useText()
  const numbers = useNumbers()
  const { view, words, types, counts, filters } = props
  if (types.length === 0) return <NothingTurnedOn />
  if (words !== '' || filters.some((filter) => filter.value !== undefined)) return <FilteredOut {...props} />
  const { overdue, lapsed } = counts ?? { overdue: 0, lapsed: 0 }
  return (
    <EmptyState title={text(dueTabs[view.tab].empty)}>
      {overdue + lapsed > 0 &&
        text('dueList.emptyElsewhere', { overdue: numbers.count(overdue), lapsed: numbers.count(lapsed) })}
    </EmptyState>
  )
}

// The visits on record are what due dates will come from; how many patients that concerns is the opportunity.
function NothingTurnedOn() {
  const text = useText()
  const question = { pageSize: 10 }
  const patients = useQuery({
    queryKey: ['patients', question],
    queryFn: ({ signal }) => get<PatientList>('/api/patients', question, signal),
  })
  const count = patients.data?.total ?? 0
  return (
    <EmptyState
      title={text('dueList.emptyNoTypes')}
      actions={
        <Button component={Link} to={paths.recallTypes} variant="filled">
          {text('dueList.chooseTypes')}
        </Button>
      }
    >
      {count > 0 && text('dueList.emptyOpportunity', { count })} {text('dueList.emptyNoTypesText')}
    </EmptyState>
  )
}

/** One thing that narrows the list, and the list without it. */
interface Obstacle {
  readonly label: string
  readonly without: { readonly view: DueView; readonly words: string }
  readonly drop: () => void
}

function FilteredOut({ view, words, filters, onNarrow, onSearch }: DueEmptyProps) {
  const text = useText()
  const active = filters.filter((filter) => filter.value !== undefined)
  const obstacles: readonly Obstacle[] = [
    ...active.map((filter) => ({
      label: labelOf(filter),
      without: { view: { ...view, [filter.id]: undefined, page: 1 }, words },
      drop: () => filter.onChange(undefined),
    })),
    ...(words === ''
      ? []
      : [
          {
            label: text('dueList.searchedFor', { words }),
            without: { view: { ...view, page: 1 }, words: '' },
            drop: () => onSearch(''),
          },
        ]),
  ]
  const best = useBestDrop(obstacles)
  const clear = (): void => {
    onNarrow({ type: undefined, range: undefined, language: undefined })
    if (words !== '') onSearch('')
  }
  return (
    <EmptyState
      title={text('dueList.emptyFiltered', { count: obstacles.length })}
      actions={
        <>
          {best && (
            <Button variant="filled" onClick={best.drop}>
              {text('dueList.emptyDrop')}
            </Button>
          )}
          {(obstacles.length > 1 || !best) && <Button onClick={clear}>{text('dueList.emptyClear')}</Button>}
        </>
      }
    >
      {best
        ? text('dueList.emptyWithout', { filter: best.label, count: best.total })
        : text('dueList.emptyAnyway')}
    </EmptyState>
  )
}

function labelOf(filter: Filter): string {
  const chosen = filter.choices.find((choice) => choice.value === filter.value)?.label ?? filter.value ?? ''
  return `${filter.label} ${chosen}`
}

/** Asks how many there would be without each one; the one that gives the most is named. */
function useBestDrop(obstacles: readonly Obstacle[]): (Obstacle & { readonly total: number }) | null {
  const answers = useQueries({
    queries: obstacles.map(({ without }) => dueCount(filterOf(without.view, without.words))),
  })
  const totals = obstacles.map((obstacle, index) => ({
    ...obstacle,
    total: answers[index]?.data?.total ?? 0,
  }))
  const best = totals.toSorted((one, other) => other.total - one.total)[0]
  return best !== undefined && best.total > 0 ? best : null
}
