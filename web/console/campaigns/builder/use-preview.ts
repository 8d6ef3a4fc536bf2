import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Preview, PreviewBody } from '../../../../src/campaigns/contract/audience.ts'
import { post } from '../../api/client.ts'

// Long enough not to ask at every letter, short enough to follow the eye.
const pauseMilliseconds = 250

/** One message as it would be written now, in every language; own words follow a moment after they are typed. */
export function usePreview({ wording, ...question }: PreviewBody) {
  const [written] = useDebouncedValue(JSON.stringify(wording), pauseMilliseconds)
  const body: PreviewBody = written === undefined ? question : { ...question, wording: JSON.parse(written) }
  return useQuery({
    queryKey: ['campaign-preview', body],
    queryFn: () => post<Preview>('/api/campaigns/preview', body),
    placeholderData: keepPreviousData,
  })
}
