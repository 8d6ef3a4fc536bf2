import { at, listAt, textAt } from './json.ts'
import type { Reading, ReadResource } from './reading.ts'

/** FHIR R4 Practitioner → a resource that appointments can occupy. */
export function readPractitioner(reading: Reading, resource: unknown, id: string): ReadResource {
  const name = listAt(resource, 'name')[0]
  const parts = [...listAt(name, 'prefix'), ...listAt(name, 'given'), at(name, 'family')]
  const full = parts.map((part) => textAt([part], 0)).filter((part) => part !== null)
  return reading.done('resource', {
    kind: 'resource',
    externalId: id,
    type: 'practitioner',
    name: full.length === 0 ? (textAt(name, 'text') ?? `#${id}`) : full.join(' '),
    // FHIR keeps it on PractitionerRole.
    speciality: null,
    locationExternalId: null,
    hasEnded: at(resource, 'active') === false,
  })
}

/** FHIR R4 Location or Organization → a place; visits name either. */
export function readPlace(reading: Reading, resource: unknown, named: string): ReadResource {
  const address = at(resource, 'address', 0) ?? at(resource, 'address')
  const lines = [
    ...listAt(address, 'line'),
    [textAt(address, 'postalCode'), textAt(address, 'city')].filter((part) => part !== null).join(' '),
    at(address, 'country'),
  ]
  const written = lines.map((part) => textAt([part], 0)).filter((part) => part !== null)
  return reading.done('location', {
    kind: 'location',
    externalId: named,
    name: textAt(resource, 'name') ?? named,
    address: written.length === 0 ? null : written.join(', '),
    zone: null,
  })
}
