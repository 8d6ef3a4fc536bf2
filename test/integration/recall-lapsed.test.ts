import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { lapsedRowSchema } from '../../src/recall/contract.ts'
import { listLapsed } from '../../src/recall/list-lapsed.ts'
import { recordDriftReason } from '../../src/recall/record-drift-reason.ts'
import type { PatientRecord } from '../../src/recall/rules/patient-history.ts'
import { takeBackDriftReason } from '../../src/recall/take-back-drift-reason.ts'
import { all, type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { bookedVisit, finishedVisit, recordOf, writePerson } from './recall-tables.ts'

const { clock, newClinic } = await recallDatabase('2026-11-22T10:00:00Z')
const asOf = clock.now()
const last = finishedVisit('2025-02-10T09:00:00Z')

let clinic: RecallClinic

beforeAll(async () => {
  clinic = await newClinic()
})

async function patient(externalId: string, facts: Partial<PatientRecord> = {}): Promise<string> {
  return clinic.tenant(async (tx) => {
    const survivor = recordOf({ visits: [last], ...facts })
    const id = await writePerson(tx, { survivor, duplicates: [] }, { externalId, services: new Map() })
    const point = tx.ids.uuid(tx.now)
    await tx.run(sql`
      insert into patients.contact_point (clinic_id, id, kind, value, created_at)
      values (${tx.clinicId}, ${point}, 'phone', ${`+48600${externalId}`}, ${tx.now})`)
    await tx.run(sql`
      insert into patients.patient_contact (clinic_id, patient_id, contact_point_id)
      values (${tx.clinicId}, ${id}, ${point})`)
    return id
  })
}

async function reasonsOf(externalId: string): Promise<readonly string[] | undefined> {
  const rows = await clinic.tenant(async (tx) =>
    all(await listLapsed(tx.as('recall'), { asOf, overDays: 365 })),
  )
  return rows.find((row) => row.externalId === externalId)?.reasons
}

test('a patient about whom nothing is known has no reason', async () => {
  await patient('plain')
  expect(await reasonsOf('plain')).toEqual([])
})

test('who formally left is shown with that reason, who leaves later is not', async () => {
  await patient('left', { leftAt: asOf })
  await patient('leaving', { leftAt: asOf.add({ seconds: 1 }) })
  expect(await reasonsOf('left')).toEqual(['left_formally'])
  expect(await reasonsOf('leaving')).toEqual([])
})

test('what staff said of why a patient stays away is a reason until it is taken back', async () => {
  const patientId = await patient('said')
  const by = { kind: 'command_line', name: 'Ewa' } as const
  const record = (reason: 'no_time' | 'disappointed') =>
    clinic.tenant((tx) => recordDriftReason(tx.as('recall'), { patientId, reason, note: '', by }))
  await record('no_time')
  const second = await record('disappointed')
  expect(await reasonsOf('said')).toEqual(['disappointed'])
  if (!second.ok) throw new Error(second.error.kind)
  const { id } = second.value
  await clinic.tenant((tx) => takeBackDriftReason(tx.as('recall'), { patientId, id, by }))
  expect(await reasonsOf('said')).toEqual([])
})

test('a visit cancelled after the last one and never booked again is a reason', async () => {
  const cancelled = bookedVisit('2025-06-01T09:00:00Z', { state: 'cancelled', isImported: true })
  const missed = bookedVisit('2025-06-01T09:00:00Z', { state: 'no_show' })
  await patient('cancelled', { appointments: [cancelled] })
  await patient('missed', { appointments: [missed] })
  await patient('rebooked', { appointments: [cancelled, bookedVisit('2026-12-01T09:00:00Z')] })
  await patient('earlier', { appointments: [bookedVisit('2025-01-01T09:00:00Z', { state: 'cancelled' })] })
  expect(await reasonsOf('cancelled')).toEqual(['cancelled_never_rebooked'])
  expect(await reasonsOf('missed')).toEqual(['cancelled_never_rebooked'])
  expect(await reasonsOf('rebooked')).toEqual(['booked'])
  expect(await reasonsOf('earlier')).toEqual([])
})

test('treatment that was begun or planned and not finished is a reason', async () => {
  await patient('open', { procedures: [{ status: 'in-progress', code: 'D2740', performedAt: null }] })
  await patient('done', { procedures: [{ status: 'completed', code: 'D2740', performedAt: last.endedAt }] })
  expect(await reasonsOf('open')).toEqual(['unfinished_treatment'])
  expect(await reasonsOf('done')).toEqual([])
})

test.each([
  ['2025-02-10', ['insurance_changed']],
  ['2026-11-21', ['insurance_changed']],
  ['2026-11-22', []],
  ['2025-02-09', []],
])('cover that ended on %s, seen from the last visit and today: %j', async (endsOn, reasons) => {
  const id = await patient(`cover ${endsOn}`)
  await clinic.tenant((tx) =>
    tx.run(sql`
      insert into patients.coverage (clinic_id, id, patient_id, source, external_id, status, ends_on, revision)
      values (${tx.clinicId}, ${id}, ${id}, 'test', ${id}, 'active', ${endsOn}, '')`),
  )
  expect(await reasonsOf(`cover ${endsOn}`)).toEqual(reasons)
})

test('no way to reach the patient, or only one that does not work, is a reason', async () => {
  const id = await patient('wrong number')
  await clinic.tenant((tx) =>
    tx.run(sql`
      update patients.contact_point set validity = 'invalid'
      where clinic_id = ${tx.clinicId} and id in (
        select contact_point_id from patients.patient_contact where clinic_id = ${tx.clinicId} and patient_id = ${id})`),
  )
  expect(await reasonsOf('wrong number')).toEqual(['no_contact'])
})

test('after three years a patient is marked as probably lost', async () => {
  await patient('long gone', { visits: [finishedVisit('2023-11-22T09:00:00Z')] })
  expect(await reasonsOf('long gone')).toEqual(['probably_lost'])
})

test('reasons on a merged record are those of the survivor', async () => {
  const survivor = recordOf({ visits: [last] })
  const duplicate = recordOf({ procedures: [{ status: 'on-hold', code: null, performedAt: null }] })
  await clinic.tenant((tx) =>
    writePerson(tx, { survivor, duplicates: [duplicate] }, { externalId: 'merged', services: new Map() }),
  )
  expect(await reasonsOf('merged')).toEqual(['no_contact', 'unfinished_treatment'])
  expect(await reasonsOf('merged/0')).toBeUndefined()
})

test('the longest away come first', async () => {
  const rows = await clinic.tenant(async (tx) =>
    all(await listLapsed(tx.as('recall'), { asOf, overDays: 365 })),
  )
  expect(rows[0]?.externalId).toBe('long gone')
  expect(lapsedRowSchema.parse(JSON.parse(JSON.stringify(rows[0])))).toEqual({
    externalId: 'long gone',
    lastVisitEnd: '2023-11-22T09:00:00Z',
    reasons: ['probably_lost'],
  })
})
