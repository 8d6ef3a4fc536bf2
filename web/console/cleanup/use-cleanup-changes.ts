import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CleanupDecisionBody } from '../../../src/recall/contract/cleanup.ts'
import { notifyDone, notifyFailed, notifyUndo } from '../../ui/notify/Notify.tsx'
import { ApiError } from '../api/api-error.ts'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'
import type { CleanupKind } from './cleanup-view.ts'

const known: KnownProblems = {
  nothing_to_do: 'cleanup.alreadyDone',
  merged_further: 'cleanup.mergedFurther',
  one_person_already: 'cleanup.alreadyDone',
  not_decided: 'cleanup.alreadyDone',
}

const followers = ['cleanup', 'patient', 'patients', 'due-list', 'due-cycle', 'timeline', 'session']

interface Decision {
  readonly kind: CleanupKind
  readonly item: string
  readonly name: string
  readonly body: CleanupDecisionBody
}

interface Assignment {
  readonly kind: CleanupKind
  readonly owner: string
  readonly items: readonly string[] | null
}

/** Deciding an item, taking that back, giving items to somebody; lists and counts follow by themselves. */
export function useCleanupChanges() {
  const text = useText()
  const problemText = useProblemText()
  const queryClient = useQueryClient()
  const refresh = (): void => {
    void Promise.all(followers.map(async (name) => queryClient.invalidateQueries({ queryKey: [name] })))
  }
  const undoing = useMutation({
    mutationFn: async ({ kind, item }: Decision) => post(`/api/cleanup/${kind}/${item}/undo`),
    onError: (error) => notifyFailed(problemText(error, known)),
    onSuccess: (_, { name }) => {
      notifyDone(text('cleanup.takenBack', { name }))
      refresh()
    },
  })
  const deciding = useMutation({
    mutationFn: async ({ kind, item, body }: Decision) => post(`/api/cleanup/${kind}/${item}/decide`, body),
    onError: (error) => {
      // What a field is wrong about stands beside it.
      if (fieldReason(error) === undefined) notifyFailed(problemText(error, known))
      refresh()
    },
    onSuccess: (_, decision) => {
      notifyUndo(text('cleanup.decided', { name: decision.name }), () => undoing.mutate(decision))
      refresh()
    },
  })
  const assigning = useMutation({
    mutationFn: async ({ kind, owner, items }: Assignment) =>
      post<{ readonly items: number }>(`/api/cleanup/${kind}/assign`, {
        owner,
        items,
        onlyUnowned: items === null,
      }),
    onError: (error) => notifyFailed(problemText(error, known)),
    onSuccess: ({ items }, { owner }) => {
      notifyDone(text('cleanup.assigned', { count: items, owner }))
      refresh()
    },
  })
  return { deciding, assigning }
}

/** What the server says is wrong about a field, as not_an_address; undefined: the failure is about something else. */
export function fieldReason(error: unknown): string | undefined {
  return error instanceof ApiError && error.problem.status === 400
    ? error.problem.fields?.[0]?.reason
    : undefined
}
