import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notifyDone, notifyFailed, notifyUndo } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'

const known: KnownProblems = {
  messages_ended: 'inbox.messagesEnded',
  nobody_known: 'inbox.nobodyKnown',
  no_account: 'inbox.noAccount',
  in_the_past: 'inbox.inThePast',
  unknown_staff: 'inbox.unknownStaff',
}

interface Change {
  /** After `/api/inbox/<thread>/`. */
  readonly verb: 'reply' | 'assign' | 'snooze' | 'finish'
  readonly body?: object
  /** Said when it is done. */
  readonly done: string
  readonly undo?: () => void
  readonly onDone?: () => void
}

/** Changes one thread and says so; everything that counts or shows threads is asked again. */
export function useThreadChanges(threadId: string) {
  const queryClient = useQueryClient()
  const problemText = useProblemText()
  const text = useText()
  const mutation = useMutation({
    mutationFn: ({ verb, body }: Change) => post(`/api/inbox/${threadId}/${verb}`, body),
    onSuccess: async (_answer, { done, undo, onDone }) => {
      if (undo) notifyUndo(done, undo)
      else notifyDone(done)
      // First the list without what is done, then on: else the page would go back to what it has just left.
      await queryClient.invalidateQueries({ queryKey: ['inbox'] })
      onDone?.()
    },
    onError: (error) => notifyFailed(problemText(error, known)),
    onSettled: async () => {
      const changed = ['thread', 'inbox', 'session', 'today']
      await Promise.all(changed.map((area) => queryClient.invalidateQueries({ queryKey: [area] })))
    },
  })
  const assign = (person: Person | null, before: Person | null): void =>
    mutation.mutate({
      verb: 'assign',
      body: { staffId: person?.id ?? null },
      done: person ? text('inbox.assigned', { name: person.name }) : text('inbox.unassigned'),
      undo: () => assign(before, person),
    })
  return {
    isBusy: mutation.isPending,
    isSending: mutation.isPending && mutation.variables.verb === 'reply',
    assign,
    snooze: (until: { readonly iso: string; readonly text: string }, onDone: () => void) =>
      mutation.mutate({
        verb: 'snooze',
        body: { until: until.iso },
        done: text('inbox.snoozedUntil', { at: until.text }),
        onDone,
      }),
    finish: (onDone: () => void) => mutation.mutate({ verb: 'finish', done: text('inbox.finished'), onDone }),
    reply: (answer: { readonly text: string; readonly key: string }, onDone: () => void) =>
      mutation.mutate({ verb: 'reply', body: answer, done: text('inbox.sent'), onDone }),
  }
}

export interface Person {
  readonly id: string
  readonly name: string
}
export type ThreadChanges = ReturnType<typeof useThreadChanges>
