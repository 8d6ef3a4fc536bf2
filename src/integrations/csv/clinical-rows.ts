import type { ImportRecord } from '../import/source.ts'
import { codedRow, patientOf, rowId } from './named-row.ts'
import type { Row } from './row.ts'
import { stateOf } from './row-words.ts'

/** A row of a table of diagnoses → condition. */
export function readConditionRow(row: Row): readonly ImportRecord[] {
  const coded = codedRow(row)
  if (coded === null) return []
  const { patientExternalId, code, display, name } = coded
  const onsetAt = row.moment('onsetAt')
  // The same diagnosis on the same day in two visits is two rows: the visit is part of the name.
  const named = [patientExternalId, name, onsetAt ?? '-', row.id('visit') ?? '-']
  const externalId = rowId(row, named)
  if (externalId === null) return []
  return [
    {
      kind: 'condition',
      externalId,
      patientExternalId,
      system: row.text('system'),
      code,
      display,
      onsetAt,
      abatedAt: row.moment('abatedAt'),
      recordedAt: row.moment('recordedAt'),
    },
  ]
}

/** A row of a table of treatments → procedure; without a status it is taken as done. */
export function readProcedureRow(row: Row): readonly ImportRecord[] {
  const coded = codedRow(row)
  if (coded === null) return []
  const { patientExternalId, code, display, name } = coded
  const startedAt = row.moment('performedAt')
  if (startedAt === null) return row.refuseRow('performedAt', 'the date is missing or not understood')
  const status = procedureStatus(row)
  if (status === null)
    return row.refuseRow('status', 'a word we do not know: give it a meaning in the mapping')
  const named = [patientExternalId, name, startedAt, row.id('visit') ?? '-']
  const externalId = rowId(row, named)
  if (externalId === null) return []
  return [
    {
      kind: 'procedure',
      externalId,
      patientExternalId,
      system: row.text('system'),
      code,
      display,
      status,
      performedAt: row.moment('endedAt') ?? startedAt,
    },
  ]
}

// Open Dental writes letters: complete, existing (done here or elsewhere), treatment planned, referred, deleted.
const procedureLetters = new Map(
  Object.entries({
    c: 'completed',
    ec: 'completed',
    eo: 'completed',
    tp: 'preparation',
    tpi: 'preparation',
    r: 'not-done',
    d: 'not-done',
  }),
)

/** FHIR event-status. */
function procedureStatus(row: Row): string | null {
  const told = row.text('status')
  if (told === null) return 'completed'
  const byLetter = procedureLetters.get(told.toLowerCase())
  if (byLetter !== undefined) return byLetter
  switch (stateOf(told)) {
    case 'finished':
      return 'completed'
    case 'cancelled':
    case 'noShow':
      return 'not-done'
    case 'booked':
      return 'preparation'
    default:
      return null
  }
}

/** A row of a table of insurances → coverage. */
export function readCoverageRow(row: Row): readonly ImportRecord[] {
  const patientExternalId = patientOf(row)
  if (patientExternalId === null) return []
  const payer = row.text('payer')
  if (payer === null) return row.refuseRow('payer', 'is empty')
  const startsOn = row.day('startsOn')
  const externalId = rowId(row, [patientExternalId, payer, startsOn ?? '-'])
  if (externalId === null) return []
  return [
    {
      kind: 'coverage',
      externalId,
      patientExternalId,
      payer,
      status: row.text('status') ?? 'active',
      startsOn,
      endsOn: row.day('endsOn'),
    },
  ]
}
