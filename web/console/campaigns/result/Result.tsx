import type { CampaignReport } from '../../../../src/insights/contract/campaign-report.ts'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import { useReport } from '../use-campaigns.ts'
import { ByChannel } from './ByChannel.tsx'
import { ByGroup } from './ByGroup.tsx'
import { Curve } from './Curve.tsx'
import { FromListToChair } from './FromListToChair.tsx'
import { Money } from './Money.tsx'
import { NotSent } from './NotSent.tsx'
import { Proof } from './Proof.tsx'
import classes from './result.module.css'

/** What came of it: the proven gain first, then where people were lost, then by whom and by what, then money. */
export function Result({ campaignId }: { readonly campaignId: string }) {
  const text = useText()
  const report = useReport(campaignId)
  if (report.error) {
    return (
      <LoadFailure
        title={text('campaigns.resultFailed')}
        error={report.error}
        onRetry={() => void report.refetch()}
      />
    )
  }
  if (report.data === undefined) return <div className={classes['result']} aria-busy="true" />
  return <Loaded report={report.data} />
}

function Loaded({ report }: { readonly report: CampaignReport }) {
  const text = useText()
  const { campaign, asOf } = report
  return (
    <div className={classes['result']}>
      <Proof report={report} />
      <div className={classes['halves']}>
        <div className={classes['main']}>
          <FromListToChair report={report} />
          <NotSent report={report} />
          <Curve report={report} />
        </div>
        <div className={classes['beside']}>
          <ByGroup report={report} />
          <ByChannel report={report} />
          <Money report={report} />
        </div>
      </div>
      <p className={classes['foot']}>
        {campaign.day === null
          ? text('campaigns.asOf', { at: asOf.text, version: campaign.version })
          : text('campaigns.asOfDay', { at: asOf.text, day: campaign.day, version: campaign.version })}{' '}
        {text('campaigns.watched', { count: report.observationDays })}
      </p>
    </div>
  )
}
