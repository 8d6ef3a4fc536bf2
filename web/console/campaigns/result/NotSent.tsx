import type { CampaignReport } from '../../../../src/insights/contract/campaign-report.ts'
import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { Status } from '../../../ui/status/Status.tsx'
import { Table } from '../../../ui/table/Table.tsx'
import { useText } from '../../messages/use-text.ts'
import { notSentKindWords, notSentWord } from '../campaign-words.ts'

const looks = { withheld: 'withheld', failed: 'failed', waiting: 'waiting', left: 'withheld' } as const

/** Why some were never sent anything, most frequent first. */
export function NotSent({ report: { funnel } }: { readonly report: CampaignReport }) {
  const text = useText()
  const numbers = useNumbers()
  if (funnel.notSent.length === 0) return null
  const all = funnel.notSent.reduce((sum, { patients }) => sum + patients, 0)
  return (
    <Section title={text('campaigns.notSent')} aside={numbers.share(all, funnel.enrolled)}>
      <Table
        caption={text('campaigns.notSent')}
        headings={[
          { label: text('campaigns.reason') },
          { label: text('campaigns.outcome') },
          { label: text('campaigns.funnelPatients'), align: 'end' },
        ]}
      >
        {funnel.notSent.map((row) => (
          <tr key={`${row.kind}:${row.reason}`}>
            <th scope="row">{text(notSentWord(row))}</th>
            <td>
              <Status look={looks[row.kind]} word={text(notSentKindWords[row.kind])} />
            </td>
            <td data-align="end">{numbers.count(row.patients)}</td>
          </tr>
        ))}
      </Table>
    </Section>
  )
}
