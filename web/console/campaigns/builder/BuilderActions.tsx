import { useState } from 'react'
import type { CampaignDetail } from '../../../../src/campaigns/contract/campaign-pages.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { ConfirmDialog } from '../../../ui/confirm/ConfirmDialog.tsx'
import { useText } from '../../messages/use-text.ts'
import { CampaignActions } from '../CampaignActions.tsx'
import { useChangeState } from '../use-change-state.ts'
import type { CountedAudience } from './AudienceSection.tsx'
import type { Draft } from './use-draft.ts'

interface BuilderActionsProps {
  readonly campaign: CampaignDetail
  readonly draft: Draft
  readonly count: CountedAudience
  readonly isFixed: boolean
}

/** Save while something is changed, start once everything is saved; never two filled buttons. */
export function BuilderActions({ campaign, draft, count, isFixed }: BuilderActionsProps) {
  const text = useText()
  if (isFixed) return null
  if (draft.isChanged) {
    return (
      <>
        <ActionButton label={text('campaigns.discard')} look="bare" onRun={draft.discard} />
        <ActionButton
          label={text('campaigns.save')}
          look="main"
          combo="Ctrl+Enter"
          whileTyping
          isBusy={draft.isSaving}
          blocked={draft.name.trim() === '' ? text('campaigns.nameMissing') : undefined}
          onRun={draft.save}
        />
      </>
    )
  }
  return campaign.state === 'draft' ? (
    <StartAction campaign={campaign} count={count} />
  ) : (
    <CampaignActions campaign={campaign} />
  )
}

function StartAction({
  campaign,
  count: { count, isBehind },
}: Pick<BuilderActionsProps, 'campaign' | 'count'>) {
  const text = useText()
  const [isAsked, setIsAsked] = useState(false)
  const change = useChangeState(campaign, () => setIsAsked(false))
  const isKnown = count !== undefined && !isBehind
  const contacted = count ? count.reachable - count.heldOut : 0
  return (
    <>
      <ActionButton
        label={text('campaigns.start')}
        icon="send"
        look="main"
        blocked={
          isKnown
            ? contacted === 0
              ? text('campaigns.nobodyReachable')
              : undefined
            : text('campaigns.counting')
        }
        onRun={() => setIsAsked(true)}
      />
      {count && (
        <ConfirmDialog
          isOpen={isAsked}
          title={text('campaigns.startTitle', { name: campaign.name })}
          confirm={text('campaigns.startFor', { count: contacted })}
          keep={text('campaigns.keepDraft')}
          tone="main"
          isBusy={change.isPending}
          onConfirm={() => change.mutate('start')}
          onClose={() => setIsAsked(false)}
        >
          {text('campaigns.startEffect', { count: contacted, held: count.heldOut })}
        </ConfirmDialog>
      )}
    </>
  )
}
