import type { CampaignReport } from '../../../../src/insights/contract/campaign-report.ts'
import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { Table } from '../../../ui/table/Table.tsx'
import { useText } from '../../messages/use-text.ts'
import { channelWords } from '../campaign-words.ts'
import classes from './result.module.css'

/** What each channel delivered, brought and cost. */
export function ByChannel({ report: { channels, currency } }: { readonly report: CampaignReport }) {
  const text = useText()
  const numbers = useNumbers()
  if (channels.length === 0) return null
  return (
    <Section title={text('campaigns.byChannel')}>
      <Table
        caption={text('campaigns.byChannel')}
        headings={[
          { label: text('campaigns.channel') },
          ...(['campaigns.delivered', 'campaigns.booked', 'campaigns.costPerVisit'] as const).map((key) => ({
            label: text(key),
            align: 'end' as const,
          })),
        ]}
      >
        {channels.map(({ channel, messages, delivered, booked, costPerBookedMinor }) => (
          <tr key={channel}>
            <th scope="row">{text(channelWords[channel])}</th>
            <td data-align="end">
              {text('campaigns.partOf', { part: numbers.count(delivered), whole: numbers.count(messages) })}
            </td>
            <td data-align="end">
              {booked > 0 ? <b>{numbers.count(booked)}</b> : text('campaigns.nobodyYet')}
            </td>
            <td data-align="end">
              {costPerBookedMinor === null
                ? text('campaigns.noVisit')
                : numbers.money(costPerBookedMinor, currency)}
            </td>
          </tr>
        ))}
      </Table>
      <p className={classes['note']}>{text('campaigns.lastMessageNote')}</p>
    </Section>
  )
}
