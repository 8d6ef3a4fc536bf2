import type { ChannelAccount } from '../../../src/outreach/contract/channels.ts'
import type { Column } from '../../ui/data-table/column.ts'
import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { State } from '../states/State.tsx'
import { useCostWords, useCountWords } from './channel-words.ts'
import { heldBy } from './channels-view.ts'

/** By what messages go out, whether it works, and what waits there. */
export function useAccountColumns(currency: string, isPanelOpen: boolean): readonly Column<ChannelAccount>[] {
  const text = useText()
  const count = useCountWords()
  const cost = useCostWords(currency)
  const columns: readonly Column<ChannelAccount>[] = [
    { id: 'sender', header: text('channels.account'), cell: ({ sender }) => sender, narrow: 'title' },
    {
      id: 'kind',
      header: text('channels.kind'),
      cell: ({ provider, channel }) => text('channels.kindOf', { provider, channel }),
      width: '17%',
      narrow: 'line',
    },
    {
      id: 'state',
      header: text('channels.state'),
      cell: ({ standing }) => <State of="account" state={standing} />,
      width: '176px',
      narrow: 'titleEnd',
    },
    {
      id: 'waiting',
      header: text('channels.waiting'),
      cell: (row) => <Waiting row={row} />,
      align: 'end',
      width: '104px',
    },
    {
      id: 'held',
      header: text('channels.held'),
      cell: (row) => count(heldBy(row)),
      align: 'end',
      width: '104px',
    },
    {
      id: 'sent',
      header: text('channels.sent'),
      cell: ({ sent }) => count(sent),
      align: 'end',
      width: '156px',
    },
    {
      id: 'replies',
      header: text('channels.replies'),
      cell: (row) => text(hears(row) ? 'channels.repliesYes' : 'channels.repliesNo'),
      width: '132px',
      secondary: true,
    },
    {
      id: 'cost',
      header: text('channels.partCost'),
      cell: cost,
      align: 'end',
      width: '128px',
      secondary: true,
    },
  ]
  return isPanelOpen ? columns.filter(({ id }) => !toldByPanel.includes(id)) : columns
}

const toldByPanel: readonly string[] = ['kind', 'replies', 'cost']

export function hears({ acceptsReplies, canListen }: ChannelAccount): boolean {
  return acceptsReplies && canListen
}

/** Waiting is as usual; waiting past its time is not. */
function Waiting({ row: { waiting, lateSince } }: { readonly row: ChannelAccount }) {
  const word = useCountWords()(waiting)
  return lateSince === null ? word : <Status look="attention" word={word} />
}
