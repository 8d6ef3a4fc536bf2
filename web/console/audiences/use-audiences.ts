import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AudienceList } from '../../../src/campaigns/contract/audiences.ts'
import { get } from '../api/client.ts'

export type AudienceRow = AudienceList['rows'][number]

export interface AudienceQuestion {
  /** A part of the name; empty: any. */
  readonly search: string
  readonly programme: AudienceRow['programme'] | undefined
  readonly page: number
  readonly pageSize: number
}

/** A page of the saved audiences that are offered. */
export function useAudienceList(question: AudienceQuestion) {
  return useQuery({
    queryKey: ['audiences', question],
    queryFn: ({ signal }) => get<AudienceList>('/api/audiences', { ...question }, signal),
    placeholderData: keepPreviousData,
  })
}
