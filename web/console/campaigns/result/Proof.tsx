import type { CampaignReport } from '../../../../src/insights/contract/campaign-report.ts'
import { Facts } from '../../../ui/facts/Facts.tsx'
import { Figure } from '../../../ui/figure/Figure.tsx'
import { Interval } from '../../../ui/interval/Interval.tsx'
import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { useText } from '../../messages/use-text.ts'
import { useSignedNumbers } from '../campaign-words.ts'
import classes from './result.module.css'

type ProofOf = CampaignReport['proof']

/** Did it work? The visits that would not have happened otherwise, beside the two shares they come from. */
export function Proof({ report }: { readonly report: CampaignReport }) {
  const { proof } = report
  return (
    <Section>
      <div className={classes['proof']} data-verdict={proof.verdict}>
        <Answer report={report} />
        <Comparison proof={proof} />
      </div>
    </Section>
  )
}

function Answer({ report }: { readonly report: CampaignReport }) {
  const text = useText()
  const numbers = useNumbers()
  const signed = useSignedNumbers()
  const { verdict, extraVisits, contacted } = report.proof
  const label = text('campaigns.extraVisits')
  const attribution = text('campaigns.fromMessage', { count: report.funnel.bookedFromMessage })
  if (verdict === 'too_few' || verdict === 'no_hold_out' || extraVisits === null) {
    const isFew = verdict !== 'no_hold_out'
    return (
      <Figure
        size="result"
        label={label}
        value={
          <span className={classes['unproven']}>
            {isFew ? text('campaigns.tooFew') : text('campaigns.noComparison')}
          </span>
        }
        note={`${isFew ? text('campaigns.tooFewText') : text('campaigns.noComparisonText')} ${attribution}`}
      />
    )
  }
  const interval = text('campaigns.interval95', {
    low: signed.plain(extraVisits.low),
    high: signed.plain(extraVisits.high),
  })
  const anyway = Math.max(0, Math.round(contacted.part - extraVisits.value))
  const explained = text('campaigns.anyway', { count: contacted.part, anyway: numbers.count(anyway) })
  if (verdict === 'not_proven') {
    return (
      <Figure
        size="result"
        label={label}
        value={<span className={classes['unproven']}>{text('campaigns.notProven')}</span>}
        beside={text('campaigns.notProvenBeside', { value: signed.whole(extraVisits.value), interval })}
        note={`${explained} ${attribution}`}
      />
    )
  }
  return (
    <Figure
      size="result"
      label={label}
      value={verdict === 'gain' ? numbers.count(extraVisits.value) : signed.whole(extraVisits.value)}
      beside={interval}
      note={`${verdict === 'gain' ? explained : text('campaigns.lossText')} ${attribution}`}
    />
  )
}

function Comparison({ proof }: { readonly proof: ProofOf }) {
  const text = useText()
  const numbers = useNumbers()
  const signed = useSignedNumbers()
  const { contacted, holdOut, difference } = proof
  const counts = ({ part, whole }: ProofOf['contacted']) =>
    text('campaigns.partOf', { part: numbers.count(part), whole: numbers.count(whole) })
  if (contacted.interval === null || holdOut.interval === null || difference === null) {
    return (
      <Facts
        facts={[
          { label: text('campaigns.contacted'), value: counts(contacted) },
          ...(holdOut.whole > 0 ? [{ label: text('campaigns.holdOut'), value: counts(holdOut) }] : []),
        ]}
      />
    )
  }
  return (
    <Interval
      label={text('campaigns.didItWork')}
      ours={{ label: text('campaigns.contacted'), counts: counts(contacted), ...contacted.interval }}
      compared={{ label: text('campaigns.holdOut'), counts: counts(holdOut), ...holdOut.interval }}
      format={(value) => numbers.percent(value, 1)}
      formatTick={(value) => numbers.percent(value)}
      difference={{
        text: text('campaigns.pointsBetween', {
          value: signed.points(difference.value),
          low: signed.plainPoints(difference.low),
          high: signed.plainPoints(difference.high),
        }),
        includesZero: difference.low <= 0 && difference.high >= 0,
      }}
    />
  )
}
