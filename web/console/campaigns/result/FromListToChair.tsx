import type { CampaignReport } from '../../../../src/insights/contract/campaign-report.ts'
import { Funnel, type FunnelStep } from '../../../ui/funnel/Funnel.tsx'
import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { useText } from '../../messages/use-text.ts'
import classes from './result.module.css'

/** Where people are lost on the way from the list to the chair. */
export function FromListToChair({ report }: { readonly report: CampaignReport }) {
  const text = useText()
  const numbers = useNumbers()
  const { compliance, reactivation, funnel } = report
  return (
    <Section title={text('campaigns.fromListToChair')}>
      <Funnel
        caption={text('campaigns.fromListToChair')}
        labelHeader={text('campaigns.funnelStep')}
        countHeader={text('campaigns.funnelPatients')}
        steps={useSteps(report)}
      />
      <p className={classes['rates']}>
        {compliance && compliance.whole > 0 && (
          <span>
            {text('campaigns.compliance')} <b>{numbers.share(compliance.part, compliance.whole)}</b>
          </span>
        )}
        {reactivation && reactivation.whole > 0 && (
          <span>
            {text('campaigns.reactivationRate')} <b>{numbers.share(reactivation.part, reactivation.whole)}</b>
          </span>
        )}
      </p>
      {funnel.invitedByHand > 0 && (
        <p className={classes['note']}>
          {text('campaigns.byHand', { count: funnel.invitedByHand })}{' '}
          {funnel.invitedFromHoldOut > 0 &&
            text('campaigns.byHandHeldOut', { count: funnel.invitedFromHoldOut })}
        </p>
      )}
    </Section>
  )
}

function useSteps({ funnel }: CampaignReport): readonly FunnelStep[] {
  const text = useText()
  const note = (
    key: Parameters<typeof text>[0],
    count: number,
    more: Readonly<Record<string, number>> = {},
  ) =>
    count > 0 || Object.values(more).some((value) => value > 0) ? { note: text(key, { count, ...more }) } : {}
  const silent = Math.max(0, funnel.delivered - funnel.answered)
  return [
    {
      id: 'enrolled',
      label: text('campaigns.enrolled'),
      count: funnel.enrolled,
      ...note('campaigns.noteHeldOut', funnel.heldOut),
    },
    {
      id: 'sent',
      label: text('campaigns.sent'),
      count: funnel.sent,
      ...note('campaigns.noteNotSent', funnel.enrolled - funnel.sent),
    },
    {
      id: 'delivered',
      label: text('campaigns.delivered'),
      count: funnel.delivered,
      ...note('campaigns.noteUndelivered', funnel.undelivered),
    },
    { id: 'clicked', label: text('campaigns.clicked'), count: funnel.clicked },
    {
      id: 'answered',
      label: text('campaigns.answered'),
      count: funnel.answered,
      of: funnel.delivered,
      ...note('campaigns.noteSilent', silent, { optedOut: funnel.optedOut }),
    },
    {
      id: 'booked',
      label: text('campaigns.booked'),
      count: funnel.booked,
      ...note('campaigns.noteDeclined', funnel.declined),
    },
    {
      id: 'attended',
      label: text('campaigns.attended'),
      count: funnel.attended,
      of: funnel.booked - funnel.stillToCome,
      ...note('campaigns.noteToCome', funnel.stillToCome, { missed: funnel.missed }),
    },
  ]
}
