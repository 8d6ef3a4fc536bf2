import type { DueListRow } from '../../../src/insights/contract/due-list.ts'
import { State } from '../states/State.tsx'

/** Where the patient stands with us: the recall's own status, unless outreach says something nearer. */
export function DueStatus({ row }: { readonly row: Pick<DueListRow, 'status' | 'next'> }) {
  const { next } = row
  switch (next.kind) {
    case 'answer':
      return <State of="contact" state="in_talk" />
    case 'held':
      return <State of="contact" state={next.at === null ? 'withheld' : 'waits'} />
    case 'hold_out':
      return <State of="contact" state="hold_out" />
    default:
      return <State of="recall" state={row.status} />
  }
}
