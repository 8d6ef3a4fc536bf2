import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CampaignList } from '../../../src/campaigns/contract/campaign-pages.ts'
import type { InvitationCount } from '../../../src/campaigns/contract/invitations.ts'
import { get, post } from '../api/client.ts'
import type { InviteSubject } from './invite-subject.ts'

export type RunningCampaign = CampaignList['rows'][number]

const mostCampaigns = 200

export function useRunningCampaigns() {
  return useQuery({
    queryKey: ['campaigns', 'running'],
    queryFn: ({ signal }) =>
      get<CampaignList>('/api/campaigns', { state: 'running', pageSize: mostCampaigns }, signal),
  })
}

interface Wish {
  readonly campaignId: string
  readonly who: InviteSubject['who']
  readonly withHeldOut: boolean
}

/** What the invitation would do now. A POST that writes nothing, so that who is searched for stays out of addresses. */
export function useInvitationCount({ campaignId, who, withHeldOut }: Wish) {
  return useQuery({
    queryKey: ['invitation', campaignId, who, withHeldOut],
    queryFn: () =>
      post<InvitationCount>(`/api/campaigns/${campaignId}/invitations/count`, { subject: who, withHeldOut }),
    // Counted anew for every dialog; while somebody reads it, the figures stand still.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

const changed = [
  'due-list',
  'due-cycle',
  'patient',
  'timeline',
  'campaigns',
  'campaign',
  'campaign-report',
  'today',
]

export function useInviting() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ campaignId, who, withHeldOut, confirmed }: Wish & { readonly confirmed: number }) =>
      post<InvitationCount>(`/api/campaigns/${campaignId}/invitations`, {
        subject: who,
        withHeldOut,
        confirmed,
      }),
    // Not waited for: the answer is shown at once, and the lists behind the dialog follow.
    onSuccess: () => {
      void Promise.all(changed.map(async (name) => queryClient.invalidateQueries({ queryKey: [name] })))
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: ['invitation'] }),
  })
}
