import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CountedAudience } from '../../../../src/campaigns/contract/audiences.ts'
import type { AudienceDocument } from '../../../../src/campaigns/contract/criteria-choices.ts'
import { post } from '../../api/client.ts'

// Long enough not to count while somebody types a number.
const pauseMilliseconds = 400

export interface AudienceFigures {
  readonly figures: CountedAudience | undefined
  /** The figures on screen are those of the audience before the last change. */
  readonly isBehind: boolean
  /** The exact count is on its way. */
  readonly isCounting: boolean
  readonly error: unknown
  readonly retry: () => void
}

/**
 * How many an audience names: from a sample at once where the clinic is large, then exactly. The exact count of a saved
 * audience as it is saved is kept for the list.
 */
export function useAudienceFigures(document: AudienceDocument, savedId: string | null): AudienceFigures {
  const queries = useQueryClient()
  const question = JSON.stringify({ document, savedId })
  const [asked] = useDebouncedValue(question, pauseMilliseconds)
  const estimate = useQuery({
    queryKey: ['audience-figures', 'estimate', asked],
    queryFn: ({ signal }) =>
      post<CountedAudience>(
        '/api/audiences/count',
        { audience: documentOf(asked), mode: 'estimate' },
        signal,
      ),
    placeholderData: keepPreviousData,
  })
  const isSettled = asked === question && estimate.isSuccess && !estimate.isPlaceholderData
  const exact = useQuery({
    queryKey: ['audience-figures', 'exact', asked],
    queryFn: async ({ signal }) => {
      if (savedId === null)
        return post<CountedAudience>(
          '/api/audiences/count',
          { audience: documentOf(asked), mode: 'exact' },
          signal,
        )
      const counted = await post<CountedAudience>(`/api/audiences/${savedId}/count`, {}, signal)
      void queries.invalidateQueries({ queryKey: ['audiences'] })
      return counted
    },
    enabled: isSettled && (savedId !== null || estimate.data.basis === 'estimate'),
  })
  const error = estimate.error ?? exact.error
  return {
    figures: estimate.error ? undefined : isSettled ? (exact.data ?? estimate.data) : estimate.data,
    isBehind: !isSettled,
    isCounting: isSettled && exact.data === undefined && estimate.data.basis === 'estimate' && !exact.error,
    error,
    retry: () => void (estimate.error ? estimate : exact).refetch(),
  }
}

function documentOf(question: string): AudienceDocument {
  const { document }: { document: AudienceDocument } = JSON.parse(question)
  return document
}
