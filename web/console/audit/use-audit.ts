import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AuditPage } from '../../../src/insights/contract/audit-page.ts'
import { notifyDone, notifyFailed } from '../../ui/notify/Notify.tsx'
import { get, post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'

// While something is measured the page follows it; else nothing here changes by itself.
const followMilliseconds = 1500

export function useAudit() {
  return useQuery({
    queryKey: ['audit'],
    queryFn: ({ signal }) => get<AuditPage>('/api/audit', {}, signal),
    refetchInterval: ({ state }) => (state.data?.measuring ? followMilliseconds : false),
  })
}

interface Answer {
  readonly question: AuditPage['questions'][number]['question']
  readonly answer: string
}

/** Measuring again, answering a question, saying what a visit brings; the page follows by itself. */
export function useAuditChanges() {
  const text = useText()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const shared = { onError: (error: unknown) => notifyFailed(problemText(error)) }
  const refresh = async () => queries.invalidateQueries({ queryKey: ['audit'] })
  return {
    measuring: useMutation({
      ...shared,
      mutationFn: async () => post('/api/audit/measure'),
      onSuccess: refresh,
    }),
    answering: useMutation({
      ...shared,
      mutationFn: async (answer: Answer) => post('/api/audit/answers', answer),
      onSuccess: async () => {
        await refresh()
        notifyDone(text('audit.answerKept'))
      },
    }),
    valuing: useMutation({
      ...shared,
      mutationFn: async (valueMinor: number) => post('/api/audit/visit-value', { valueMinor }),
      onSuccess: refresh,
    }),
  }
}
