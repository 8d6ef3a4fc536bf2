import { type ObservationRecord, observationStatuses } from '../../patients/rules/records.ts'
import { at, codedText, listAt, textAt } from './json.ts'
import type { Reading, ReadResource } from './reading.ts'

/**
 * FHIR R4 Observation → result, whatever its status: one that is withdrawn later must not go on counting. Components
 * (the two figures of a blood pressure) are left out and counted.
 */
export function readObservation(reading: Reading, resource: unknown, id: string): ReadResource {
  const patientExternalId = reading.context.references.idOf(at(resource, 'subject'), 'Patient')
  if (patientExternalId === null) return reading.refused('observation', 'subject', 'names no patient')
  const told = textAt(resource, 'status')
  const status = observationStatuses.find((known) => known === told)
  if (status === undefined) return reading.refused('observation', 'status', 'not a status of R4')
  const { system, code, display } = codedText(at(resource, 'code'))
  if (code === null && display === null)
    return reading.refused('observation', 'code', 'neither code nor name')
  const read = reading.done('observation', {
    kind: 'observation',
    externalId: id,
    patientExternalId,
    system,
    code,
    display,
    status,
    ...readValue(reading, resource),
    observedAt: readMoment(reading, resource),
  })
  return listAt(resource, 'component').length === 0 ? read : { ...read, ignored: 'Observation.component' }
}

function readMoment(reading: Reading, resource: unknown): string | null {
  return (
    reading.instant(at(resource, 'effectiveDateTime'), 'effectiveDateTime') ??
    reading.instant(at(resource, 'effectiveInstant'), 'effectiveInstant') ??
    reading.instant(at(resource, 'effectivePeriod', 'end'), 'effectivePeriod.end', 'end') ??
    reading.instant(at(resource, 'effectivePeriod', 'start'), 'effectivePeriod.start') ??
    reading.instant(at(resource, 'issued'), 'issued')
  )
}

type Value = Pick<ObservationRecord, 'valueNumber' | 'valueText' | 'valueCode' | 'unit'>

const noValue: Value = { valueNumber: null, valueText: null, valueCode: null, unit: null }

/** Values of other types (ranges, ratios, curves) are no fact that anybody is called back by. */
function readValue(reading: Reading, resource: unknown): Value {
  const quantity = at(resource, 'valueQuantity')
  if (quantity !== undefined) return readQuantity(reading, quantity)
  const concept = at(resource, 'valueCodeableConcept')
  if (concept !== undefined) {
    const { code, display } = codedText(concept)
    return { ...noValue, valueCode: code, valueText: display }
  }
  const whole = at(resource, 'valueInteger')
  if (whole !== undefined) return { ...noValue, valueNumber: numberOf(reading, whole, 'valueInteger') }
  const yesOrNo = at(resource, 'valueBoolean')
  if (typeof yesOrNo === 'boolean') return { ...noValue, valueCode: String(yesOrNo) }
  return { ...noValue, valueText: textAt(resource, 'valueString') ?? textAt(resource, 'valueDateTime') }
}

function readQuantity(reading: Reading, quantity: unknown): Value {
  const unit = textAt(quantity, 'unit') ?? textAt(quantity, 'code')
  const value = at(quantity, 'value')
  const valueNumber = value === undefined ? null : numberOf(reading, value, 'valueQuantity.value')
  const comparator = textAt(quantity, 'comparator')
  if (valueNumber === null || comparator === null) return { ...noValue, valueNumber, unit }
  // "< 5" is less than the figure beside it says: the words tell a person so.
  return { ...noValue, valueNumber, valueText: `${comparator} ${valueNumber}`, unit }
}

function numberOf(reading: Reading, value: unknown, field: string): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : reading.refuse(field, 'not a number')
}
