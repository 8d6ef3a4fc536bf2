import { useQuery } from '@tanstack/react-query'
import type { Channels } from '../../../src/outreach/contract/channels.ts'
import { get } from '../api/client.ts'

const followMilliseconds = 10_000

/** Every account: a handful, followed while the page is looked at. */
export function useChannels() {
  return useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => get<Channels>('/api/channels', {}, signal),
    refetchInterval: followMilliseconds,
  })
}
