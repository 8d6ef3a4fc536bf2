import { useState } from 'react'
import type { CampaignDetail } from '../../../../src/campaigns/contract/campaign-pages.ts'
import type { WordingFault } from '../../../../src/campaigns/contract/wording.ts'
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
  /** What keeps texts of the document from being sent. */
  readonly faults: readonly WordingFault[]
  readonly isFixed: boolean
}

/** Save while something is changed, start once everything is saved; never two filled buttons. */
export function BuilderActions({ campaign, draft, count, faults, isFixed }: BuilderActionsProps) {
  const text = useText()
  if (isFixed) return null
  const textsToMend =
    faults.length === 0 ? undefined : text('campaigns.textsToMend', { count: textsWith(faults) })
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
          blocked={draft.name.trim() === '' ? text('campaigns.nameMissing') : textsToMend}
          onRun={draft.save}
        />
      </>
    )
  }
  return campaign.state === 'draft' ? (
    <StartAction campaign={campaign} count={count} textsToMend={textsToMend} />
  ) : (
    <CampaignActions campaign={campaign} />
  )
}

function textsWith(faults: readonly WordingFault[]): number {
  return new Set(
    faults.map(({ message, channel, language, part }) =>
      [message, channel, language, channel === 'sms' ? part : ''].join(' '),
    ),
  ).size
}

interface StartActionProps extends Pick<BuilderActionsProps, 'campaign' | 'count'> {
  readonly textsToMend: string | undefined
}

function StartAction({ campaign, count: { count, isBehind }, textsToMend }: StartActionProps) {
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
              : textsToMend
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
