import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CleanupDetail, CleanupList, CleanupSummary } from '../../../src/recall/contract/cleanup.ts'
import { get } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { type CleanupKind, type CleanupView, pageSize } from './cleanup-view.ts'

/** How much there is, who has it, how far they are. */
export function useCleanupSummary() {
  return useQuery({
    queryKey: ['cleanup', 'summary'],
    queryFn: ({ signal }) => get<CleanupSummary>('/api/cleanup', {}, signal),
  })
}

/** A page of one kind. Rows of another kind are never shown under this one's name while it loads. */
export function useCleanupList({ kind, whose, after }: CleanupView) {
  const { staff } = useSession()
  const question = {
    owner: whose === 'mine' ? staff.name : undefined,
    unowned: whose === 'nobody' ? true : undefined,
    after,
    pageSize,
  }
  const query = useQuery({
    queryKey: ['cleanup', 'list', kind, question],
    queryFn: async ({ signal }) => ({
      kind,
      list: await get<CleanupList>(`/api/cleanup/${kind}`, question, signal),
    }),
    placeholderData: keepPreviousData,
  })
  const isOfKind = query.data?.kind === kind && !query.error
  return {
    rows: isOfKind ? query.data?.list.rows : undefined,
    next: isOfKind ? (query.data?.list.next ?? null) : null,
    error: query.error,
    retry: () => void query.refetch(),
  }
}

export function useCleanupItem(kind: CleanupKind, item: string) {
  return useQuery({
    queryKey: ['cleanup', 'item', kind, item],
    queryFn: ({ signal }) => get<CleanupDetail>(`/api/cleanup/${kind}/${item}`, {}, signal),
    placeholderData: keepPreviousData,
  })
}
