import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { AudienceDetail, SaveAudienceReply } from '../../../../src/campaigns/contract/audiences.ts'
import { notifyDone, notifyFailed } from '../../../ui/notify/Notify.tsx'
import { ApiError } from '../../api/api-error.ts'
import { post } from '../../api/client.ts'
import { pinOf } from '../../campaigns/builder/use-pinned.ts'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import { useProblemText } from '../../shell/problem-text.ts'
import { optional, useUrlState } from '../../shell/url-state.ts'
import type { AudienceDraft } from './use-audience-draft.ts'

/** The campaign that somebody came from, and goes back to with what is saved. */
export const fromCampaign = { campaign: optional() }

/** Saves a new audience, or the next version of one; whoever saves second is told so and keeps their draft. */
export function useSaveAudience(saved: AudienceDetail | null, draft: AudienceDraft) {
  const text = useText()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [{ campaign }] = useUrlState(fromCampaign)
  const { document } = draft
  const name = draft.name.trim()
  return useMutation({
    mutationFn: async () =>
      saved === null
        ? post<SaveAudienceReply>('/api/audiences', { name, document })
        : post<SaveAudienceReply>(`/api/audiences/${saved.id}/versions`, {
            name,
            document,
            ...(draft.expected ? { expected: draft.expected } : {}),
          }),
    onSuccess: async ({ id, version }) => {
      await Promise.all(
        [['audiences'], ['audience', id]].map(async (queryKey) => queries.invalidateQueries({ queryKey })),
      )
      if (campaign === undefined)
        await navigate({
          to: paths.audience(id),
          search: ((before: object) => ({ ...before, draft: undefined })) as never,
          replace: true,
        })
      else
        await navigate({
          to: paths.campaign(campaign),
          search: { tab: 'plan', ...pinOf({ id, version }) } as never,
        })
      notifyDone(text('audienceEditor.doneSaved', { name, version }))
    },
    onError: async (error) => {
      if (saved !== null && error instanceof ApiError && error.problem.type === 'changed_meanwhile')
        await queries.invalidateQueries({ queryKey: ['audience', saved.id] })
      else
        notifyFailed(
          problemText(error, {
            name_taken: 'audienceEditor.nameTaken',
            unknown_audience: 'audienceList.endedAlready',
          }),
        )
    },
  })
}
