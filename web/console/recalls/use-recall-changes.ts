import { useMutation } from '@tanstack/react-query'
import { notifyDone, notifyFailed, notifyUndo } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'
import { useRefreshRecalls } from './use-refresh-recalls.ts'

/** One open recall of one patient. */
export interface RecallKey {
  readonly patientId: string
  readonly typeKey: string
}

type Pausing =
  | { readonly kind: 'pause'; readonly until: string; readonly reason: string }
  | { readonly kind: 'resume' }

// Who is silent by an arrangement is not paused until a day.
const known: KnownProblems = { not_paused: 'recalls.notPaused' }

interface Outcome {
  readonly done: readonly RecallKey[]
  readonly failed: number
  readonly failure: unknown
}

// So many at a time that a page of fifty is quick and a small server stays free for others.
const atOnce = 4

function urlOf({ patientId, typeKey }: RecallKey, change: 'pause' | 'due-date'): string {
  return `/api/recall/${patientId}/${typeKey}/${change}`
}

async function pauseEach(recalls: readonly RecallKey[], body: Pausing): Promise<Outcome> {
  const done: RecallKey[] = []
  const failures: unknown[] = []
  for (let first = 0; first < recalls.length; first += atOnce) {
    const group = recalls.slice(first, first + atOnce)
    const answers = await Promise.allSettled(group.map(async (recall) => post(urlOf(recall, 'pause'), body)))
    answers.forEach((answer, index) => {
      const recall = group[index]
      if (answer.status === 'rejected') failures.push(answer.reason)
      else if (recall) done.push(recall)
    })
  }
  // Where nothing at all went through, the form keeps what was typed and says why.
  if (done.length === 0 && failures.length > 0) throw failures[0]
  return { done, failed: failures.length, failure: failures[0] }
}

/** Pausing, resuming and moving recalls; lists and cards follow by themselves. */
export function useRecallChanges() {
  const text = useText()
  const problemText = useProblemText()
  const refresh = useRefreshRecalls()
  const sayFailed = ({ failed, failure }: Outcome): void => {
    if (failed > 0)
      notifyFailed(text('recalls.notChanged', { count: failed, why: problemText(failure, known) }))
  }
  const resuming = useMutation({
    mutationFn: async (recalls: readonly RecallKey[]) => pauseEach(recalls, { kind: 'resume' }),
    onError: (error) => notifyFailed(problemText(error, known)),
    onSuccess: (outcome) => {
      notifyDone(text('recalls.resumed', { count: outcome.done.length }))
      sayFailed(outcome)
      refresh()
    },
  })
  const pausing = useMutation({
    mutationFn: async ({
      recalls,
      until,
      reason,
    }: {
      recalls: readonly RecallKey[]
      until: string
      reason: string
    }) => pauseEach(recalls, { kind: 'pause', until, reason }),
    onSuccess: (outcome) => {
      const { done } = outcome
      notifyUndo(text('recalls.paused', { count: done.length }), () => resuming.mutate(done))
      sayFailed(outcome)
      refresh()
    },
  })
  const moving = useMutation({
    mutationFn: async ({ recall, due, reason }: { recall: RecallKey; due: string; reason: string }) =>
      post(urlOf(recall, 'due-date'), { due, reason, expiresOn: null }),
    onSuccess: () => {
      notifyDone(text('recalls.moved'))
      refresh()
    },
  })
  return { pausing, resuming, moving }
}
