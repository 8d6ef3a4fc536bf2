import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { changes, fhirFolder, ImportClinic, ndjson, noChanges } from '../support/import-clinic.ts'

const database = await testDatabase()
let clinic: ImportClinic
let seed = 0

beforeEach(async () => {
  seed += 1
  clinic = await ImportClinic.open(database.connection, { seed: `facts ${seed}` })
})
afterEach(async () => clinic.db.close())

const anna = { resourceType: 'Patient', id: 'anna', name: [{ text: 'Anna Nowak' }] }
const subject = { reference: 'Patient/anna' }
const coded = (code: string) => ({
  coding: [{ system: 'http://loinc.org', code, display: `Name of ${code}` }],
})
const result = (id: string, change: object = {}) => ({
  resourceType: 'Observation',
  id,
  subject,
  status: 'final',
  code: coded('4548-4'),
  effectiveDateTime: '2026-03-01T08:00:00+01:00',
  valueQuantity: { value: 6.8, unit: '%' },
  ...change,
})
const plan = (change: object = {}) => ({
  resourceType: 'CarePlan',
  id: 'aligners',
  subject,
  status: 'active',
  intent: 'plan',
  title: 'Aligners',
  period: { start: '2026-01-01' },
  activity: [item('Crown'), item('Check')],
  ...change,
})
const item = (name: string, status = 'scheduled') => ({ detail: { code: { text: name }, status } })
const request = (id: string, change: object = {}) => ({
  resourceType: 'ServiceRequest',
  id,
  subject,
  status: 'active',
  intent: 'order',
  code: coded('D2740'),
  ...change,
})

interface Item {
  readonly display: string
  readonly state: string
  readonly plan_id: string | null
}
const results = async () => clinic.rows<Record<string, unknown>>('patients.observation', 'external_id')
const plans = async () => clinic.rows<{ readonly id: string }>('patients.treatment_plan', 'external_id')
const items = async () => clinic.rows<Item>('patients.plan_item', 'display')
const states = async () => (await items()).map(({ display, state }) => [display, state])

describe('results in FHIR', () => {
  it('are taken in with what they say, and change nothing the second time', async () => {
    const folder = fhirFolder({
      'Observation.ndjson': ndjson([
        result('a'),
        result('b', { valueQuantity: undefined, valueString: 'no growth' }),
        result('c', {
          component: [{ code: coded('8480-6'), valueQuantity: { value: 120 } }],
          valueQuantity: undefined,
        }),
      ]),
      'Patient.ndjson': ndjson([anna]),
    })
    const summary = await clinic.fhir(folder)
    expect(summary).toMatchObject({ read: 5, created: 5, refused: [] })
    expect(summary.kinds['observation']).toMatchObject({ read: 4, created: 4 })
    expect(await results()).toMatchObject([
      {
        code: '4548-4',
        status: 'final',
        value_number: 6.8,
        unit: '%',
        observed_at: Temporal.Instant.from('2026-03-01T07:00:00Z'),
      },
      { value_number: null, value_text: 'no growth' },
      { code: '4548-4', value_number: null, value_text: null },
      { code: '8480-6', value_number: 120, status: 'final' },
    ])
    const told = clinic.events.length
    expect(changes(await clinic.fhir(folder))).toEqual(noChanges)
    expect(clinic.events).toHaveLength(told)
  })

  it('are corrected and withdrawn by a later import, which tells whose facts changed', async () => {
    await clinic.resources([anna, result('a'), result('b')])
    const [patient] = await clinic.rows<{ id: string }>('patients.patient', 'id')
    const later = [
      result('a', { status: 'corrected', valueQuantity: { value: 7.1, unit: '%' } }),
      result('b', { status: 'entered-in-error' }),
    ]
    expect(await clinic.resources(later)).toMatchObject({ created: 0, updated: 2 })
    expect(await results()).toMatchObject([
      { status: 'corrected', value_number: 7.1 },
      { status: 'entered-in-error' },
    ])
    expect(clinic.events.at(-1)).toEqual({ type: 'patients.changed', patientIds: [patient?.id] })
  })

  it('that a later import leaves out stay, as all facts do', async () => {
    await clinic.resources([anna, result('a')])
    await clinic.resources([anna])
    expect(await results()).toHaveLength(1)
  })

  it('wait for their patient', async () => {
    expect(await clinic.resources([result('a')])).toMatchObject({ created: 0, waiting: 1 })
    expect(await clinic.resources([anna])).toMatchObject({ created: 2, waiting: 0 })
    expect(await results()).toHaveLength(1)
  })

  it('that make no sense are refused with file, line and field; the others are taken in', async () => {
    const summary = await clinic.resources(
      [
        anna,
        result('a', { status: 'nearly' }),
        result('b', { subject: { display: 'Anna' } }),
        result('c', { effectiveDateTime: '2026-02-30' }),
        result('d', { code: { coding: [{}] } }),
        result('e', { valueQuantity: { value: 'high' } }),
        result('f'),
      ],
      'Observation.ndjson',
    )
    expect(summary.refused.map(({ file, line, field }) => [file, line, field])).toEqual(
      [
        [2, 'status'],
        [3, 'subject'],
        [4, 'effectiveDateTime'],
        [5, 'code'],
        [6, 'valueQuantity.value'],
      ].map(([line, field]) => ['Observation.ndjson', line, `Observation.${field}`]),
    )
    expect((await results()).map((row) => row['external_id'])).toEqual(['c', 'e', 'f'])
  })

  it('may be so large or so small that no table would show them', async () => {
    await clinic.resources([
      anna,
      result('a', { valueQuantity: { value: 1.5e300 } }),
      result('b', { valueQuantity: { value: -2.5e-12 } }),
    ])
    expect(await results()).toMatchObject([{ value_number: 1.5e300 }, { value_number: -2.5e-12 }])
  })
})

