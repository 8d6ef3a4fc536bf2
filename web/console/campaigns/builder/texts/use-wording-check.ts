import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { WordingCheck } from '../../../../../src/campaigns/contract/campaign-pages.ts'
import type { WordingFault } from '../../../../../src/campaigns/contract/wording.ts'
import { post } from '../../../api/client.ts'
import type { CampaignDocument } from '../../campaign-document.ts'

// Half a word is no mistake yet.
const pauseMilliseconds = 500

/** What keeps the own words of the document from being sent, looked at again after each change. */
export function useWordingCheck(document: CampaignDocument): readonly WordingFault[] {
  const [asked] = useDebouncedValue(document, pauseMilliseconds)
  const { data } = useQuery({
    queryKey: ['wording-check', asked],
    queryFn: () => post<WordingCheck>('/api/campaigns/wording-check', { document: asked }),
    enabled: asked.wording !== undefined,
    placeholderData: keepPreviousData,
  })
  return asked.wording === undefined ? [] : (data?.faults ?? [])
}
