import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { changes, fhirFolder, ImportClinic, ndjson, noChanges } from '../support/import-clinic.ts'

const database = await testDatabase()
let clinic: ImportClinic
let seed = 0

beforeEach(async () => {
  seed += 1
  clinic = await ImportClinic.open(database.connection, { seed: `fhir ${seed}` })
})
afterEach(async () => clinic.db.close())

const anna = {
  resourceType: 'Patient',
  id: 'anna',
  name: [
    { use: 'old', family: 'Panna' },
    { use: 'official', family: 'Nowak', given: ['Anna', 'Maria'] },
  ],
  telecom: [
    { system: 'phone', value: '12 345 67 89', use: 'home' },
    { system: 'phone', value: '600 100 200', use: 'mobile' },
    { system: 'email', value: 'Anna.Nowak@Example.COM' },
    { system: 'phone', value: '600 100 201', use: 'old' },
    { system: 'fax', value: '600 100 202' },
  ],
  gender: 'female',
  birthDate: '1980-02-29',
  address: [
    { use: 'home', line: ['Klonowa 1', 'm. 2'], city: 'Kraków', postalCode: '30-001', country: 'Polska' },
  ],
  communication: [
    { language: { coding: [{ code: 'en-GB' }] } },
    { preferred: true, language: { coding: [{ code: 'pl-PL' }] } },
  ],
}
const visit = {
  resourceType: 'Encounter',
  id: 'visit-1',
  status: 'finished',
  class: { code: 'EMER' },
  type: [{ coding: [{ system: 'http://snomed.info/sct', code: '185349003', display: 'Check up' }] }],
  subject: { reference: 'Patient/anna' },
  participant: [{ individual: { reference: 'Practitioner/lis', display: 'dr Lis' } }],
  period: { start: '2026-01-10T09:00:00+01:00', end: '2026-01-10T09:30:00+01:00' },
  serviceProvider: { reference: 'Organization/clinic' },
  reasonCode: [{ text: 'Toothache' }],
}
const lis = {
  resourceType: 'Practitioner',
  id: 'lis',
  name: [{ prefix: ['dr'], given: ['Jan'], family: 'Lis' }],
}

interface PatientRow {
  readonly id: string
  readonly external_id: string
  readonly full_name: string
  readonly birth_date: Temporal.PlainDate | null
  readonly merged_into: string | null
  readonly is_deceased: boolean
  readonly left_reason: string | null
}
const patients = async () => clinic.rows<PatientRow>('patients.patient', 'external_id')
const patient = async (externalId: string) => (await patients()).find((row) => row.external_id === externalId)

