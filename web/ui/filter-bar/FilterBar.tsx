import type { ReactNode } from 'react'
import { ActionButton } from '../action/ActionButton.tsx'
import { useIsNarrow } from '../screen/use-screen.ts'
import { AddFilter } from './AddFilter.tsx'
import { FilterChip } from './FilterChip.tsx'
import { FilterCount } from './FilterCount.tsx'
import type { Filter, ListMenu, ListTool, Sorting } from './filter.ts'
import classes from './filter-bar.module.css'
import { ListToolsMenu } from './ListToolsMenu.tsx'
import { SearchBox } from './SearchBox.tsx'
import { SortMenu } from './SortMenu.tsx'

interface FilterBarProps {
  readonly search?: {
    readonly value: string
    readonly placeholder: string
    readonly onSearch: (words: string) => void
  }
  readonly filters?: readonly Filter[]
  /** The exact number of rows that match, and of how many; undefined while it is being counted. */
  readonly count?: { readonly matching: number; readonly of: number } | undefined
  readonly sorting?: Sorting
  readonly tools?: readonly ListTool[]
  /** What the page shows elsewhere on a wide screen. */
  readonly menu?: ListMenu
  /** A plain word at the end, how far the list has come for example. */
  readonly end?: ReactNode
}

/** Search, one chip per filter, “+ Filter”, the exact count, the order. One line of them on a narrow screen. */
export function FilterBar(props: FilterBarProps) {
  const isNarrow = useIsNarrow()
  return isNarrow ? <NarrowBar {...props} /> : <WideBar {...props} />
}

function sortedOut(filters: readonly Filter[]) {
  return {
    chosen: filters.filter((filter) => filter.value !== undefined),
    offered: filters.filter((filter) => filter.value === undefined),
  }
}

function WideBar({ search, filters = [], count, sorting, tools = [], end }: FilterBarProps) {
  const { chosen, offered } = sortedOut(filters)
  return (
    <div className={classes['bar']}>
      {search && <SearchBox {...search} />}
      {chosen.map((filter) => (
        <FilterChip key={filter.id} filter={filter} />
      ))}
      {offered.length > 0 && <AddFilter filters={offered} look="word" />}
      <div className={classes['end']}>
        <FilterCount count={count} />
        {sorting && <SortMenu {...sorting} />}
        {tools.map((tool) => (
          <ActionButton key={tool.label} {...tool} />
        ))}
        {end}
      </div>
    </div>
  )
}

/** Search, filter and one menu in a line; what the list is narrowed by, and to how many, in a second one. */
function NarrowBar({ search, filters = [], count, sorting, tools = [], menu, end }: FilterBarProps) {
  const { chosen, offered } = sortedOut(filters)
  // Without it the tabs and the foot of the list say how many there are.
  const isNarrowed = chosen.length > 0 || (search !== undefined && search.value !== '')
  const hasMenu = sorting !== undefined || menu !== undefined || tools.length > 0
  return (
    <div className={classes['narrow']}>
      <div className={classes['line']}>
        {search && <SearchBox {...search} />}
        {offered.length > 0 && <AddFilter filters={offered} look={search ? 'sign' : 'word'} />}
        {hasMenu && <ListToolsMenu sorting={sorting} tools={tools} menu={menu} />}
        {end && <div className={classes['end']}>{end}</div>}
      </div>
      <div className={isNarrowed ? classes['line'] : 'k-unseen'}>
        {chosen.map((filter) => (
          <FilterChip key={filter.id} filter={filter} />
        ))}
        <FilterCount count={count} />
      </div>
    </div>
  )
}
