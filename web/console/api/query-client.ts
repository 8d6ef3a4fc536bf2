import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError, noAnswer } from './api-error.ts'
import { signedOutBy, tellSignedOut } from './signed-out.ts'

function notice(error: unknown): void {
  const why = signedOutBy(error)
  if (why !== null) tellSignedOut(why)
}

// Once more after a hiccup of the network or a restart of the server; never after a refusal.
function isWorthRetrying(failures: number, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  const { status } = error.problem
  return failures < 1 && (status === noAnswer || status >= 502)
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: notice }),
  // The sign-in page's own 401 means “wrong password”: such mutations are marked `isPublic`.
  mutationCache: new MutationCache({
    onError: (error, ...[, , mutation]) => {
      if (mutation.meta?.['isPublic'] !== true) notice(error)
    },
  }),
  defaultOptions: { queries: { staleTime: 15_000, retry: isWorthRetrying }, mutations: { retry: false } },
})