describe('a bulk export', () => {
  it('becomes patients with their addresses, visits and practitioners', async () => {
    const summary = await clinic.resources([visit, anna, lis, { resourceType: 'Immunization', id: '1' }])
    expect(summary).toMatchObject({
      read: 3,
      created: 3,
      refused: [],
      ignored: { Immunization: 1 },
      withheld: 1,
    })
    expect(await patient('anna')).toMatchObject({
      full_name: 'Anna Maria Nowak',
      given_name: 'Anna Maria',
      family_name: 'Nowak',
      birth_date: Temporal.PlainDate.from('1980-02-29'),
      sex: 'female',
      language: 'pl',
      address: 'Klonowa 1 m. 2',
      country: 'PL',
    })
    expect(await clinic.rows('patients.contact_point', 'value')).toMatchObject([
      { kind: 'phone', value: '+48123456789' },
      { kind: 'phone', value: '+48600100200' },
      { kind: 'email', value: 'anna.nowak@example.com' },
    ])
    const [resource] = await clinic.rows<{ id: string }>('scheduling.resource', 'external_id')
    expect(await clinic.rows('scheduling.visit', 'external_id')).toMatchObject([
      {
        status: 'finished',
        is_emergency: true,
        kind_code: '185349003',
        reason: 'Toothache',
        resource_id: resource?.id,
        started_at: Temporal.Instant.from('2026-01-10T08:00:00Z'),
        ended_at: Temporal.Instant.from('2026-01-10T08:30:00Z'),
      },
    ])
    expect(clinic.events).toMatchObject([
      { type: 'patients.changed', patientIds: [(await patient('anna'))?.id] },
      { type: 'patients.changed', patientIds: [(await patient('anna'))?.id] },
    ])
  })

  it('changes nothing the second time, and tells nobody', async () => {
    const folder = fhirFolder({ 'Encounter.ndjson': ndjson([visit]), 'Patient.ndjson.gz': ndjson([anna]) })
    await clinic.fhir(folder)
    const told = clinic.events.length
    const again = await clinic.fhir(folder)
    expect(changes(again)).toEqual(noChanges)
    expect(again).toMatchObject({ read: 2, unchanged: 2 })
    expect(clinic.events).toHaveLength(told)
  })

  it('takes only what changed, and ends addresses that the source no longer lists', async () => {
    await clinic.resources([anna, visit])
    const moved = { ...anna, telecom: [{ system: 'phone', value: '600 100 209', use: 'mobile' }] }
    expect(await clinic.resources([moved, visit])).toMatchObject({ created: 0, updated: 1, unchanged: 1 })
    const owned = await clinic.rows<{ ended_at: Temporal.Instant | null }>('patients.patient_contact', 'rank')
    expect(owned.filter((row) => row.ended_at === null)).toHaveLength(1)
    expect(owned).toHaveLength(4)
  })

  it('changes nothing when a resource comes twice with different content, however often it is imported', async () => {
    const renamed = { ...anna, gender: 'other' }
    const folder = fhirFolder({ 'a.ndjson': ndjson([anna]), 'b.ndjson': ndjson([renamed]) })
    expect(await clinic.fhir(folder)).toMatchObject({ read: 2, created: 1, unchanged: 1 })
    expect(changes(await clinic.fhir(folder))).toEqual(noChanges)
    expect(await patient('anna')).toMatchObject({ sex: 'other' })
  })

  it('keeps facts waiting for their patient, within a run and across runs', async () => {
    const first = await clinic.resources([visit])
    expect(first).toMatchObject({ read: 1, created: 0, waiting: 1, refused: [] })
    expect(changes(await clinic.resources([visit]))).toEqual(noChanges)
    expect(await clinic.resources([anna])).toMatchObject({ created: 2, waiting: 0 })
    expect(await clinic.rows('scheduling.visit', 'external_id')).toHaveLength(1)
    expect(await clinic.rows('patients.staged_row', 'external_id')).toHaveLength(0)
    const reversed = fhirFolder({
      'x.json': JSON.stringify(visit),
      'z.json': JSON.stringify({ ...anna, id: 'zofia' }),
    })
    writeFileSync(
      join(reversed, 'a.json'),
      JSON.stringify({ ...visit, id: 'v2', subject: { reference: 'Patient/zofia' } }),
    )
    expect(await clinic.fhir(reversed)).toMatchObject({ read: 3, created: 2, unchanged: 1, waiting: 0 })
  })

  it('writes each kind of fact where it belongs', async () => {
    const subject = { reference: 'Patient/anna' }
    const summary = await clinic.resources([
      anna,
      {
        resourceType: 'Condition',
        id: 'c',
        subject,
        code: { coding: [{ code: 'K05' }] },
        onsetDateTime: '2020',
        verificationStatus: { coding: [{ code: 'confirmed' }] },
      },
      {
        resourceType: 'Condition',
        id: 'c2',
        subject,
        code: { text: 'x' },
        verificationStatus: { coding: [{ code: 'refuted' }] },
      },
      {
        resourceType: 'Procedure',
        id: 'p',
        subject,
        status: 'completed',
        code: { coding: [{ code: 'D1110' }] },
        performedPeriod: { start: '2026-01-10T09:00:00Z', end: '2026-01-10T09:20:00Z' },
      },
      {
        resourceType: 'Coverage',
        id: 'k',
        beneficiary: subject,
        status: 'active',
        payor: [{ display: 'NFZ' }],
        period: { start: '2026-01-01' },
      },
    ])
    expect(summary).toMatchObject({ created: 4, ignored: { 'Condition (refuted)': 1 } })
    expect(await clinic.rows('patients.condition', 'id')).toMatchObject([
      { code: 'K05', onset_at: Temporal.Instant.from('2019-12-31T23:00:00Z') },
    ])
    expect(await clinic.rows('patients.procedure', 'id')).toMatchObject([
      { code: 'D1110', performed_at: Temporal.Instant.from('2026-01-10T09:20:00Z') },
    ])
    expect(await clinic.rows('patients.coverage', 'id')).toMatchObject([
      { payer: 'NFZ', starts_on: Temporal.PlainDate.from('2026-01-01') },
    ])
  })
})

describe('a run over a folder', () => {
  it('goes on where it was stopped, and still knows the practitioners of the files before', async () => {
    const system = 'http://hl7.org/fhir/sid/us-npi'
    const people = Array.from({ length: 14_000 }, (_, index) => ({
      resourceType: 'Patient',
      id: `p${index}`,
    }))
    const named = {
      ...visit,
      subject: { reference: 'Patient/p1' },
      participant: [{ individual: { reference: `Practitioner?identifier=${system}|777` } }],
    }
    const folder = fhirFolder({
      'Encounter.ndjson': ndjson([named]),
      'Patient.ndjson.gz': ndjson(people),
      'Practitioner.ndjson': ndjson([{ ...lis, identifier: [{ system, value: '777' }] }]),
    })
    const stop = new AbortController()
    const first = await clinic.fhir(folder, { signal: stop.signal, onProgress: () => stop.abort() })
    expect(first.isStopped).toBe(true)
    const whole = { read: 14_002, created: 14_002, refused: [], waiting: 0, isStopped: false }
    expect(await clinic.fhir(folder)).toMatchObject(whole)
    const [resource] = await clinic.rows<{ id: string }>('scheduling.resource', 'id')
    expect(await clinic.rows('scheduling.visit', 'id')).toMatchObject([{ resource_id: resource?.id }])
  })
})

