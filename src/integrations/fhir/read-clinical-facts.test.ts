import { describe, expect, it } from 'vitest'
import { ZoneTimes } from '../import/values.ts'
import { readResource, type UsedType } from './read-resource.ts'
import type { ReadResource } from './reading.ts'
import { References } from './references.ts'

const context = { references: new References(), zone: new ZoneTimes('Europe/Warsaw'), country: 'PL' }
const read = (type: UsedType, resource: object): ReadResource =>
  readResource(context, { resourceType: type, ...resource }, { type, id: 'one' })

const subject = { reference: 'Patient/anna' }
const code = { coding: [{ system: 'http://loinc.org', code: '4548-4', display: 'HbA1c' }] }
const result = { subject, code, status: 'final', effectiveDateTime: '2026-03-01T08:00:00+01:00' }

describe('an Observation', () => {
  it.each([
    ['a quantity', { valueQuantity: { value: 6.8, unit: '%' } }, { valueNumber: 6.8, unit: '%' }],
    [
      'a quantity by its code',
      { valueQuantity: { value: 0, code: 'mmol/L' } },
      { valueNumber: 0, unit: 'mmol/L' },
    ],
    [
      'a bound',
      { valueQuantity: { value: 5, comparator: '<', unit: 'mg/L' } },
      { valueNumber: 5, valueText: '< 5', unit: 'mg/L' },
    ],
    [
      'a coded word',
      { valueCodeableConcept: { coding: [{ code: '260385009', display: 'Negative' }] } },
      { valueNumber: null, valueCode: '260385009', valueText: 'Negative' },
    ],
    ['words', { valueString: ' no growth ' }, { valueText: 'no growth' }],
    ['a whole number', { valueInteger: 3 }, { valueNumber: 3 }],
    ['yes or no', { valueBoolean: false }, { valueCode: 'false' }],
    [
      'nothing',
      { dataAbsentReason: { text: 'not done' } },
      { valueNumber: null, valueText: null, valueCode: null },
    ],
  ])('is read with %s', (_, value, expected) => {
    const { records, refusals } = read('Observation', { ...result, ...value })
    expect(records).toMatchObject([
      {
        kind: 'observation',
        externalId: 'one',
        patientExternalId: 'anna',
        code: '4548-4',
        status: 'final',
        ...expected,
      },
    ])
    expect(refusals).toEqual([])
  })

  it.each([
    [
      'the end of a period',
      { effectivePeriod: { start: '2026-01-01', end: '2026-01-03' } },
      '2026-01-03T23:59:59+01:00',
    ],
    [
      'the start where it has no end',
      { effectivePeriod: { start: '2026-01-01' } },
      '2026-01-01T00:00:00+01:00',
    ],
    ['an instant', { effectiveInstant: '2026-01-01T10:00:00Z' }, '2026-01-01T10:00:00Z'],
    ['its issue where nothing else is told', { issued: '2026-01-02T10:00:00Z' }, '2026-01-02T10:00:00Z'],
    ['no moment', {}, null],
  ])('was made at %s', (_, moment, observedAt) => {
    const { records } = read('Observation', { subject, code, status: 'final', ...moment })
    expect(records).toMatchObject([{ observedAt }])
  })

  it('keeps the status that lets it count or not', () => {
    for (const status of ['preliminary', 'amended', 'corrected', 'entered-in-error'])
      expect(read('Observation', { ...result, status }).records).toMatchObject([{ status }])
  })

  it('has components that are results of their own', () => {
    const component = [
      { code: { coding: [{ code: '8480-6' }] }, valueQuantity: { value: 120, unit: 'mm[Hg]' } },
      { code: { coding: [{ code: '8462-4' }] }, valueQuantity: { value: '80' } },
      { code: { text: 'Arm' }, valueString: 'left' },
      { code: { coding: [{ code: '8478-0' }] } },
    ]
    const { records, refusals } = read('Observation', { ...result, status: 'corrected', component })
    expect(records).toMatchObject([
      { externalId: 'one', valueNumber: null },
      {
        externalId: 'one#8480-6',
        status: 'corrected',
        observedAt: result.effectiveDateTime,
        valueNumber: 120,
        unit: 'mm[Hg]',
      },
    ])
    expect(refusals).toEqual([{ field: 'component[1].valueQuantity.value', reason: 'not a number' }])
  })

  it.each([
    ['status', { ...result, status: 'done' }],
    ['subject', { ...result, subject: { reference: 'Group/1' } }],
    ['code', { ...result, code: {} }],
  ])('is refused for its %s', (field, resource) => {
    expect(read('Observation', resource)).toMatchObject({ records: [], refusals: [{ field }] })
  })

  it('loses a value that is no number, and nothing else', () => {
    const { records, refusals } = read('Observation', {
      ...result,
      valueQuantity: { value: '6,8', unit: '%' },
    })
    expect(records).toMatchObject([{ valueNumber: null, unit: '%' }])
    expect(refusals).toEqual([{ field: 'valueQuantity.value', reason: 'not a number' }])
  })
})

