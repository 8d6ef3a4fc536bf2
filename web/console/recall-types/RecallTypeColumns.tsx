import { Skeleton } from '@mantine/core'
import type { RecallTypeRow } from '../../../src/recall/contract/recall-type-pages.ts'
import type { Column } from '../../ui/data-table/column.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { useScreen } from '../../ui/screen/use-screen.ts'
import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { State } from '../states/State.tsx'
import { useRowIntervalWords, useWhomWords } from './type-words.ts'
import type { useTypeCounts } from './use-recall-types.ts'

// Only a wide window has room for the day of the next review as well; the panel always tells it.
const roomy = '(min-width: 1600px)'

/** What recurs, where it stands, how often, for whom, and who says so. */
export function useTypeColumns(
  counts: ReturnType<typeof useTypeCounts>,
  isPanelOpen: boolean,
): readonly Column<RecallTypeRow>[] {
  const text = useText()
  const interval = useRowIntervalWords()
  const whom = useWhomWords()
  const isRoomy = useScreen(roomy)
  const left = isPanelOpen ? toldByPanel : isRoomy ? [] : ['review']
  const columns: readonly Column<RecallTypeRow>[] = [
    {
      id: 'name',
      header: text('recallTypes.type'),
      cell: (row) => row.name,
      width: isPanelOpen ? '25%' : '20%',
      narrow: 'title',
    },
    {
      id: 'state',
      header: text('recallTypes.state'),
      cell: (row) => <State of="recallType" state={row.state} />,
      width: '148px',
      narrow: 'titleEnd',
    },
    {
      id: 'interval',
      header: text('recallTypes.interval'),
      cell: interval,
      width: isPanelOpen ? '21%' : '15%',
      narrow: 'line',
    },
    { id: 'whom', header: text('recallTypes.whomMeant'), cell: whom, narrow: 'lineEnd' },
    {
      id: 'patients',
      header: text('recallTypes.patients'),
      cell: (row) => <PatientCount row={row} counts={counts} />,
      align: 'end',
      width: '116px',
    },
    {
      id: 'source',
      header: text('recallTypes.source'),
      cell: (row) => <Source row={row} />,
      width: '12%',
      secondary: true,
    },
    {
      id: 'review',
      header: text('recallTypes.reviewOn'),
      cell: (row) => row.reviewOn?.text ?? '',
      width: '128px',
      secondary: true,
    },
    {
      id: 'enabled',
      header: text('recallTypes.enabled'),
      cell: ({ enabled }) =>
        enabled === null ? '' : text('recallTypes.enabledBy', { by: enabled.by, at: enabled.at.text }),
      width: '14%',
      secondary: true,
    },
  ]
  return columns.filter(({ id }) => !left.includes(id))
}

const toldByPanel: readonly string[] = ['source', 'review', 'enabled']

interface PatientCountProps {
  readonly row: RecallTypeRow
  readonly counts: ReturnType<typeof useTypeCounts>
}

function PatientCount({ row, counts }: PatientCountProps) {
  const text = useText()
  const numbers = useNumbers()
  if (row.state === 'off' || counts.error) return null
  if (counts.data === undefined) return <Skeleton height={10} width={40} ml="auto" />
  const patients = counts.data.types.find(({ key }) => key === row.key)?.patients ?? 0
  return patients === 0 ? text('recallTypes.nobody') : numbers.count(patients)
}

function Source({ row }: { readonly row: RecallTypeRow }) {
  const text = useText()
  const { source, isReviewOverdue, reviewOn, status } = row
  if (isReviewOverdue && reviewOn)
    return <Status look="attention" word={text('recallTypes.reviewOverdue', { date: reviewOn.text })} />
  // Sources are written in English, or in the clinic's own words.
  return (
    <span lang={status === 'clinic' ? undefined : 'en'} title={source}>
      {source}
    </span>
  )
}
