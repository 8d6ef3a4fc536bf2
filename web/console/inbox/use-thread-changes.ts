import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReplyDone } from '../../../src/conversations/contract.ts'
import { notifyDone, notifyFailed, notifyUndo } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'
import { reasonWords } from '../states/reasons.ts'

const known: KnownProblems = {
  ...reasonWords,
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
  readonly done: string | ((answer: Partial<ReplyDone>) => string)
  readonly undo?: () => void
  readonly onDone?: () => void
}

/** Changes one thread and says so; everything that counts or shows threads is asked again. */
export function useThreadChanges(threadId: string) {
  const queryClient = useQueryClient()
  const problemText = useProblemText()
  const text = useText()
  const mutation = useMutation({
    mutationFn: ({ verb, body }: Change) => post<Partial<ReplyDone>>(`/api/inbox/${threadId}/${verb}`, body),
    onSuccess: async (answer, { done, undo, onDone }) => {
      const words = typeof done === 'string' ? done : done(answer)
      if (undo) notifyUndo(words, undo)
      else notifyDone(words)
      // First the list without what is done, then on: else the page would go back to what it has just left.
      await queryClient.invalidateQueries({ queryKey: ['inbox'] })
      onDone?.()
    },
    onError: (error) => notifyFailed(problemText(error, known)),
    onSettled: async () => {
      const changed = ['thread', 'inbox', 'session', 'today', 'patient', 'timeline']
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
    reply: (answer: { readonly text: string; readonly key: string }, isFirst: boolean, onDone: () => void) =>
      mutation.mutate({
        verb: 'reply',
        body: answer,
        done: ({ leavesAt }) =>
          leavesAt
            ? text('inbox.sentLater', { at: leavesAt.text })
            : text(isFirst ? 'inbox.messageSent' : 'inbox.sent'),
        onDone,
      }),
  }
}

export interface Person {
  readonly id: string
  readonly name: string
}
export type ThreadChanges = ReturnType<typeof useThreadChanges>
