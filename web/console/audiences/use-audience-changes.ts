import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CountedAudience } from '../../../src/campaigns/contract/audiences.ts'
import { notifyDone, notifyFailed } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'

interface NamedAudience {
  readonly id: string
  readonly name: string
}

/** Counting a saved audience again and ending one; lists follow by themselves. */
export function useAudienceChanges() {
  const text = useText()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const refresh = async (id: string): Promise<void> => {
    await Promise.all(
      [['audiences'], ['audience', id]].map(async (queryKey) => queries.invalidateQueries({ queryKey })),
    )
  }
  const counting = useMutation({
    mutationFn: async ({ id }: NamedAudience) => post<CountedAudience>(`/api/audiences/${id}/count`),
    onSuccess: async ({ matching }, { id, name }) => {
      notifyDone(text('audienceList.counted', { name, count: matching }))
      await refresh(id)
    },
    onError: (error, { name }) =>
      notifyFailed(`${text('audienceList.countFailed', { name })}. ${problemText(error)}`),
  })
  const ending = useMutation({
    mutationFn: async ({ id }: NamedAudience) => post(`/api/audiences/${id}/end`),
    onSuccess: async (_, { id, name }) => {
      notifyDone(text('audienceList.ended', { name }))
      await refresh(id)
    },
    onError: async (error, { id }) => {
      notifyFailed(problemText(error, { unknown_audience: 'audienceList.endedAlready' }))
      await refresh(id)
    },
  })
  return { counting, ending }
}
