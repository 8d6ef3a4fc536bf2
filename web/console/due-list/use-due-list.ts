import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type {
  DueCount,
  DueCycleDetail,
  DueList,
  DueTabCounts,
} from '../../../src/insights/contract/due-list.ts'
import { get } from '../api/client.ts'
import { type DueFilter, type DueView, filterOf, questionOf } from './due-view.ts'

/** The page of the list and how many there are. What another tab has is never shown under this one's name while it loads. */
export function useDueList(view: DueView, words: string) {
  const question = questionOf(view, words)
  const query = useQuery({
    queryKey: ['due-list', question],
    queryFn: async ({ signal }) => ({
      tab: view.tab,
      list: await get<DueList>('/api/due-list', question, signal),
    }),
    placeholderData: keepPreviousData,
  })
  const filter = filterOf(view, words)
  const { data: counts } = useDueTabCounts()
  const isNarrowed = Object.values({ ...filter, tab: undefined }).some(
    (part) => part !== undefined && part !== '',
  )
  const counted = useQuery({ ...dueCount(filter), enabled: isNarrowed })
  const list = query.data?.list
  return {
    list,
    /** Of every tab, whatever the filter. */
    counts,
    /** Undefined while it is being counted. */
    total: isNarrowed ? counted.data?.total : counts?.[view.tab],
    rows: query.data?.tab === view.tab && !query.error ? list?.rows : undefined,
    error: query.error,
    retry: () => void query.refetch(),
  }
}

/** How many each tab holds. */
export function useDueTabCounts({ staleTime = 0 }: { readonly staleTime?: number } = {}) {
  return useQuery({
    queryKey: ['due-list', 'tabs'],
    queryFn: ({ signal }) => get<DueTabCounts>('/api/due-list/tabs', {}, signal),
    staleTime,
  })
}

/** How many a filter lets through. */
export function dueCount(filter: DueFilter) {
  return {
    queryKey: ['due-list', 'count', filter],
    queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
      get<DueCount>('/api/due-list/count', filter, signal),
  }
}

/** Facts for the panel; the id of a row is `patientId:typeKey`. */
export function useDueCycle(rowId: string) {
  const [patientId = '', typeKey = ''] = rowId.split(':')
  return useQuery({
    queryKey: ['due-cycle', rowId],
    queryFn: ({ signal }) => get<DueCycleDetail>(`/api/due-list/${patientId}/${typeKey}`, {}, signal),
    placeholderData: keepPreviousData,
  })
}
