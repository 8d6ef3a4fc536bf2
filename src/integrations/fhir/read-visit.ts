import type { VisitRecord } from '../../scheduling/rules/import-records.ts'
import { isBefore } from '../import/values.ts'
import { at, codedText, listAt, textAt } from './json.ts'
import { resourceName } from './read-schedule.ts'
import type { Reading, ReadResource } from './reading.ts'

const visitStatuses = new Set([
  'planned',
  'arrived',
  'triaged',
  'in-progress',
  'onleave',
  'finished',
  'cancelled',
  'entered-in-error',
  'unknown',
])

/** FHIR R4 Encounter → visit. */
export function readEncounter(reading: Reading, resource: unknown, id: string): ReadResource {
  const { references } = reading.context
  const patientExternalId = references.idOf(at(resource, 'subject'), 'Patient')
  if (patientExternalId === null) return reading.refused('visit', 'subject', 'names no patient')
  const status = textAt(resource, 'status')
  if (status === null || !visitStatuses.has(status))
    return reading.refused('visit', 'status', 'not a status of R4')
  const kind = codedText(at(resource, 'type', 0))
  const reason = codedText(at(resource, 'reasonCode', 0))
  const practitioner = listAt(resource, 'participant')
    .map((participant) => resourceName(reading, at(participant, 'individual')))
    .find((name) => name !== null)
  const visit: VisitRecord = {
    kind: 'visit',
    externalId: id,
    patientExternalId,
    appointmentExternalId: references.idOf(at(resource, 'appointment', 0), 'Appointment'),
    resource: practitioner ?? null,
    locationExternalId: placeOf(reading, resource),
    status,
    kindCode: kind.code,
    kindText: kind.display,
    reasonCode: reason.code,
    reason: reason.display,
    isEmergency: isEmergency(at(resource, 'class')),
    ...readSpan(reading, resource, status),
    valueMinor: null,
  }
  return reading.done('visit', visit)
}

function readSpan(
  reading: Reading,
  resource: unknown,
  status: string,
): Pick<VisitRecord, 'startedAt' | 'endedAt'> {
  const startedAt = reading.instant(at(resource, 'period', 'start'), 'period.start')
  const told = reading.instant(at(resource, 'period', 'end'), 'period.end', 'end')
  const isBackwards = startedAt !== null && told !== null && isBefore(told, startedAt)
  if (isBackwards) reading.refuse('period.end', 'before the start')
  const end = isBackwards ? null : told
  // A finished visit ended no earlier than it began, even where its end was not written down.
  return { startedAt, endedAt: end ?? (status === 'finished' ? startedAt : null) }
}

function isEmergency(encounterClass: unknown): boolean {
  const code = textAt(encounterClass, 'code') ?? textAt(encounterClass, 0, 'coding', 0, 'code')
  return code?.toUpperCase() === 'EMER' || code?.toLowerCase() === 'emergency'
}

function placeOf(reading: Reading, resource: unknown): string | null {
  const { references } = reading.context
  const location = references.idOf(at(resource, 'location', 0, 'location'), 'Location')
  if (location !== null) return `Location/${location}`
  const organisation = references.idOf(at(resource, 'serviceProvider'), 'Organization')
  return organisation === null ? null : `Organization/${organisation}`
}
