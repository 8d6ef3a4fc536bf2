import type { ImportRecord } from '../import/source.ts'
import type { Row } from './row.ts'
import { stateOf } from './row-words.ts'
import { patientOf } from './visit-rows.ts'

/** A row of a table of diagnoses → condition. */
export function readConditionRow(row: Row): readonly ImportRecord[] {
  const patientExternalId = patientOf(row)
  if (patientExternalId === null) return row.refuseRow('patient', 'names no patient')
  const code = row.id('code')
  const display = row.text('display')
  if (code === null && display === null) return row.refuseRow('code', 'neither code nor name')
  const onsetAt = row.moment('onsetAt')
  // The same diagnosis on the same day in two visits is two rows: the visit is part of the name.
  const named = [patientExternalId, code ?? display, onsetAt ?? '-', row.id('visit') ?? '-']
  const externalId = row.id('externalId') ?? row.keyOf(named)
  if (externalId === null) return row.refuseRow('externalId', 'no id, and nothing that could stand for one')
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
  const patientExternalId = patientOf(row)
  if (patientExternalId === null) return row.refuseRow('patient', 'names no patient')
  const code = row.id('code')
  const display = row.text('display')
  if (code === null && display === null) return row.refuseRow('code', 'neither code nor name')
  const startedAt = row.moment('performedAt')
  if (startedAt === null) return row.refuseRow('performedAt', 'the date is missing or not understood')
  const status = procedureStatus(row)
  if (status === null)
    return row.refuseRow('status', 'a word we do not know: give it a meaning in the mapping')
  const named = [patientExternalId, code ?? display, startedAt, row.id('visit') ?? '-']
  const externalId = row.id('externalId') ?? row.keyOf(named)
  if (externalId === null) return row.refuseRow('externalId', 'no id, and nothing that could stand for one')
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
  if (patientExternalId === null) return row.refuseRow('patient', 'names no patient')
  const payer = row.text('payer')
  if (payer === null) return row.refuseRow('payer', 'is empty')
  const startsOn = row.day('startsOn')
  const externalId = row.id('externalId') ?? row.keyOf([patientExternalId, payer, startsOn ?? '-'])
  if (externalId === null) return row.refuseRow('externalId', 'no id, and nothing that could stand for one')
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