const plan = { subject, status: 'active', intent: 'plan', category: [{ text: 'Orthodontic treatment' }] }
const activity = (detail: object) => ({ detail: { code, status: 'scheduled', ...detail } })

describe('a CarePlan', () => {
  it('is read with its title, its time and what it lists', () => {
    const { records } = read('CarePlan', {
      ...plan,
      title: 'Aligners',
      period: { start: '2026-01-01', end: '2026-06' },
      activity: [activity({ scheduledPeriod: { start: '2026-02-01' } }), activity({ status: 'completed' })],
    })
    expect(records).toMatchObject([
      {
        kind: 'treatment_plan',
        title: 'Aligners',
        status: 'active',
        startsAt: '2026-01-01T00:00:00+01:00',
        endsAt: '2026-06-30T23:59:59+02:00',
        items: [
          { code: '4548-4', display: 'HbA1c', state: 'open', plannedOn: '2026-02-01' },
          { state: 'done', plannedOn: null },
        ],
        itemExternalIds: [],
      },
    ])
  })

  it('is called by the category that says what it is about', () => {
    const usCore = { coding: [{ code: 'assess-plan' }] }
    expect(
      read('CarePlan', { ...plan, category: [usCore, { coding: [{ code: '395082007' }] }] }).records,
    ).toMatchObject([{ code: '395082007' }])
    expect(read('CarePlan', { ...plan, category: [usCore] }).records).toMatchObject([{ code: 'assess-plan' }])
    expect(read('CarePlan', plan).records).toMatchObject([{ title: 'Orthodontic treatment' }])
  })

  it('names its items by what is to be done, in whatever order they stand', () => {
    const crown = activity({ code: { text: 'Crown' } })
    const filling = activity({ code: { text: 'Filling' } })
    const idsOf = (...list: object[]) =>
      read('CarePlan', { ...plan, activity: list }).records.flatMap((record) =>
        'items' in record ? record.items.map((item) => item.externalId) : [],
      )
    const [one, two, three] = idsOf(crown, filling, filling)
    expect(new Set([one, two, three]).size).toBe(3)
    expect(idsOf(filling, crown, filling)).toEqual([two, one, three])
    expect(idsOf(filling)).toEqual([two])
  })

  it('refers to requests that stand on their own', () => {
    const { records } = read('CarePlan', {
      ...plan,
      activity: [
        { reference: { reference: 'ServiceRequest/x' } },
        { reference: { reference: 'Appointment/y' } },
      ],
    })
    expect(records).toMatchObject([{ items: [], itemExternalIds: ['x'] }])
  })

  it('leaves out what must not be done, and refuses what nobody can tell', () => {
    const { records, refusals } = read('CarePlan', {
      ...plan,
      activity: [
        activity({ doNotPerform: true }),
        activity({ status: 'soon' }),
        activity({ code: undefined }),
      ],
    })
    expect(records).toMatchObject([{ items: [] }])
    expect(refusals.map(({ field }) => field)).toEqual([
      'activity[1].detail.status',
      'activity[2].detail.code',
    ])
  })

  it.each(['proposal', 'option'])('is none while it is a mere %s', (intent) => {
    expect(read('CarePlan', { ...plan, intent })).toMatchObject({
      records: [],
      ignored: `CarePlan (${intent})`,
    })
  })

  it.each([
    ['status', { ...plan, status: 'going on' }],
    ['intent', { ...plan, intent: undefined }],
    ['subject', { ...plan, subject: undefined }],
  ])('is refused for its %s', (field, resource) => {
    expect(read('CarePlan', resource)).toMatchObject({ records: [], refusals: [{ field }] })
  })
})

