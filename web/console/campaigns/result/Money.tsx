import type { CampaignReport } from '../../../../src/insights/contract/campaign-report.ts'
import { Facts } from '../../../ui/facts/Facts.tsx'
import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { useText } from '../../messages/use-text.ts'
import classes from './result.module.css'

/** What it cost and, where the clinic has said what a visit is worth, what it brought. */
export function Money({ report: { cost, worth, currency } }: { readonly report: CampaignReport }) {
  const text = useText()
  const numbers = useNumbers()
  const costs = [
    { label: text('campaigns.messagesCost'), value: numbers.money(cost.messagesMinor, currency) },
    ...(cost.perBookedMinor === null
      ? []
      : [{ label: text('campaigns.costPerBooked'), value: numbers.money(cost.perBookedMinor, currency) }]),
  ]
  if (worth === null) {
    return (
      <Section title={text('campaigns.money')}>
        <Facts look="ends" facts={costs} />
        <p className={classes['note']}>{text('campaigns.worthUnknown')}</p>
      </Section>
    )
  }
  const { gainPerUnit } = worth
  return (
    <Section title={text('campaigns.worthIt')}>
      <Facts
        look="ends"
        facts={[
          {
            label: text('campaigns.extraWorth', {
              value: numbers.money(worth.valuePerVisitMinor, currency, 'headline'),
            }),
            value: numbers.money(worth.extraMinor.value, currency, 'headline'),
          },
          ...costs,
          ...(gainPerUnit
            ? [
                {
                  label: text('campaigns.gainPerUnit', { unit: numbers.money(100, currency, 'headline') }),
                  value: numbers.money(gainPerUnit.value * 100, currency),
                },
              ]
            : []),
        ]}
      />
      {gainPerUnit && (
        <p className={classes['note']}>
          {text('campaigns.gainRange', {
            low: numbers.money(gainPerUnit.low * 100, currency),
            high: numbers.money(gainPerUnit.high * 100, currency),
          })}
        </p>
      )}
    </Section>
  )
}
