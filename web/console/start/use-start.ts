import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { GuidedStart } from '../../../src/insights/contract/guided-start.ts'
import { notifyFailed } from '../../ui/notify/Notify.tsx'
import { get, post } from '../api/client.ts'
import { useProblemText } from '../shell/problem-text.ts'

// What is missing is often done elsewhere, on the command line: the page follows by itself.
const followMilliseconds = 10_000

interface StartQuery {
  readonly follows?: boolean
  readonly enabled?: boolean
}

export function useStart({ follows = false, enabled = true }: StartQuery = {}) {
  return useQuery({
    queryKey: ['start'],
    queryFn: ({ signal }) => get<GuidedStart>('/api/start', {}, signal),
    refetchInterval: follows ? followMilliseconds : false,
    enabled,
  })
}

/** Leaving it for now, or taking it up again, for everybody of the clinic. */
export function useStartChoice() {
  const problemText = useProblemText()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (choice: 'not_now' | 'go_on') => post('/api/start', { choice }),
    onSuccess: async () => queries.invalidateQueries({ queryKey: ['start'] }),
    onError: (error) => notifyFailed(problemText(error)),
  })
}

export function doneOf({ steps }: GuidedStart): { readonly done: number; readonly all: number } {
  return { done: steps.filter(({ place }) => place === 'done').length, all: steps.length }
}
