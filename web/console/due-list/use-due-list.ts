import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { DueCycleDetail, DueList } from '../../../src/insights/contract/due-list.ts'
import { get } from '../api/client.ts'
import { type DueView, questionOf } from './due-view.ts'

/** The page of the list. Rows of another tab are never shown under this one's name while it loads. */
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
  const list = query.data?.list
  return {
    list,
    rows: query.data?.tab === view.tab && !query.error ? list?.rows : undefined,
    error: query.error,
    retry: () => void query.refetch(),
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
