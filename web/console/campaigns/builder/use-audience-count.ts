import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AudienceCount } from '../../../../src/campaigns/contract/audience.ts'
import { post } from '../../api/client.ts'
import type { CampaignDocument } from '../campaign-document.ts'

// Long enough not to count while somebody types a number.
const pauseMilliseconds = 400

/** Whom the document would reach if it started now; counted again after each change. */
export function useAudienceCount({ wording: _, ...document }: CampaignDocument) {
  // Words change nobody's place in the audience; compared as text, a document is the same when it says the same.
  const question = JSON.stringify(document)
  const [asked] = useDebouncedValue(question, pauseMilliseconds)
  const query = useQuery({
    queryKey: ['audience-count', asked],
    // A newer question gives this one up, and the server stops counting.
    queryFn: ({ signal }) =>
      post<AudienceCount>('/api/campaigns/audience-count', { document: JSON.parse(asked) }, signal),
    placeholderData: keepPreviousData,
  })
  return {
    count: query.error ? undefined : query.data,
    /** The figures on screen are those of the document before the last change. */
    isBehind: asked !== question || query.isPlaceholderData || query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
  }
}
