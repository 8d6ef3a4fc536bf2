import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type {
  RecallTypeDetail,
  RecallTypes,
  TypeCounts,
} from '../../../src/recall/contract/recall-type-pages.ts'
import type { Services } from '../../../src/scheduling/contract.ts'
import { get } from '../api/client.ts'

const followMilliseconds = 4_000

/** Every type there is: some dozens, so that filters need no question of their own. */
export function useRecallTypes() {
  return useQuery({
    queryKey: ['recall-types', 'list'],
    queryFn: ({ signal }) => get<RecallTypes>('/api/recall-types', {}, signal),
    // While due dates follow a change, until they have.
    refetchInterval: ({ state }) => (state.data?.followsSince ? followMilliseconds : false),
  })
}

/**
 * How many patients have each type that is on; a large clinic takes a moment to count, so the list does not wait for it.
 * Counted anew once due dates have followed a change.
 */
export function useTypeCounts() {
  const since = useRecallTypes().data?.followsSince?.iso
  return useQuery({
    queryKey: ['recall-types', 'counts', since],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<TypeCounts>('/api/recall-types/counts', {}, signal),
  })
}

export function useRecallType(key: string) {
  return useQuery({
    queryKey: ['recall-types', 'type', key],
    queryFn: ({ signal }) => get<RecallTypeDetail>(`/api/recall-types/${key}`, {}, signal),
    placeholderData: keepPreviousData,
  })
}

/** What the clinic calls its services, by their keys; undefined while it loads. */
export function useServiceNames(): ReadonlyMap<string, string> | undefined {
  const services = useQuery({
    queryKey: ['services'],
    queryFn: ({ signal }) => get<Services>('/api/services', {}, signal),
  })
  return services.data && new Map(services.data.services.map(({ key, name }) => [key, name]))
}
