import { useIntl } from 'react-intl'
import type { DueList } from '../../../src/insights/contract/due-list.ts'
import type { Filter, Sorting } from '../../ui/filter-bar/filter.ts'
import { useText } from '../messages/use-text.ts'
import { type DueView, dueSorts, languages, rangesOfTab } from './due-view.ts'

export type Narrow = (part: Partial<DueView>) => void

/** The filters of the list; the ids are the names of the fields in the address. */
export function useDueFilters(view: DueView, narrow: Narrow, types: DueList['types']): readonly Filter[] {
  const text = useText()
  const intl = useIntl()
  const ranges = rangesOfTab[view.tab]
  const known = <T extends string>(all: readonly T[], value: string | undefined) =>
    all.find((one) => one === value)
  const filters: readonly Filter[] = [
    {
      id: 'type',
      label: text('dueList.recallType'),
      value: view.type,
      choices: types.map(({ key, name }) => ({ value: key, label: name })),
      onChange: (type) => narrow({ type }),
    },
    {
      id: 'range',
      label: text(view.tab === 'due_soon' ? 'dueList.fallsDue' : 'dueList.overdue'),
      value: known(
        ranges.map(({ id }) => id),
        view.range,
      ),
      choices: ranges.map(({ id, label }) => ({ value: id, label: text(label) })),
      onChange: (range) => narrow({ range }),
    },
    {
      id: 'language',
      label: text('dueList.language'),
      value: known(languages, view.language),
      choices: languages.map((value) => ({
        value,
        label: intl.formatDisplayName(value, { type: 'language' }) ?? value,
      })),
      onChange: (language) => narrow({ language }),
    },
  ]
  return filters.filter((filter) => filter.choices.length > 0 || filter.value !== undefined)
}

const sorts = ['longest_overdue', 'latest_due', 'name'] as const

export function useDueSorting(view: DueView, narrow: Narrow): Sorting {
  const text = useText()
  return {
    value: view.sort,
    choices: sorts.map((value) => ({ value, label: text(dueSorts[value]) })),
    onChange: (value) => narrow({ sort: sorts.find((one) => one === value) ?? 'longest_overdue' }),
  }
}
