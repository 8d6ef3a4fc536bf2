import { useQuery } from '@tanstack/react-query'
import type { MessageTexts } from '../../../../../src/campaigns/contract/wording.ts'
import { get } from '../../../api/client.ts'

/** What the packs suggest for a message; it changes with a new release, or with the clinic's own facts. */
export function useMessageTexts(message: string) {
  return useQuery({
    queryKey: ['campaign-texts', message],
    queryFn: ({ signal }) => get<MessageTexts>('/api/campaign-texts', { message }, signal),
    staleTime: 300_000,
  })
}
