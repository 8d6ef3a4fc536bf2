import type { ObservationRecord } from '../../patients/rules/records.ts'
import type { ImportRecord } from '../import/source.ts'
import { resultStatusOf } from './clinical-words.ts'
import { readNumber } from './numbers.ts'
import type { Row } from './row.ts'
import { patientOf } from './visit-rows.ts'

/** A row of a table of results → observation; without a status it is taken as final. */
export function readResultRow(row: Row): readonly ImportRecord[] {
  const patientExternalId = patientOf(row)
  if (patientExternalId === null) return row.refuseRow('patient', 'names no patient')
  const code = row.id('code')
  const display = row.text('display')
  if (code === null && display === null) return row.refuseRow('code', 'neither code nor name')
  const observedAt = row.moment('observedAt', 'time')
  if (observedAt === null) return row.refuseRow('observedAt', 'the date is missing or not understood')
  const told = row.text('status')
  const status = told === null ? 'final' : resultStatusOf(told)
  if (status === null)
    return row.refuseRow('status', 'a word we do not know: give it a meaning in the mapping')
  const named = [patientExternalId, code ?? display, observedAt, row.id('visit') ?? '-']
  const externalId = row.id('externalId') ?? row.keyOf(named)
  if (externalId === null) return row.refuseRow('externalId', 'no id, and nothing that could stand for one')
  return [
    {
      kind: 'observation',
      externalId,
      patientExternalId,
      system: row.text('system'),
      code,
      display,
      status,
      ...readValue(row),
      unit: row.text('unit'),
      observedAt,
    },
  ]
}

/** A figure, a bound ("<5": the figure, with the words beside it), or words. */
function readValue(row: Row): Pick<ObservationRecord, 'valueNumber' | 'valueText' | 'valueCode'> {
  const text = row.text('value')
  if (text === null) return { valueNumber: null, valueText: null, valueCode: null }
  const bound = /^([<>]=?|[≤≥])\s*(.+)$/.exec(text)
  const valueNumber = readNumber(bound?.[2] ?? text, row.context.country)
  const isFigure = valueNumber !== null && bound === null
  return { valueNumber, valueText: isFigure ? null : text, valueCode: null }
}
