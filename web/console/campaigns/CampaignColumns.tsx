import type { CampaignList } from '../../../src/campaigns/contract/campaign-pages.ts'
import type { CampaignReport } from '../../../src/insights/contract/campaign-report.ts'
import type { Column } from '../../ui/data-table/column.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { useText } from '../messages/use-text.ts'
import { State } from '../states/State.tsx'
import { kindWords } from './campaign-words.ts'
import { Gain } from './Gain.tsx'

type Row = CampaignList['rows'][number]

export function useCampaignColumns(
  proofs: ReadonlyMap<string, CampaignReport['proof'] | undefined>,
): readonly Column<Row>[] {
  const text = useText()
  const numbers = useNumbers()
  const next = useNextWords()
  const counted = (row: Row, value: number) => (row.startedAt === null ? '' : numbers.count(value))
  return [
    { id: 'name', header: text('campaigns.name'), cell: (row) => row.name, narrow: 'title' },
    {
      id: 'kind',
      header: text('campaigns.kind'),
      cell: (row) => text(kindWords[row.kind]),
      width: '13%',
      secondary: true,
    },
    {
      id: 'state',
      header: text('campaigns.state'),
      cell: (row) => <State of="campaign" state={row.state} />,
      width: '144px',
      narrow: 'titleEnd',
    },
    {
      id: 'enrolled',
      header: text('campaigns.enrolled'),
      cell: (row) => counted(row, row.enrolled),
      align: 'end',
      width: '92px',
    },
    {
      id: 'booked',
      header: text('campaigns.booked'),
      cell: (row) => counted(row, row.booked),
      align: 'end',
      width: '92px',
    },
    {
      id: 'gain',
      header: text('campaigns.gain'),
      cell: (row) =>
        row.startedAt === null ? text('campaigns.notBegun') : <Gain proof={proofs.get(row.id)} />,
      width: '20%',
      narrow: 'line',
    },
    { id: 'next', header: text('campaigns.next'), cell: next, width: '20%' },
  ]
}

/** What happens next and when. */
function useNextWords(): (row: Row) => string {
  const text = useText()
  return (row) => {
    switch (row.state) {
      case 'draft':
        return text('campaigns.nextStart')
      case 'paused':
        return text('campaigns.nextPaused')
      case 'ended':
        return row.endedAt === null
          ? text('campaigns.nextNothing')
          : text('campaigns.nextEnded', { at: row.endedAt.text })
      default:
        return row.nextAt === null
          ? text('campaigns.nextNothing')
          : text('campaigns.nextContact', { at: row.nextAt.text })
    }
  }
}
