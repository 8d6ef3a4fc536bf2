import { useMutation } from '@tanstack/react-query'
import { notifyDone, notifyFailed, notifyUndo } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import type { RecallSubject, Silence } from './recall-subject.ts'
import type { RecallKey } from './use-recall-changes.ts'
import { useRefreshRecalls } from './use-refresh-recalls.ts'

interface IntervalWish {
  readonly recall: RecallSubject
  readonly interval: { readonly months: number; readonly days: number }
  readonly holds: 'round' | 'always'
  readonly reason: string
  readonly until: string
}

interface SilenceWish {
  readonly recall: RecallSubject
  readonly wish: { readonly kind: Silence['kind']; readonly reason: string }
  readonly until: string
}

interface InvitingAgain {
  readonly recall: RecallKey
  readonly isPaused: boolean
  readonly isSilenced: boolean
}

function urlOf({ patientId, typeKey }: RecallKey, change: 'interval' | 'silence' | 'pause'): string {
  return `/api/recall/${patientId}/${typeKey}/${change}`
}

/** What is arranged for one patient beyond one round, and the ends of it. */
export function useArrangements() {
  const text = useText()
  const problemText = useProblemText()
  const refresh = useRefreshRecalls()
  const onError = (error: unknown): void => notifyFailed(problemText(error))
  /** Whatever keeps the patient from being invited ends: a pause until a day, an arrangement, or both. */
  const inviting = useMutation({
    mutationFn: async ({ recall, isPaused, isSilenced }: InvitingAgain) => {
      if (isPaused) await post(urlOf(recall, 'pause'), { kind: 'resume' })
      if (isSilenced) await post(urlOf(recall, 'silence'), { kind: 'end' })
    },
    onError,
    onSuccess: () => {
      notifyDone(text('recalls.silenceEnded'))
      refresh()
    },
  })
  const resetting = useMutation({
    mutationFn: async (recall: RecallKey) => post(urlOf(recall, 'interval'), { kind: 'reset' }),
    onError,
    onSuccess: () => {
      notifyDone(text('recalls.intervalReset'))
      refresh()
    },
  })
  const arranging = useMutation({
    mutationFn: async ({ recall, until, ...wish }: IntervalWish) =>
      post(urlOf(recall, 'interval'), { kind: 'arrange', ...wish, expiresOn: until === '' ? null : until }),
    onSuccess: (_, { recall }) => {
      const undo = () => resetting.mutate(recall)
      // One that took the place of another cannot be taken back to that.
      if (recall.arranged === null) notifyUndo(text('recalls.arranged'), undo)
      else notifyDone(text('recalls.arranged'))
      refresh()
    },
  })
  const silencing = useMutation({
    mutationFn: async ({ recall, wish, until }: SilenceWish) =>
      post(urlOf(recall, 'silence'), { ...wish, expiresOn: until === '' ? null : until }),
    onSuccess: (_, { recall }) => {
      const undo = () => inviting.mutate({ recall, isPaused: false, isSilenced: true })
      if (recall.silences.length > 0) notifyDone(text('recalls.silenced'))
      else notifyUndo(text('recalls.silenced'), undo)
      refresh()
    },
  })
  return { arranging, resetting, silencing, inviting }
}
