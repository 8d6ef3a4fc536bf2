import { useIntl } from 'react-intl'
import type { PatientList } from '../../../src/insights/contract/patient-card.ts'
import type { Column } from '../../ui/data-table/column.ts'
import { useText } from '../messages/use-text.ts'
import { PersonName } from './PersonName.tsx'

type Row = PatientList['rows'][number]

export function usePatientColumns(): readonly Column<Row>[] {
  const text = useText()
  const intl = useIntl()
  const languageName = (language: Row['language']): string =>
    language === null
      ? text('patients.unknown')
      : (intl.formatDisplayName(language, { type: 'language' }) ?? language)
  return [
    {
      id: 'patient',
      header: text('patients.patient'),
      cell: (row) => <PersonName name={row.name} language={row.language} />,
      width: '21%',
      narrow: 'title',
    },
    {
      id: 'number',
      header: text('patients.number'),
      cell: (row) => row.number,
      width: '104px',
      secondary: true,
    },
    {
      id: 'age',
      header: text('patients.age'),
      cell: (row) => row.age ?? text('patients.unknown'),
      width: '92px',
      narrow: 'titleEnd',
    },
    {
      id: 'language',
      header: text('patients.language'),
      cell: (row) => languageName(row.language),
      width: '96px',
      secondary: true,
    },
    {
      id: 'contact',
      header: text('patients.contact'),
      width: '150px',
      cell: (row) => row.contact ?? text('patients.noContact'),
    },
    {
      id: 'lastVisit',
      width: '124px',
      header: text('patients.lastVisit'),
      cell: (row) => row.lastVisit?.text ?? text('patients.never'),
    },
    {
      id: 'nextVisit',
      width: '164px',
      header: text('patients.nextVisit'),
      cell: (row) => standingOf(row, text) ?? row.nextVisit?.text ?? text('patients.noneBooked'),
      narrow: 'lineEnd',
    },
    {
      id: 'recall',
      header: text('patients.nextRecall'),
      cell: (row) =>
        row.recall
          ? text('patients.recallDue', { type: row.recall.name, due: row.recall.due.text })
          : text('patients.noneDue'),
      narrow: 'line',
    },
  ]
}

// Who has died or left has no visit to wait for.
function standingOf(row: Row, text: ReturnType<typeof useText>): string | null {
  if (row.isDeceased) return text('patients.deceasedTag')
  return row.hasLeft ? text('patients.leftTag') : null
}
