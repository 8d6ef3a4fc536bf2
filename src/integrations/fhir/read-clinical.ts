import { at, codedText, listAt, textAt } from './json.ts'
import type { Reading, ReadResource } from './reading.ts'

/** FHIR R4 Condition. One that was refuted or entered in error is none. */
export function readCondition(reading: Reading, resource: unknown, id: string): ReadResource {
  const verified = textAt(resource, 'verificationStatus', 'coding', 0, 'code')
  if (verified === 'entered-in-error' || verified === 'refuted') {
    return reading.ignored('condition', `Condition (${verified})`)
  }
  const patientExternalId = reading.context.references.idOf(at(resource, 'subject'), 'Patient')
  if (patientExternalId === null) return reading.refused('condition', 'subject', 'names no patient')
  const abated = at(resource, 'abatementDateTime') ?? at(resource, 'abatementPeriod', 'end')
  return reading.done('condition', {
    kind: 'condition',
    externalId: id,
    patientExternalId,
    ...codedText(at(resource, 'code')),
    onsetAt: reading.instant(at(resource, 'onsetDateTime') ?? at(resource, 'onsetPeriod', 'start'), 'onset'),
    abatedAt: reading.instant(abated, 'abatement', 'end'),
    recordedAt: reading.instant(at(resource, 'recordedDate'), 'recordedDate'),
  })
}

/** FHIR R4 Procedure; its moment is its end, because that is when it was done. */
export function readProcedure(reading: Reading, resource: unknown, id: string): ReadResource {
  const patientExternalId = reading.context.references.idOf(at(resource, 'subject'), 'Patient')
  if (patientExternalId === null) return reading.refused('procedure', 'subject', 'names no patient')
  const performed =
    reading.instant(at(resource, 'performedDateTime'), 'performedDateTime') ??
    reading.instant(at(resource, 'performedPeriod', 'end'), 'performedPeriod.end', 'end') ??
    reading.instant(at(resource, 'performedPeriod', 'start'), 'performedPeriod.start')
  return reading.done('procedure', {
    kind: 'procedure',
    externalId: id,
    patientExternalId,
    ...codedText(at(resource, 'code')),
    status: textAt(resource, 'status') ?? 'unknown',
    performedAt: performed,
  })
}

/** FHIR R4 Coverage: who pays, and for how long. */
export function readCoverage(reading: Reading, resource: unknown, id: string): ReadResource {
  const patientExternalId = reading.context.references.idOf(at(resource, 'beneficiary'), 'Patient')
  if (patientExternalId === null) return reading.refused('coverage', 'beneficiary', 'names no patient')
  const payer = listAt(resource, 'payor')[0]
  const kind = codedText(at(resource, 'type')).display
  return reading.done('coverage', {
    kind: 'coverage',
    externalId: id,
    patientExternalId,
    payer: textAt(payer, 'display') ?? textAt(payer, 'identifier', 'value') ?? kind,
    status: textAt(resource, 'status') ?? 'active',
    startsOn: reading.day(at(resource, 'period', 'start'), 'period.start'),
    endsOn: reading.day(at(resource, 'period', 'end'), 'period.end'),
  })
}
