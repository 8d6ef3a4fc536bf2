import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DriftReason } from '../../../src/recall/contract/drift-reasons.ts'
import { notifyDone, notifyFailed, notifyUndo } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'

const followers = ['patient', 'patients', 'cleanup', 'due-list', 'timeline', 'session']

/** Saying why a patient stays away, and taking that back. */
export function useDriftChanges(patientId: string) {
  const text = useText()
  const problemText = useProblemText()
  const queryClient = useQueryClient()
  const path = `/api/patients/${patientId}/drift-reason`
  const refresh = (): void => {
    void Promise.all(followers.map(async (name) => queryClient.invalidateQueries({ queryKey: [name] })))
  }
  const takingBack = useMutation({
    mutationFn: async () => post(path, { reason: null }),
    onError: (error) => notifyFailed(problemText(error)),
    onSuccess: () => {
      notifyDone(text('cleanup.driftTakenBack'))
      refresh()
    },
  })
  const recording = useMutation({
    mutationFn: async (said: { readonly reason: DriftReason; readonly note: string }) => post(path, said),
    onError: (error) => notifyFailed(problemText(error)),
    onSuccess: () => {
      notifyUndo(text('cleanup.driftRecorded'), () => takingBack.mutate())
      refresh()
    },
  })
  return { recording, takingBack }
}
