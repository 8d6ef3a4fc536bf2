import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { InboxPage, ThreadLine, ThreadPage } from '../../../src/conversations/contract.ts'
import { get } from '../api/client.ts'
import type { InboxView } from './inbox-view.ts'
import { type SteadyThreads, useSteadyThreads } from './use-steady-threads.ts'

// Somebody may be in pain on the other side; the list is never older than this.
const refreshMilliseconds = 15_000

export interface InboxList extends SteadyThreads {
  readonly inbox: InboxPage | undefined
  readonly threads: readonly ThreadLine[] | undefined
  readonly error: unknown
  readonly retry: () => void
}

/** The tab's threads. Those of another tab are never shown under this one's name while it loads. */
export function useInboxList({ tab, page }: Pick<InboxView, 'tab' | 'page'>): InboxList {
  const query = useQuery({
    queryKey: ['inbox', tab, page],
    queryFn: async ({ signal }) => ({
      tab,
      inbox: await get<InboxPage>('/api/inbox', { tab, page }, signal),
    }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMilliseconds,
  })
  const isShown = query.data?.tab === tab && !query.isPlaceholderData
  const steady = useSteadyThreads(`${tab} ${page}`, isShown ? query.data?.inbox.threads : undefined)
  return {
    ...steady,
    inbox: query.data?.inbox,
    error: query.data === undefined || !isShown ? query.error : null,
    retry: () => void query.refetch(),
  }
}

/** One thread with everything said in it. */
export function useThread(threadId: string) {
  return useQuery({
    queryKey: ['thread', threadId],
    queryFn: ({ signal }) => get<ThreadPage>(`/api/inbox/${threadId}`, {}, signal),
    refetchInterval: refreshMilliseconds,
  })
}
