import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Session } from '../../../src/clinic/contract.ts'
import { get } from './client.ts'

// The counts in the menu are at most this old.
const refreshMilliseconds = 60_000

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>('/api/session', {}, signal),
  refetchInterval: refreshMilliseconds,
})

/** Who is signed in and where. Only below the shell, which has loaded it. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}
