import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { runWantedRebuild } from '../../src/recall/rebuild-soon.ts'
import { recallTypeRoutes } from '../../src/recall/routes/recall-types.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'

const patients = 12_000
const typeKey = 'dental_hygiene'

const { database, newClinic } = await recallDatabase('2026-11-22T10:00:00Z')
const packs = await loadRecallPacks()

let clinic: RecallClinic
let door: StaffDoor

beforeAll(async () => {
  clinic = await newClinic()
  const { clinicId } = clinic
  await clinic.tenant(async (tx) => {
    await tx.as('patients').run(sql`
      insert into patients.patient (clinic_id, id, source, external_id, full_name, birth_date, language, created_at, changed_at, revision)
      select ${clinicId}, md5('patient ' || n)::uuid, 'test', n::text, 'Pacjent ' || n, '1980-05-17', 'pl', ${tx.now}, ${tx.now}, 'r'
      from generate_series(1, ${patients}::int) n`)
    // Every third was here lately; the others long enough ago to be due.
    await tx.as('scheduling').run(sql`
      insert into scheduling.visit (clinic_id, id, patient_id, status, kind_code, started_at, ended_at, source, external_id, revision)
      select ${clinicId}, md5('visit ' || n)::uuid, md5('patient ' || n)::uuid, 'finished', 'hygiene',
        ${tx.now}::timestamptz - case when n % 3 = 0 then interval '30 days' else interval '400 days' end,
        ${tx.now}::timestamptz - case when n % 3 = 0 then interval '30 days' else interval '400 days' end, 'test', n::text, 'r'
      from generate_series(1, ${patients}::int) n`)
  })
  door = await staffDoor({ db: database, clinicId }, (server) => recallTypeRoutes(server, packs))
})
afterAll(async () => door.close())

const preview = async (mode: 'estimate' | 'exact') =>
  (await door.post('/api/recall-types/preview', { kind: 'enable', keys: [typeKey], mode }, 'clinician')).body
const openCycles = async () => {
  const [row] = await clinic.tenant((tx) =>
    tx.sql<{ count: number }>(
      sql`select count(*)::int as count from recall.cycle where clinic_id = ${clinic.clinicId} and closed_at is null`,
    ),
  )
  return row?.count
}

test('a large clinic is told an estimate whose interval holds what counting gives; neither stays', async () => {
  const [estimate, exact] = [await preview('estimate'), await preview('exact')]
  expect([estimate.basis, exact.basis]).toEqual(['estimate', 'exact'])
  const [guessed, counted] = [estimate.effects[0], exact.effects[0]]
  expect(counted).toMatchObject({ opens: patients, dueNow: (patients / 3) * 2, likely: null })
  for (const figure of ['opens', 'dueNow'] as const) {
    const { low, high } = guessed.likely[figure]
    expect(low).toBeLessThan(high)
    expect(counted[figure]).toBeGreaterThanOrEqual(low)
    expect(counted[figure]).toBeLessThanOrEqual(high)
  }
  expect(await openCycles()).toBe(0)
})

test('what was enabled is on at once, and the worker brings the due dates after it', async () => {
  const done = await door.post('/api/recall-types/enable', { keys: [typeKey] }, 'clinician')
  expect(done.body).toEqual({ keys: [typeKey], isUnderWay: true })
  const before = (await door.get('/api/recall-types')).body
  expect(before.followsSince).toMatchObject({ iso: '2026-11-22T10:00:00Z' })
  expect(before.types.find(({ key }: { key: string }) => key === typeKey).state).toBe('on')
  expect(await openCycles()).toBe(0)
  const run = () => clinic.tenant((tx) => runWantedRebuild(tx.as('recall')))
  expect(await run()).toBe(true)
  expect(await openCycles()).toBe(patients)
  expect((await door.get('/api/recall-types')).body.followsSince).toBeNull()
  expect(await run()).toBe(false)
})