describe('treatment plans in FHIR', () => {
  it('are taken in with what they list, and change nothing the second time', async () => {
    const folder = fhirFolder({ 'a.ndjson': ndjson([anna, plan()]) })
    const summary = await clinic.fhir(folder)
    expect(summary).toMatchObject({ read: 2, created: 2, refused: [] })
    const [stored] = await plans()
    expect(stored).toMatchObject({
      title: 'Aligners',
      status: 'active',
      starts_at: Temporal.Instant.from('2025-12-31T23:00:00Z'),
      ends_at: null,
    })
    expect(await items()).toMatchObject([
      { display: 'Check', state: 'open', plan_id: stored?.id, is_listed_by_plan: true },
      { display: 'Crown', state: 'open', plan_id: stored?.id },
    ])
    const told = clinic.events.length
    expect(changes(await clinic.fhir(folder))).toEqual(noChanges)
    expect(clinic.events).toHaveLength(told)
  })

  it('end, and what they no longer list is cancelled; listed again it is open again', async () => {
    await clinic.resources([anna, plan()])
    const shorter = plan({ activity: [item('Check', 'completed')] })
    expect(await clinic.resources([shorter])).toMatchObject({ created: 0, updated: 1 })
    expect(await states()).toEqual([
      ['Check', 'done'],
      ['Crown', 'cancelled'],
    ])
    await clinic.resources([plan({ status: 'completed', period: { end: '2026-06-30' } })])
    expect(await plans()).toMatchObject([
      { status: 'completed', ends_at: Temporal.Instant.from('2026-06-30T21:59:59Z') },
    ])
    expect(await states()).toEqual([
      ['Check', 'open'],
      ['Crown', 'open'],
    ])
  })

  it('keep what was done although they no longer list it', async () => {
    await clinic.resources([anna, plan({ activity: [item('Crown', 'completed')] })])
    await clinic.resources([plan({ activity: [] })])
    expect(await states()).toEqual([['Crown', 'done']])
  })

  it('leave the items of other plans alone', async () => {
    await clinic.resources([anna, plan(), plan({ id: 'other', activity: [item('Crown')] })])
    await clinic.resources([plan({ activity: [] })])
    expect(await states()).toEqual([
      ['Check', 'cancelled'],
      ['Crown', 'cancelled'],
      ['Crown', 'open'],
    ])
  })

  it('of strangers wait whole', async () => {
    expect(await clinic.resources([plan()])).toMatchObject({ waiting: 1 })
    expect(await items()).toHaveLength(0)
    expect(await clinic.resources([anna])).toMatchObject({ created: 2, waiting: 0 })
    expect(await items()).toHaveLength(2)
  })

  it('that are mere proposals are counted and left out; what makes no sense is refused', async () => {
    const summary = await clinic.resources([
      anna,
      plan({ id: 'a', intent: 'proposal' }),
      plan({ id: 'b', status: 'going well' }),
      plan({ id: 'c', subject: undefined }),
      plan({ id: 'd', period: { start: 'spring' }, activity: [item('Crown', 'soon')] }),
    ])
    expect(summary.ignored).toEqual({ 'CarePlan (proposal)': 1 })
    expect(summary.refused.map(({ line, field }) => [line, field])).toEqual([
      [3, 'CarePlan.status'],
      [4, 'CarePlan.subject'],
      [5, 'CarePlan.period.start'],
      [5, 'CarePlan.activity[0].detail.status'],
    ])
    expect(await plans()).toHaveLength(1)
    expect(await items()).toHaveLength(0)
  })

  it('twice in one input with different content settle at the last, however often they come', async () => {
    const folder = fhirFolder({
      'a.ndjson': ndjson([anna, plan()]),
      'b.ndjson': ndjson([plan({ activity: [item('Check')] })]),
    })
    await clinic.fhir(folder)
    expect(await states()).toEqual([['Check', 'open']])
    expect(changes(await clinic.fhir(folder))).toEqual(noChanges)
    expect(await states()).toEqual([['Check', 'open']])
  })
})

