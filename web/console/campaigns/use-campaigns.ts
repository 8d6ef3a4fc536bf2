import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type {
  CampaignDetail,
  CampaignList,
  CampaignTemplates,
  NewCampaignReply,
} from '../../../src/campaigns/contract/campaign-pages.ts'
import type { CampaignReport } from '../../../src/insights/contract/campaign-report.ts'
import type { DueList } from '../../../src/insights/contract/due-list.ts'
import { notifyFailed } from '../../ui/notify/Notify.tsx'
import { get, post } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { useDueTabCounts } from '../due-list/use-due-list.ts'
import { paths } from '../shell/paths.ts'
import { useProblemText } from '../shell/problem-text.ts'
import type { CampaignDocument } from './campaign-document.ts'

/** A draft from a shipped plan, or from one that was edited here. */
type NewCampaign =
  | { readonly template: string }
  | { readonly name: string; readonly document: CampaignDocument }

// A result moves by a few bookings a day.
const resultStaysMilliseconds = 300_000

export function useCampaignList(question: {
  readonly state: CampaignDetail['state'] | undefined
  readonly page: number
}) {
  return useQuery({
    queryKey: ['campaigns', question],
    queryFn: ({ signal }) => get<CampaignList>('/api/campaigns', question, signal),
    placeholderData: keepPreviousData,
  })
}

export function useTemplates() {
  return useQuery({
    queryKey: ['campaign-templates'],
    queryFn: ({ signal }) => get<CampaignTemplates>('/api/campaign-templates', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useCampaign(campaignId: string) {
  return useQuery({
    queryKey: ['campaign', campaignId],
    queryFn: ({ signal }) => get<CampaignDetail>(`/api/campaigns/${campaignId}`, {}, signal),
  })
}

function reportQuery(campaignId: string) {
  return queryOptions({
    queryKey: ['campaign-report', campaignId],
    queryFn: ({ signal }) => get<CampaignReport>(`/api/campaigns/${campaignId}/report`, {}, signal),
    staleTime: resultStaysMilliseconds,
  })
}

export function useReport(campaignId: string) {
  return useQuery(reportQuery(campaignId))
}

/** The proof of each campaign that has begun; undefined while it is being worked out. */
export function useProofs(
  campaignIds: readonly string[],
): ReadonlyMap<string, CampaignReport['proof'] | undefined> {
  const reports = useQueries({ queries: campaignIds.map(reportQuery) })
  return new Map(campaignIds.map((id, index) => [id, reports[index]?.data?.proof]))
}

/** How many are due or have drifted away. */
export function useOpportunity() {
  return useDueTabCounts({ staleTime: resultStaysMilliseconds })
}

/** The recall types that are on. */
export function useRecallTypes() {
  return useQuery({
    queryKey: ['due-list', 'types'],
    queryFn: ({ signal }) => get<DueList>('/api/due-list', { pageSize: 10 }, signal),
    staleTime: resultStaysMilliseconds,
  })
}

/** Makes a draft and opens it. */
export function useNewCampaign() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const problemText = useProblemText()
  return useMutation({
    mutationFn: (body: NewCampaign) => post<NewCampaignReply>('/api/campaigns', body),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['campaigns'] })
      await navigate({ to: paths.campaign(id) })
    },
    onError: (error) => notifyFailed(problemText(error)),
  })
}

/** Whether this person may make, change, start and end campaigns; everybody may look. */
export function useMayRun(): boolean {
  const { role } = useSession().staff
  return role === 'owner' || role === 'manager'
}
