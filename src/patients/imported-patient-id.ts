import { derivedUuid } from '../platform/ids/ids.ts'

/** The id of a patient by the source's own id: derived, so that facts find their patient without asking (law 15). */
export function importedPatientId(clinicId: string, source: string, externalId: string): string {
  return derivedUuid(clinicId, source, 'patient', externalId)
}