describe('requests in FHIR', () => {
  it('are things to be done, with the plan that either side names', async () => {
    const folder = fhirFolder({
      'CarePlan.ndjson': ndjson([plan({ activity: [{ reference: { reference: 'ServiceRequest/named' } }] })]),
      'Patient.ndjson': ndjson([anna]),
      'ServiceRequest.ndjson': ndjson([
        request('based', { basedOn: [{ reference: 'CarePlan/aligners' }], code: { text: 'Based' } }),
        request('named', { code: { text: 'Named' } }),
        request('alone', { code: { text: 'Alone' }, status: 'on-hold', occurrenceDateTime: '2026-05-01' }),
        request('draft', { status: 'draft' }),
      ]),
    })
    expect(await clinic.fhir(folder)).toMatchObject({
      created: 5,
      refused: [],
      ignored: { 'ServiceRequest (draft)': 1 },
    })
    const [stored] = await plans()
    expect(await items()).toMatchObject([
      { display: 'Alone', state: 'open', plan_id: null, planned_on: Temporal.PlainDate.from('2026-05-01') },
      { display: 'Based', plan_id: stored?.id, is_listed_by_plan: false },
      { display: 'Named', plan_id: stored?.id },
    ])
    expect(changes(await clinic.fhir(folder))).toEqual(noChanges)
  })

  it('are done or cancelled by a later import, and stay with their plan', async () => {
    await clinic.resources([
      anna,
      request('a'),
      request('b'),
      plan({ activity: [{ reference: { reference: 'ServiceRequest/a' } }] }),
    ])
    const later = [request('a', { status: 'completed' }), request('b', { status: 'revoked' })]
    expect(await clinic.resources(later)).toMatchObject({ updated: 2 })
    const [stored] = await plans()
    expect(await clinic.rows('patients.plan_item', 'external_id')).toMatchObject([
      { state: 'done', plan_id: stored?.id },
      { state: 'cancelled', plan_id: null },
    ])
  })
})

describe('facts of a record that was merged into another', () => {
  it('stay with their record, and the record is told as changed', async () => {
    await clinic.resources([
      { ...anna, id: 'old', link: [{ other: subject, type: 'replaced-by' }] },
      anna,
      result('a', { subject: { reference: 'Patient/old' } }),
      plan({ subject: { reference: 'Patient/old' } }),
    ])
    const [living, old] = await clinic.rows<{ id: string; merged_into: string | null }>(
      'patients.patient',
      'external_id',
    )
    expect(old?.merged_into).toBe(living?.id)
    expect(await results()).toMatchObject([{ patient_id: old?.id }])
    expect(await items()).toMatchObject([{ patient_id: old?.id }, { patient_id: old?.id }])
    await clinic.resources([result('a', { subject })])
    expect(await results()).toMatchObject([{ patient_id: living?.id }])
    expect(clinic.events.at(-1)).toMatchObject({
      patientIds: expect.arrayContaining([living?.id, old?.id]),
    })
  })
})
