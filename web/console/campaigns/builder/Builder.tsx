import type { CampaignDetail } from '../../../../src/campaigns/contract/campaign-pages.ts'
import { FixedContext } from '../../../ui/chip/Chip.tsx'
import { Page } from '../../../ui/page/Page.tsx'
import type { PageTab } from '../../../ui/page/PageTabs.tsx'
import { Notice } from '../../../ui/states/Notice.tsx'
import { useText } from '../../messages/use-text.ts'
import { optional, useUrlState } from '../../shell/url-state.ts'
import { State } from '../../states/State.tsx'
import { CampaignCrumb } from '../CampaignCrumb.tsx'
import { stepsOf } from '../campaign-document.ts'
import { useMayRun } from '../use-campaigns.ts'
import { AudienceSection } from './AudienceSection.tsx'
import { BuilderActions } from './BuilderActions.tsx'
import classes from './builder.module.css'
import { GroupsSection } from './GroupsSection.tsx'
import { LimitsSection } from './LimitsSection.tsx'
import { MessagePart } from './MessagePart.tsx'
import { Plan } from './Plan.tsx'
import { useWordingCheck } from './texts/use-wording-check.ts'
import { useAudienceCount } from './use-audience-count.ts'
import { useDraft } from './use-draft.ts'
import { usePinned } from './use-pinned.ts'

interface BuilderProps {
  readonly campaign: CampaignDetail
  readonly tabs?: {
    readonly tabs: readonly PageTab[]
    readonly tab: string
    readonly onTab: (tab: string) => void
  }
}

const view = { part: optional() }

/** Whom, what, start: the plan on the left, the part being looked at beside it. */
export function Builder({ campaign, tabs }: BuilderProps) {
  const text = useText()
  const mayRun = useMayRun()
  const draft = useDraft(campaign)
  const audience = useAudienceCount(draft.document)
  const faults = useWordingCheck(draft.document)
  const [{ part = 'audience' }, change] = useUrlState(view)
  const step = stepsOf(draft.document).find((one) => one.part === part)
  const isFixed = !mayRun || campaign.state === 'ended'
  usePinned(draft, isFixed)
  return (
    <Page
      title={campaign.name}
      crumb={<CampaignCrumb />}
      state={<State of="campaign" state={campaign.state} as="tag" />}
      note={
        draft.isChanged
          ? text('campaigns.unsaved')
          : text('campaigns.versionNumber', { version: campaign.version })
      }
      actions={
        <BuilderActions
          campaign={campaign}
          draft={draft}
          count={audience}
          faults={faults}
          isFixed={isFixed}
        />
      }
      notice={isFixed && <FixedNotice isEnded={campaign.state === 'ended'} />}
      {...tabs}
    >
      <FixedContext value={isFixed}>
        <div className={classes['builder']}>
          <Plan
            document={draft.document}
            count={audience.count}
            faults={faults}
            part={step?.part ?? (part === 'limits' ? part : 'audience')}
            onPart={(next) => change({ part: next === 'audience' ? undefined : next })}
          />
          <div className={classes['work']} data-has-step={step !== undefined}>
            <AudienceSection campaignId={campaign.id} draft={draft} audience={audience} />
            {step ? (
              <MessagePart key={step.part} any={step} draft={draft} count={audience.count} faults={faults} />
            ) : part === 'limits' ? (
              <LimitsSection draft={draft} count={audience.count} />
            ) : (
              <GroupsSection draft={draft} count={audience.count} />
            )}
          </div>
        </div>
      </FixedContext>
    </Page>
  )
}

function FixedNotice({ isEnded }: { readonly isEnded: boolean }) {
  const text = useText()
  return (
    <Notice tone="info" title={text('campaigns.fixedTitle')}>
      {isEnded ? text('campaigns.fixedEnded') : text('campaigns.mayNotRun')}
    </Notice>
  )
}
