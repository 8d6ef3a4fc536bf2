import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError, noAnswer } from './api-error.ts'

const listeners = new Set<() => void>()

/** Tells when a session has ended on the server, so that the sign-in page can be shown. */
export function whenSignedOut(listener: () => void): void {
  listeners.add(listener)
}

function notice(error: unknown): void {
  if (!(error instanceof ApiError) || error.problem.status !== 401) return
  for (const listener of listeners) listener()
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
