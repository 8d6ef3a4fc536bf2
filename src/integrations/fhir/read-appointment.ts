import { isUuid } from '../../platform/rules/brand.ts'
import type { AppointmentRecord, ResourceName } from '../../scheduling/rules/import-records.ts'
import { isBefore } from '../import/values.ts'
import { identifierSystem } from '../practice-system/appointment-resource.ts'
import { at, codedText, listAt, textAt } from './json.ts'
import { resourceName } from './read-schedule.ts'
import type { Reading, ReadResource } from './reading.ts'

/** FHIR R4 appointmentstatus → what it is here; null: not an appointment yet. */
const appointmentStates = new Map<string, AppointmentRecord['state'] | null>(
  Object.entries({
    proposed: null,
    waitlist: null,
    pending: 'booked',
    booked: 'booked',
    arrived: 'booked',
    'checked-in': 'booked',
    fulfilled: 'fulfilled',
    cancelled: 'cancelled',
    noshow: 'no_show',
    'entered-in-error': 'cancelled',
  }),
)

/** FHIR R4 Appointment → appointment. */
export function readAppointment(reading: Reading, resource: unknown, id: string): ReadResource {
  const status = textAt(resource, 'status') ?? ''
  const state = appointmentStates.get(status)
  if (state === undefined) return reading.refused('appointment', 'status', 'not a status of R4')
  if (state === null) return reading.ignored('appointment', `Appointment (${status})`)
  const actors = listAt(resource, 'participant').map((participant) => ({
    address: reading.context.references.follow(at(participant, 'actor'), 'Patient'),
    actor: at(participant, 'actor'),
    answer: textAt(participant, 'status'),
  }))
  const patient = actors.find(({ address }) => address?.type === 'Patient')
  if (patient?.address == null) return reading.refused('appointment', 'participant', 'names no patient')
  const span = readAppointmentSpan(reading, resource)
  if (span === null) return reading.refused('appointment', 'start', 'start and end are needed, in this order')
  const place = actors.find(({ address }) => address?.type === 'Location')?.address
  const service = codedText(at(resource, 'serviceType', 0))
  const reason = codedText(at(resource, 'reasonCode', 0))
  const appointment: AppointmentRecord = {
    kind: 'appointment',
    externalId: id,
    ownId: ownIdOf(resource),
    patientExternalId: patient.address.id,
    state,
    confirmation: patient.answer === 'declined' ? 'declined' : 'open',
    ...span,
    resources: actors
      .filter(({ address }) => address?.type !== 'Location')
      .map(({ actor }) => resourceName(reading, actor))
      .filter((name): name is ResourceName => name !== null),
    locationExternalId: place == null ? null : `Location/${place.id}`,
    serviceCode: service.code,
    service: service.display,
    reasonCode: reason.code,
    reason: reason.display ?? textAt(resource, 'description'),
    createdAt: reading.instant(at(resource, 'created'), 'created'),
    endedReason: codedText(at(resource, 'cancelationReason')).display,
  }
  return reading.done('appointment', appointment)
}

/** Written into the practice system by this program: it comes back under the id it has here. */
function ownIdOf(resource: unknown): string | null {
  const own = listAt(resource, 'identifier').find((each) => textAt(each, 'system') === identifierSystem)
  const id = textAt(own, 'value')
  return id !== null && isUuid(id) ? id : null
}

function readAppointmentSpan(
  reading: Reading,
  resource: unknown,
): Pick<AppointmentRecord, 'startsAt' | 'endsAt'> | null {
  const startsAt = reading.instant(at(resource, 'start'), 'start')
  if (startsAt === null) return null
  const minutes = at(resource, 'minutesDuration')
  const length = typeof minutes === 'number' && minutes > 0 && minutes <= 24 * 60 ? Math.ceil(minutes) : null
  const told = reading.instant(at(resource, 'end'), 'end', 'end')
  const endsAt =
    told ?? (length === null ? null : Temporal.Instant.from(startsAt).add({ minutes: length }).toString())
  return endsAt !== null && isBefore(startsAt, endsAt) ? { startsAt, endsAt } : null
}