const request = { subject, code, status: 'active', intent: 'order' }

describe('a ServiceRequest', () => {
  it.each([
    ['active', 'open'],
    ['on-hold', 'open'],
    ['completed', 'done'],
    ['revoked', 'cancelled'],
    ['entered-in-error', 'cancelled'],
  ])('that is %s is %s', (status, state) => {
    expect(read('ServiceRequest', { ...request, status }).records).toMatchObject([
      { kind: 'plan_item', state },
    ])
  })

  it('belongs to the plan it is based on, and is planned for its day', () => {
    const { records } = read('ServiceRequest', {
      ...request,
      basedOn: [{ reference: 'ServiceRequest/other' }, { reference: 'CarePlan/aligners' }],
      occurrenceDateTime: '2026-04-01T10:00:00+02:00',
    })
    expect(records).toMatchObject([{ planExternalId: 'aligners', plannedOn: '2026-04-01' }])
  })

  it.each([
    ['draft', { status: 'draft' }],
    ['unknown', { status: 'unknown' }],
    ['proposal', { intent: 'proposal' }],
    ['do not perform', { doNotPerform: true }],
  ])('is nothing that remains: %s', (ignored, change) => {
    expect(read('ServiceRequest', { ...request, ...change })).toMatchObject({
      records: [],
      ignored: `ServiceRequest (${ignored})`,
    })
  })

  it.each([
    ['status', { ...request, status: 'soon' }],
    ['subject', { ...request, subject: {} }],
    ['code', { ...request, code: undefined }],
  ])('is refused for its %s', (field, resource) => {
    expect(read('ServiceRequest', resource)).toMatchObject({ records: [], refusals: [{ field }] })
  })
})

describe('a Patient', () => {
  const address = (latitude: unknown, longitude: unknown) => [
    {
      city: 'Kraków',
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/geolocation',
          extension: [
            { url: 'latitude', valueDecimal: latitude },
            { url: 'longitude', valueDecimal: longitude },
          ],
        },
      ],
    },
  ]

  it('lives where the address says', () => {
    expect(read('Patient', { address: address(50.06, 19.94) }).records).toMatchObject([
      { place: { latitude: 50.06, longitude: 19.94 } },
    ])
    expect(read('Patient', { address: [{ city: 'Kraków' }] }).records).toMatchObject([{ place: null }])
  })

  it.each([
    [91, 0],
    [0, 0],
    ['50', 19],
    [50, undefined],
  ])('lives nowhere at %j, %j', (latitude, longitude) => {
    const { records, refusals } = read('Patient', { address: address(latitude, longitude) })
    expect(records).toMatchObject([{ place: null }])
    expect(refusals).toMatchObject([{ field: 'address.extension' }])
  })

  it('has the tags that have words for people', () => {
    const tag = [
      { system: 'https://clinic.example/tags', code: 'a', display: 'VIP' },
      { system: 'https://clinic.example/tags', code: 'b', display: ' vip ' },
      { system: 'https://program.example', code: 'batch-7' },
      {
        system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
        code: 'HTEST',
        display: 'test health data',
      },
    ]
    expect(read('Patient', { meta: { tag } }).records).toMatchObject([{ tags: ['vip'] }])
  })
})