describe('people in a bulk export', () => {
  it('live on as the record they were merged into, and count once', async () => {
    await clinic.resources([
      {
        ...anna,
        id: 'old',
        active: false,
        link: [{ other: { reference: 'Patient/newer' }, type: 'replaced-by' }],
      },
      { ...anna, id: 'newer', link: [{ other: { reference: 'Patient/newest' }, type: 'replaced-by' }] },
      { ...anna, id: 'newest' },
    ])
    const newest = await patient('newest')
    expect(await patient('old')).toMatchObject({ merged_into: newest?.id, left_reason: null })
    expect(await patient('newer')).toMatchObject({ merged_into: newest?.id })
    expect(newest).toMatchObject({ merged_into: null })
  })

  it('may be dead or gone', async () => {
    await clinic.resources([
      { ...anna, id: 'a', deceasedDateTime: '2025-05-04' },
      { ...anna, id: 'b', deceasedBoolean: true },
      { ...anna, id: 'c', deceasedBoolean: false, active: false },
    ])
    expect(await patient('a')).toMatchObject({
      is_deceased: true,
      deceased_at: Temporal.Instant.from('2025-05-03T22:00:00Z'),
    })
    expect(await patient('b')).toMatchObject({ is_deceased: true, deceased_at: null })
    expect(await patient('c')).toMatchObject({ is_deceased: false, left_reason: 'inactive' })
  })

  it('are taken in without the fields that make no sense', async () => {
    const summary = await clinic.resources([
      {
        ...anna,
        birthDate: '1980-02',
        telecom: [
          { system: 'phone', value: '123' },
          { system: 'email', value: 'nobody' },
        ],
      },
    ])
    expect(summary).toMatchObject({ created: 1, refusedCount: 3 })
    expect(summary.refused.map(({ field, line }) => [field, line])).toEqual([
      ['Patient.birthDate', 1],
      ['Patient.telecom[0]', 1],
      ['Patient.telecom[1]', 1],
    ])
    expect(JSON.stringify(summary.refused)).not.toMatch(/123|nobody|1980/)
    expect(await patient('anna')).toMatchObject({ birth_date: null })
  })
})

describe('a bundle', () => {
  const entry = (fullUrl: string, resource: object) => ({
    fullUrl,
    resource,
    request: { method: 'POST', url: 'x' },
  })

  it('may name its entries as it likes, before or after it uses the names', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        entry('urn:uuid:11111111-1111-4111-8111-111111111111', {
          ...visit,
          subject: { reference: 'urn:uuid:22222222-2222-4222-8222-222222222222' },
        }),
        entry('urn:uuid:22222222-2222-4222-8222-222222222222', anna),
        entry('urn:uuid:33333333-3333-4333-8333-333333333333', { ...anna, id: undefined }),
        entry('https://server.example/fhir/Encounter/v9', {
          ...visit,
          id: 'v9',
          subject: { reference: 'https://server.example/fhir/Patient/anna' },
        }),
      ],
    }
    const summary = await clinic.fhir(fhirFolder({ 'bundle.json.gz': JSON.stringify(bundle, null, 1) }))
    expect(summary).toMatchObject({ created: 4, waiting: 0, refused: [] })
    expect((await patients()).map((row) => row.external_id)).toEqual([
      '33333333-3333-4333-8333-333333333333',
      'anna',
    ])
    const owners = await clinic.rows<{ patient_id: string }>('scheduling.visit', 'external_id')
    expect(new Set(owners.map((row) => row.patient_id))).toEqual(new Set([(await patient('anna'))?.id]))
  })

  it('may name practitioners by an identifier', async () => {
    const system = 'http://hl7.org/fhir/sid/us-npi'
    const named = {
      ...visit,
      participant: [{ individual: { reference: `Practitioner?identifier=${system}|777` } }],
    }
    await clinic.fhir(
      fhirFolder({
        'Encounter.ndjson': ndjson([named]),
        'Patient.ndjson': ndjson([anna]),
        'Practitioner.ndjson': ndjson([{ ...lis, identifier: [{ system, value: '777' }] }]),
      }),
    )
    const [resource] = await clinic.rows<{ id: string }>('scheduling.resource', 'external_id')
    expect(await clinic.rows('scheduling.visit', 'id')).toMatchObject([{ resource_id: resource?.id }])
  })
})
