import { useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  CampaignDetail,
  CampaignStateBody,
  CampaignStateReply,
} from '../../../src/campaigns/contract/campaign-pages.ts'
import { notifyDone, notifyFailed } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'

type Verb = CampaignStateBody['verb']

/** Starts, pauses, goes on with or ends a campaign, and says what came of it. */
export function useChangeState(campaign: CampaignDetail, onDone: () => void) {
  const text = useText()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const said = (verb: Verb, { enrolled }: CampaignStateReply): string => {
    if (verb === 'pause') return text('campaigns.donePaused')
    if (verb === 'end') return text('campaigns.doneEnded')
    return campaign.state === 'paused'
      ? text('campaigns.doneResumed')
      : text('campaigns.doneStarted', { count: enrolled })
  }
  return useMutation({
    mutationFn: (verb: Verb) => post<CampaignStateReply>(`/api/campaigns/${campaign.id}/state`, { verb }),
    onSuccess: async (reply, verb) => {
      notifyDone(said(verb, reply))
      onDone()
      await Promise.all(
        [['campaigns'], ['campaign', campaign.id], ['campaign-report', campaign.id]].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      )
    },
    onError: (error) => {
      notifyFailed(problemText(error, { not_from_here: 'campaigns.notFromHere' }))
      onDone()
    },
  })
}
