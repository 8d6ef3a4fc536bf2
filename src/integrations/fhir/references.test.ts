import { describe, expect, it } from 'vitest'
import { References } from './references.ts'

describe('References', () => {
  it.each([
    ['Patient/7', '7'],
    ['Patient/7/_history/2', '7'],
    ['https://server.example/fhir/R4/Patient/7', '7'],
    ['urn:uuid:7a', '7a'],
    ['Practitioner/7', null],
    ['#contained', null],
    ['Patient/', null],
    ['', null],
    [`Patient/${'x'.repeat(201)}`, null],
  ])('follows %s to a patient as %s', (reference, id) => {
    expect(new References().idOf({ reference }, 'Patient')).toBe(id)
  })

  it("knows a bundle's own names while it is in that bundle", () => {
    const references = new References()
    references.learnFullUrl('urn:uuid:1', { type: 'Patient', id: 'anna' })
    expect(references.idOf({ reference: 'urn:uuid:1' }, 'Patient')).toBe('anna')
    references.beginBundle()
    expect(references.idOf({ reference: 'urn:uuid:1' }, 'Patient')).toBe('1')
  })

  it('follows identifiers of practitioners and places that were read before', () => {
    const references = new References()
    const resource = { identifier: [{ system: 'npi', value: '777' }] }
    references.learnIdentifiers(resource, { type: 'Practitioner', id: 'lis' })
    const conditional = { reference: 'Practitioner?identifier=npi|777' }
    expect(references.idOf(conditional, 'Practitioner')).toBe('lis')
    expect(references.idOf({ reference: 'Practitioner?identifier=npi%7C777' }, 'Practitioner')).toBe('lis')
    expect(references.idOf({ identifier: { system: 'npi', value: '777' } }, 'Practitioner')).toBe('lis')
    expect(references.idOf({ reference: 'Practitioner?identifier=npi|778' }, 'Practitioner')).toBe('778')
    expect(references.idOf({ reference: 'Practitioner?name=lis' }, 'Practitioner')).toBeNull()
  })
})
