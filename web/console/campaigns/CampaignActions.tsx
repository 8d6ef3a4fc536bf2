import { useState } from 'react'
import type { CampaignDetail, CampaignStateBody } from '../../../src/campaigns/contract/campaign-pages.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { ConfirmDialog } from '../../ui/confirm/ConfirmDialog.tsx'
import { useText } from '../messages/use-text.ts'
import { useMayRun, useNewCampaign } from './use-campaigns.ts'
import { useChangeState } from './use-change-state.ts'

type Verb = CampaignStateBody['verb']

interface CampaignActionsProps {
  readonly campaign: CampaignDetail
  readonly withPrint?: boolean
}

/** Pause, go on, end; each asks first and names whom it concerns. */
export function CampaignActions({ campaign, withPrint = false }: CampaignActionsProps) {
  const text = useText()
  const mayRun = useMayRun()
  const [asked, setAsked] = useState<Verb>()
  const close = () => setAsked(undefined)
  const change = useChangeState(campaign, close)
  const can = (verb: Verb) => mayRun && campaign.verbs.includes(verb)
  return (
    <>
      {withPrint && (
        <ActionButton label={text('campaigns.print')} icon="print" onRun={() => window.print()} />
      )}
      {can('pause') && (
        <ActionButton label={text('campaigns.pause')} icon="pause" onRun={() => setAsked('pause')} />
      )}
      {can('end') && <ActionButton label={text('campaigns.end')} onRun={() => setAsked('end')} />}
      {can('start') && (
        <ActionButton
          label={text('campaigns.resume')}
          icon="play"
          look="main"
          onRun={() => setAsked('start')}
        />
      )}
      {campaign.state === 'ended' && mayRun && <PlanNext campaign={campaign} />}
      {asked && (
        <StateDialog
          campaign={campaign}
          verb={asked}
          isBusy={change.isPending}
          onConfirm={() => change.mutate(asked)}
          onClose={close}
        />
      )}
    </>
  )
}

/** A draft with the same plan, for the next round. */
function PlanNext({ campaign }: { readonly campaign: CampaignDetail }) {
  const text = useText()
  const create = useNewCampaign()
  return (
    <ActionButton
      label={text('campaigns.planNext')}
      look="main"
      isBusy={create.isPending}
      onRun={() => create.mutate({ name: campaign.name, document: campaign.document })}
    />
  )
}

interface StateDialogProps {
  readonly campaign: CampaignDetail
  readonly verb: Verb
  readonly isBusy: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

const dialogs = {
  start: {
    title: 'campaigns.resumeTitle',
    effect: 'campaigns.resumeEffect',
    confirm: 'campaigns.resumeFor',
    keep: 'campaigns.keepPaused',
  },
  pause: {
    title: 'campaigns.pauseTitle',
    effect: 'campaigns.pauseEffect',
    confirm: 'campaigns.pauseFor',
    keep: 'campaigns.keepRunning',
  },
  end: {
    title: 'campaigns.endTitle',
    effect: 'campaigns.endEffect',
    confirm: 'campaigns.endFor',
    keep: 'campaigns.keepAsIs',
  },
} as const

function StateDialog({ campaign, verb, isBusy, onConfirm, onClose }: StateDialogProps) {
  const text = useText()
  const words = dialogs[verb]
  const count = campaign.active
  return (
    <ConfirmDialog
      isOpen
      title={text(words.title, { name: campaign.name })}
      confirm={text(words.confirm, { count })}
      keep={text(words.keep)}
      tone={verb === 'end' ? 'danger' : 'main'}
      isBusy={isBusy}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {text(words.effect, { count })}
    </ConfirmDialog>
  )
}
