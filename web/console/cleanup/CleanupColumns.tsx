import type { CleanupRow } from '../../../src/recall/contract/cleanup.ts'
import type { Column } from '../../ui/data-table/column.ts'
import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { useDeadlineWords, useFactWords } from './fact-words.ts'

export function useCleanupColumns(): readonly Column<CleanupRow>[] {
  const text = useText()
  const fact = useFactWords()
  const deadline = useDeadlineWords()
  return [
    {
      id: 'patient',
      header: text('cleanup.patient'),
      cell: (row) => <PersonName name={row.name} language={row.language} />,
      width: '24%',
      narrow: 'title',
    },
    {
      id: 'fact',
      header: text('cleanup.matter'),
      cell: (row) => fact(row.fact),
      narrow: 'line',
    },
    {
      id: 'owner',
      header: text('cleanup.owner'),
      cell: (row) => row.owner ?? '',
      width: '128px',
      secondary: true,
    },
    {
      id: 'deadline',
      header: text('cleanup.deadline'),
      cell: (row) =>
        row.daysLeft !== null && row.daysLeft < 0 ? (
          <Status look="attention" word={deadline(row)} />
        ) : (
          deadline(row)
        ),
      width: '156px',
      narrow: 'lineEnd',
    },
  ]
}
