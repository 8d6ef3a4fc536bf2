import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AudienceChoices } from '../../../../src/campaigns/contract/audiences.ts'
import type { AudienceNames } from '../../../../src/campaigns/contract/sentence/sentence.ts'
import { get } from '../../api/client.ts'

const nothing: AudienceChoices = {
  recallTypes: [],
  services: [],
  specialities: [],
  providers: [],
  locations: [],
  campaigns: [],
  tags: [],
}

const staysMilliseconds = 300_000

/** What criteria may name in this clinic, and what it is called. */
export function useChoices() {
  const query = useQuery({
    queryKey: ['audience-choices'],
    queryFn: ({ signal }) => get<AudienceChoices>('/api/audience-choices', {}, signal),
    staleTime: staysMilliseconds,
  })
  const choices = query.data ?? nothing
  const names = useMemo(() => namesOf(choices), [choices])
  return { choices, names, isLoading: query.isPending, error: query.error, retry: () => void query.refetch() }
}

function namesOf(choices: AudienceChoices): AudienceNames {
  const of = (list: readonly { readonly key: string; readonly name: string }[]) =>
    new Map(list.map(({ key, name }) => [key, name]))
  return {
    recallTypes: of(choices.recallTypes),
    services: of(choices.services),
    providers: of(choices.providers),
    locations: of(choices.locations),
    campaigns: of(choices.campaigns),
  }
}
