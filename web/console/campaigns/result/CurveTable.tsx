import type { CampaignReport } from '../../../../src/insights/contract/campaign-report.ts'
import { useNumbers } from '../../../ui/numbers.ts'
import { Table } from '../../../ui/table/Table.tsx'
import { useText } from '../../messages/use-text.ts'

type Point = CampaignReport['curve'][number]

const mostRows = 13

/** The same as the chart, in at most thirteen lines. */
export function CurveTable({ curve }: { readonly curve: readonly Point[] }) {
  const text = useText()
  const numbers = useNumbers()
  const every = Math.max(1, Math.ceil(curve.length / mostRows))
  const rows = curve.filter((_, index) => index % every === 0 || index === curve.length - 1)
  const estimate = (one: Point['contacted'] | null): string =>
    one === null
      ? text('campaigns.gainTooFew')
      : text('campaigns.valueRange', {
          value: numbers.percent(one.value, 1),
          low: numbers.percent(one.low, 1),
          high: numbers.percent(one.high, 1),
        })
  return (
    <Table
      caption={text('campaigns.curve')}
      headings={[
        { label: text('campaigns.day') },
        { label: text('campaigns.contacted'), align: 'end' },
        { label: text('campaigns.holdOut'), align: 'end' },
      ]}
    >
      {rows.map(({ day, contacted, holdOut }) => (
        <tr key={day}>
          <th scope="row">{numbers.count(day)}</th>
          <td data-align="end">{estimate(contacted)}</td>
          <td data-align="end">{estimate(holdOut)}</td>
        </tr>
      ))}
    </Table>
  )
}
