import { assertNever } from '../../platform/rules/assert-never.ts'
import { readAppointment } from './read-appointment.ts'
import { readCarePlan } from './read-care-plan.ts'
import { readCondition, readCoverage, readProcedure } from './read-clinical.ts'
import { readObservation } from './read-observation.ts'
import { readPatient } from './read-patient.ts'
import { readPlace, readPractitioner } from './read-places.ts'
import { readSchedule, readSlot } from './read-schedule.ts'
import { readServiceRequest } from './read-service-request.ts'
import { readEncounter } from './read-visit.ts'
import { type FhirContext, Reading, type ReadResource } from './reading.ts'

/** The resource types that we have a use for, in the order in which they are best read. */
export const usedTypes = [
  'Organization',
  'Location',
  'Practitioner',
  'Patient',
  'Schedule',
  'Slot',
  'Appointment',
  'Encounter',
  'Condition',
  'Procedure',
  'Coverage',
  // Before the plans, which claim the requests they refer to.
  'ServiceRequest',
  'CarePlan',
  // There are more of them than of all others together: people and their visits do not wait for them.
  'Observation',
] as const

export type UsedType = (typeof usedTypes)[number]

export function isUsedType(type: string): type is UsedType {
  return usedTypes.some((used) => used === type)
}

export function readResource(
  context: FhirContext,
  resource: unknown,
  address: { readonly type: UsedType; readonly id: string },
): ReadResource {
  const reading = new Reading(context)
  const { type, id } = address
  switch (type) {
    case 'Patient':
      return readPatient(reading, resource, id)
    case 'Encounter':
      return readEncounter(reading, resource, id)
    case 'Appointment':
      return readAppointment(reading, resource, id)
    case 'Schedule':
      return readSchedule(reading, resource, id)
    case 'Slot':
      return readSlot(reading, resource, id)
    case 'Condition':
      return readCondition(reading, resource, id)
    case 'Procedure':
      return readProcedure(reading, resource, id)
    case 'Coverage':
      return readCoverage(reading, resource, id)
    case 'ServiceRequest':
      return readServiceRequest(reading, resource, id)
    case 'CarePlan':
      return readCarePlan(reading, resource, id)
    case 'Observation':
      return readObservation(reading, resource, id)
    case 'Practitioner':
      return readPractitioner(reading, resource, id)
    case 'Location':
    case 'Organization':
      return readPlace(reading, resource, `${type}/${id}`)
    default:
      return assertNever(type)
  }
}
