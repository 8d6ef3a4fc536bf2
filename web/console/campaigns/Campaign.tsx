import { useParams } from '@tanstack/react-router'
import type { CampaignDetail } from '../../../src/campaigns/contract/campaign-pages.ts'
import { Page } from '../../ui/page/Page.tsx'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { choice, useUrlState } from '../shell/url-state.ts'
import { State } from '../states/State.tsx'
import { Builder } from './builder/Builder.tsx'
import { CampaignActions } from './CampaignActions.tsx'
import { CampaignCrumb } from './CampaignCrumb.tsx'
import { Result } from './result/Result.tsx'
import { useCampaign } from './use-campaigns.ts'
import { Versions } from './Versions.tsx'

const view = { tab: choice(['result', 'plan', 'versions']) }

/** One campaign: a draft is its plan; once begun, its result comes first. */
export function Campaign() {
  const { campaignId = '' } = useParams({ strict: false })
  const text = useText()
  const campaign = useCampaign(campaignId)
  if (campaign.data) return <Loaded key={campaignId} campaign={campaign.data} />
  return (
    <Page title={text('campaigns.campaign')} crumb={<CampaignCrumb />}>
      {campaign.error && (
        <LoadFailure
          title={text('campaigns.campaignFailed')}
          error={campaign.error}
          onRetry={() => void campaign.refetch()}
        />
      )}
    </Page>
  )
}

function Loaded({ campaign }: { readonly campaign: CampaignDetail }) {
  const text = useText()
  const [{ tab }, change] = useUrlState(view)
  if (campaign.state === 'draft') return <Builder campaign={campaign} />
  const tabs = {
    tabs: [
      { value: 'result', label: text('campaigns.tabResult') },
      { value: 'plan', label: text('campaigns.tabPlan') },
      { value: 'versions', label: text('campaigns.tabVersions'), count: campaign.versions.length },
    ],
    tab,
    onTab: (value: string) => change({ tab: value === 'plan' || value === 'versions' ? value : 'result' }),
  }
  if (tab === 'plan') return <Builder campaign={campaign} tabs={tabs} />
  return (
    <Page
      title={campaign.name}
      crumb={<CampaignCrumb />}
      state={<State of="campaign" state={campaign.state} as="tag" />}
      actions={<CampaignActions campaign={campaign} withPrint={tab === 'result'} />}
      {...tabs}
    >
      {tab === 'versions' ? <Versions campaign={campaign} /> : <Result campaignId={campaign.id} />}
    </Page>
  )
}
