import { type ObservationRecord, observationStatuses } from '../../patients/rules/records.ts'
import { at, codedText, listAt, textAt } from './json.ts'
import type { Reading, ReadResource } from './reading.ts'

/**
 * FHIR R4 Observation → result, whatever its status: one that is withdrawn later must not go on counting. Components
 * (the two figures of a blood pressure) are results of their own, with the status and the moment of the whole.
 */
export function readObservation(reading: Reading, resource: unknown, id: string): ReadResource {
  const patientExternalId = reading.context.references.idOf(at(resource, 'subject'), 'Patient')
  if (patientExternalId === null) return reading.refused('observation', 'subject', 'names no patient')
  const told = textAt(resource, 'status')
  const status = observationStatuses.find((known) => known === told)
  if (status === undefined) return reading.refused('observation', 'status', 'not a status of R4')
  const named = codedText(at(resource, 'code'))
  if (named.code === null && named.display === null)
    return reading.refused('observation', 'code', 'neither code nor name')
  const whole: ObservationRecord = {
    kind: 'observation',
    externalId: id,
    patientExternalId,
    ...named,
    status,
    ...readValue(reading, resource, ''),
    observedAt: readMoment(reading, resource),
  }
  return reading.done('observation', whole, ...readComponents(reading, resource, whole))
}

/** Those with a code and a value: by nothing else can they be asked for. */
function readComponents(
  reading: Reading,
  resource: unknown,
  whole: ObservationRecord,
): readonly ObservationRecord[] {
  const read = listAt(resource, 'component').flatMap((component, index): ObservationRecord[] => {
    const named = codedText(at(component, 'code'))
    const value = readValue(reading, component, `component[${index}].`)
    const isEmpty = value.valueNumber === null && value.valueText === null && value.valueCode === null
    if (named.code === null || isEmpty) return []
    return [{ ...whole, externalId: `${whole.externalId}#${named.code}`, ...named, ...value }]
  })
  return [...new Map(read.map((component) => [component.externalId, component])).values()]
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
function readValue(reading: Reading, resource: unknown, path: string): Value {
  const quantity = at(resource, 'valueQuantity')
  if (quantity !== undefined) return readQuantity(reading, quantity, path)
  const concept = at(resource, 'valueCodeableConcept')
  if (concept !== undefined) {
    const { code, display } = codedText(concept)
    return { ...noValue, valueCode: code, valueText: display }
  }
  const whole = at(resource, 'valueInteger')
  if (whole !== undefined) return { ...noValue, valueNumber: numberOf(reading, whole, `${path}valueInteger`) }
  const yesOrNo = at(resource, 'valueBoolean')
  if (typeof yesOrNo === 'boolean') return { ...noValue, valueCode: String(yesOrNo) }
  return { ...noValue, valueText: textAt(resource, 'valueString') ?? textAt(resource, 'valueDateTime') }
}

function readQuantity(reading: Reading, quantity: unknown, path: string): Value {
  const unit = textAt(quantity, 'unit') ?? textAt(quantity, 'code')
  const value = at(quantity, 'value')
  const valueNumber = value === undefined ? null : numberOf(reading, value, `${path}valueQuantity.value`)
  const comparator = textAt(quantity, 'comparator')
  if (valueNumber === null || comparator === null) return { ...noValue, valueNumber, unit }
  // "< 5" is less than the figure beside it says: the words tell a person so.
  return { ...noValue, valueNumber, valueText: `${comparator} ${valueNumber}`, unit }
}

function numberOf(reading: Reading, value: unknown, field: string): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : reading.refuse(field, 'not a number')
}
