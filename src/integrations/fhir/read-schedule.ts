import type { ResourceName } from '../../scheduling/rules/import-records.ts'
import { isBefore } from '../import/values.ts'
import { at, listAt, textAt } from './json.ts'
import type { Reading, ReadResource } from './reading.ts'

/** Whose time it is: a practitioner keeps the bare id, others are named with their type. Null: nobody who could be booked. */
export function resourceName(reading: Reading, holder: unknown): ResourceName | null {
  const address = reading.context.references.follow(holder, 'Practitioner')
  const name = textAt(holder, 'display')
  switch (address?.type) {
    case 'Practitioner':
      return { externalId: address.id, name, kind: 'practitioner' }
    case 'PractitionerRole':
      return { externalId: `PractitionerRole/${address.id}`, name, kind: 'practitioner' }
    case 'Location':
      return { externalId: `Location/${address.id}`, name, kind: 'room' }
    case 'Device':
      return { externalId: `Device/${address.id}`, name, kind: 'chair' }
    default:
      return null
  }
}

/** FHIR R4 Schedule: only whose time it describes; the time itself stands in its slots. */
export function readSchedule(reading: Reading, resource: unknown, id: string): ReadResource {
  const names = listAt(resource, 'actor').map((actor) => resourceName(reading, actor))
  const known = names.filter((name) => name !== null)
  const resourceOf = known.find((name) => name.kind === 'practitioner') ?? known[0]
  if (resourceOf === undefined) {
    return reading.refused('schedule', 'actor', 'names no practitioner, place or device')
  }
  return reading.done('schedule', { kind: 'schedule', externalId: id, resource: resourceOf })
}

/** FHIR R4 Slot: free, or busy in one of its ways. */
export function readSlot(reading: Reading, resource: unknown, id: string): ReadResource {
  const status = textAt(resource, 'status')
  if (status === 'entered-in-error') return reading.ignored('slot', 'Slot (entered-in-error)')
  const scheduleExternalId = reading.context.references.idOf(at(resource, 'schedule'), 'Schedule')
  if (scheduleExternalId === null) return reading.refused('slot', 'schedule', 'names no schedule')
  const startsAt = reading.instant(at(resource, 'start'), 'start')
  const endsAt = reading.instant(at(resource, 'end'), 'end', 'end')
  if (startsAt === null || endsAt === null || !isBefore(startsAt, endsAt)) {
    return reading.refused('slot', 'start', 'start and end are needed, in this order')
  }
  return reading.done('slot', {
    kind: 'slot',
    externalId: id,
    scheduleExternalId,
    startsAt,
    endsAt,
    // Whatever is not plainly free is not offered to patients.
    status: status === 'free' ? 'free' : 'busy',
  })
}
