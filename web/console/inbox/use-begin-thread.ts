import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Begun } from '../../../src/conversations/contract.ts'
import { notifyFailed } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { paths } from '../shell/paths.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'
import { reasonWords } from '../states/reasons.ts'
import { wishReply } from './reply-focus.ts'

const known: KnownProblems = { ...reasonWords, no_account: 'inbox.noAccount' }

/** A patient and the number or address they are written to by. */
interface Way {
  readonly patientId: string
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
}

/** Goes to a conversation with the cursor where one writes. */
export function useGoToThread(): (threadId: string) => void {
  const navigate = useNavigate()
  return (threadId) => {
    wishReply(threadId)
    void navigate({ to: paths.thread(threadId) })
  }
}

/** Opens the conversation with a patient, which need not have begun. */
export function useBeginThread() {
  const problemText = useProblemText()
  const goTo = useGoToThread()
  return useMutation({
    mutationFn: (way: Way) => post<Begun>('/api/inbox', way),
    onSuccess: ({ threadId }) => goTo(threadId),
    onError: (error) => notifyFailed(problemText(error, known)),
  })
}
