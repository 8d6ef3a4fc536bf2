import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { HandAnswer } from '../../../src/integrations/contract.ts'
import { notifyDone, notifyFailed } from '../../ui/notify/Notify.tsx'
import { ApiError } from '../api/api-error.ts'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'

const known: KnownProblems = {
  settled_already: 'today.settledAlready',
  no_practice_system: 'today.notConnected',
}

const followers = [
  'today',
  'patient',
  'patients',
  'timeline',
  'due-list',
  'due-cycle',
  'open-times',
  'session',
]

interface Settling {
  readonly appointmentId: string
  readonly answer: HandAnswer
}

/** Says what was found in the practice system; the list and the card follow by themselves. */
export function useSettling() {
  const text = useText()
  const problemText = useProblemText()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ appointmentId, answer }: Settling) =>
      post(`/api/appointments/${appointmentId}/practice-answer`, { answer }),
    onSuccess: (_, { answer }) => notifyDone(text('today.settled', { answer })),
    onError: (error) => notifyFailed(problemText(error, known)),
    // Not waited for: the dialog closes at once, and the lists follow.
    onSettled: () => {
      void Promise.all(followers.map(async (name) => queryClient.invalidateQueries({ queryKey: [name] })))
    },
  })
}

/** Nothing is left to answer: somebody, or the practice system itself, was quicker. */
export function isSettledAlready(error: unknown): boolean {
  return error instanceof ApiError && error.problem.type === 'settled_already'
}
