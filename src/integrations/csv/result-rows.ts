import type { ObservationRecord } from '../../patients/rules/records.ts'
import type { ImportRecord } from '../import/source.ts'
import { resultStatusOf } from './clinical-words.ts'
import { codedRow, rowId } from './named-row.ts'
import { readNumber } from './numbers.ts'
import type { Row } from './row.ts'

/** A row of a table of results → observation; without a status it is taken as final. */
export function readResultRow(row: Row): readonly ImportRecord[] {
  const coded = codedRow(row)
  if (coded === null) return []
  const { patientExternalId, code, display, name } = coded
  const observedAt = row.moment('observedAt', 'time')
  if (observedAt === null) return row.refuseRow('observedAt', 'the date is missing or not understood')
  const told = row.text('status')
  const status = told === null ? 'final' : resultStatusOf(told)
  if (status === null)
    return row.refuseRow('status', 'a word we do not know: give it a meaning in the mapping')
  const named = [patientExternalId, name, observedAt, row.id('visit') ?? '-']
  const externalId = rowId(row, named)
  if (externalId === null) return []
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
