import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AskedTest, TestMessage, TestRefusal } from '../../../src/outreach/contract/channels.ts'
import { get, post } from '../api/client.ts'

const followMilliseconds = 1_000

/** A test as it goes: asked again every second until nothing more is expected. */
export function useFollowedTest(last: TestMessage): TestMessage {
  const followed = useQuery({
    queryKey: ['channel-test', last.id],
    queryFn: ({ signal }) => get<TestMessage>(`/api/channels/tests/${last.id}`, {}, signal),
    initialData: last,
    // What the list knew is the beginning, not the answer.
    staleTime: 0,
    enabled: last.isFollowed,
    refetchInterval: ({ state }) => (state.data?.isFollowed ? followMilliseconds : false),
  })
  return followed.data
}

/** Asks for a test; a refusal is an answer. */
export function useAskTest(accountId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (to: string): Promise<TestRefusal | null> => {
      const asked = await post<AskedTest>(`/api/channels/${accountId}/test`, { to })
      if (asked.outcome === 'refused') return asked.reason
      await queries.invalidateQueries({ queryKey: ['channels'] })
      return null
    },
  })
}
