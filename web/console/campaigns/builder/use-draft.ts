import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { CampaignDetail } from '../../../../src/campaigns/contract/campaign-pages.ts'
import { notifyDone, notifyFailed } from '../../../ui/notify/Notify.tsx'
import { post } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../messages/use-text.ts'
import { useProblemText } from '../../shell/problem-text.ts'
import type { CampaignDocument } from '../campaign-document.ts'

interface Kept {
  readonly version: number
  readonly name: string
  readonly document: CampaignDocument
}

export interface Draft {
  readonly name: string
  readonly document: CampaignDocument
  readonly isChanged: boolean
  readonly isSaving: boolean
  readonly rename: (name: string) => void
  readonly change: (document: CampaignDocument) => void
  /** Changes the document as it is by then: for what may come later, such as an undo. */
  readonly edit: (make: (document: CampaignDocument) => CampaignDocument) => void
  readonly discard: () => void
  readonly save: () => void
}

/**
 * What is being edited. Kept in this tab for whoever edits it until it is saved, so that neither a reload nor an automatic
 * sign-out loses it; it names no patient.
 */
export function useDraft(campaign: CampaignDetail): Draft {
  const key = `kembali.campaign.${useSession().staff.id}.${campaign.id}`
  const saved: Kept = { version: campaign.version, name: campaign.name, document: campaign.document }
  const [kept, setKept] = useState(() => readKept(key))
  // Somebody else has saved in the meantime: theirs is the one that counts.
  const now = kept?.version === campaign.version ? kept : saved
  const latest = useRef(now)
  latest.current = now
  const keep = (next: Kept | undefined): void => {
    latest.current = next ?? saved
    setKept(next)
    if (next === undefined) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(next))
  }
  const saving = useSave(campaign, () => keep(undefined))
  return {
    name: now.name,
    document: now.document,
    isChanged: JSON.stringify([now.name, now.document]) !== JSON.stringify([saved.name, saved.document]),
    isSaving: saving.isPending,
    rename: (name) => keep({ ...now, name }),
    change: (document) => keep({ ...now, document }),
    edit: (make) => keep({ ...latest.current, document: make(latest.current.document) }),
    discard: () => keep(undefined),
    save: () => saving.mutate({ name: now.name.trim(), document: now.document }),
  }
}

function useSave(campaign: CampaignDetail, onSaved: () => void) {
  const text = useText()
  const problemText = useProblemText()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Pick<Kept, 'name' | 'document'>) =>
      post<{ version: number }>(`/api/campaigns/${campaign.id}/versions`, body),
    onSuccess: async ({ version }) => {
      await queries.invalidateQueries({ queryKey: ['campaign', campaign.id] })
      onSaved()
      notifyDone(text('campaigns.doneSaved', { version }))
      await queries.invalidateQueries({ queryKey: ['campaigns'] })
    },
    onError: (error) =>
      notifyFailed(
        problemText(error, {
          campaign_ended: 'campaigns.notFromHere',
          wording_refused: 'campaigns.wordingRefused',
        }),
      ),
  })
}

function readKept(key: string): Kept | undefined {
  const text = sessionStorage.getItem(key)
  if (text === null) return undefined
  const kept: Kept = JSON.parse(text)
  return kept
}
