import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Preview, PreviewBody } from '../../../../src/campaigns/contract/audience.ts'
import { post } from '../../api/client.ts'

/** One message as it would be written now, in every language. */
export function usePreview(body: PreviewBody) {
  return useQuery({
    queryKey: ['campaign-preview', body],
    queryFn: () => post<Preview>('/api/campaigns/preview', body),
    placeholderData: keepPreviousData,
  })
}
