import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AuditFollower, followAudit } from '../../src/insights/audit/follow-audit.ts'
import { type Measuring, measureAudit } from '../../src/insights/audit/measure-audit.ts'
import { requestFirstAudit } from '../../src/insights/audit/request-first-audit.ts'
import { auditSteps } from '../../src/insights/contract/audit.ts'
import { auditRoutes } from '../../src/insights/routes/audit.ts'
import { failMeasurement, takeMeasurement } from '../../src/insights/store/audit-measurements.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { cyclesLock } from '../../src/recall/store/write-cycles.ts'
import { writeRecallType } from '../../src/recall/store/write-recall-type.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { finishedVisit, recordOf, writePeople, writeServices } from './recall-tables.ts'

const start = '2026-11-22T10:00:00Z'
const { clock, database, newClinic } = await recallDatabase(start)
const importer = { kind: 'command_line', name: 'kembali import' } as const

let clinic: RecallClinic
let door: StaffDoor

/** So many people due for hygiene in February, half of whom came. */
async function fill(due: number): Promise<void> {
  const visit = (day: string) => finishedVisit(`${day}T09:00:00Z`, 'hygiene')
  const people = Array.from({ length: due }, (_, index) => ({
    externalId: `p${index}`,
    person: {
      survivor: recordOf({
        visits: [visit('2025-08-10'), ...(index % 2 === 0 ? [visit('2026-02-20')] : [])],
      }),
      duplicates: [],
    },
  }))
  await clinic.tenant(async (tx) => writePeople(tx, people, await writeServices(tx)))
}

const measure = async (measuring?: Measuring) => measureAudit(database, clinic.clinicId, measuring)
const page = async () => (await door.get('/api/audit', 'read_only')).body
const states = async () =>
  (
    await clinic.tenant((tx) =>
      tx.sql<{ state: string }>(sql`
        select state from insights.audit_measurement where clinic_id = ${tx.clinicId} order by requested_at, id`),
    )
  ).map(({ state }) => state)

beforeEach(async () => {
  clock.moveTo(Temporal.Instant.from(start))
  clinic = await newClinic()
  door = await staffDoor({ db: database, clinicId: clinic.clinicId }, auditRoutes, 'pl')
})
afterEach(async () => {
  await door.close()
})

test('a page that is opened measures nothing; it shows what was measured, with its moment and in the words of the reader', async () => {
  await fill(40)
  expect(await page()).toMatchObject({ audit: null, measuring: null, failedAt: null })
  expect(await measure()).toBe(0)
  expect((await door.post('/api/audit/measure', {}, 'front_desk')).status).toBe(403)
  expect((await door.post('/api/audit/measure', {})).status).toBe(200)
  expect(await page()).toMatchObject({
    audit: null,
    measuring: { state: 'waiting', step: 0, steps: 4, stepName: null, by: 'Ewa owner' },
  })
  expect(await measure()).toBe(1)
  clock.advance({ hours: 2 })
  const shown = await page()
  expect(shown).toMatchObject({
    measuring: null,
    audit: {
      asOf: { iso: '2026-11-22T10:00:00Z', text: 'niedz. 22 lis 11:00' },
      recalled: { from: '22 lis 2025', people: { due: 40, returned: 20 } },
    },
  })
  expect(shown.audit.recalled.types[0]).toMatchObject({ due: 40, isEnabled: false, word: 'poniżej' })
  expect(shown.audit.data[0]).toMatchObject({ kind: 'history', name: 'Miesiące historii' })
})

test('who asks twice is measured once; who asks while one runs gets another after it', async () => {
  await door.post('/api/audit/measure', {})
  await door.post('/api/audit/measure', {}, 'manager')
  expect(await states()).toEqual(['waiting'])
  const taken = await clinic.tenant((tx) => takeMeasurement(tx.as('insights')))
  expect(taken).not.toBeNull()
  await door.post('/api/audit/measure', {}, 'manager')
  expect(await states()).toEqual(['running', 'waiting'])
  expect(await measure()).toBe(0)
  expect(await page()).toMatchObject({ measuring: { state: 'running', by: 'Ewa owner' } })
})

test('a measurement is stopped with its worker, and the next worker begins it anew', async () => {
  await fill(30)
  await door.post('/api/audit/measure', {})
  const stopping = new AbortController()
  await clinic.tenant(async (tx) => {
    // Somebody computes the cycles of the clinic: the measurement waits for them.
    await tx.sql(sql`select pg_advisory_xact_lock(${cyclesLock(tx.as('recall'))})`)
    const measured = measure({ signal: stopping.signal })
    await vi.waitFor(async () => expect(await states()).toEqual(['running']))
    stopping.abort()
    expect(await measured).toBe(1)
  })
  expect(await states()).toEqual(['waiting'])
  expect(await measure()).toBe(1)
  expect(await page()).toMatchObject({ measuring: null, audit: { recalled: { people: { due: 30 } } } })
})

test('one whose worker died is taken by another, three times; then it has failed, and the page says when', async () => {
  await door.post('/api/audit/measure', {})
  const take = async () => clinic.tenant((tx) => takeMeasurement(tx.as('insights')))
  for (let died = 0; died < 3; died += 1) {
    expect(await take()).not.toBeNull()
    expect(await take()).toBeNull()
    clock.advance({ minutes: 31 })
  }
  expect(await measure()).toBe(0)
  expect(await states()).toEqual(['failed'])
  const failed = await page()
  expect(failed).toMatchObject({ audit: null, measuring: null })
  expect(failed.failedAt.iso).toBe(clock.now().toString())
})

test('what a visit brings is said on the page, and the audit counts with it at once', async () => {
  await fill(40)
  await door.post('/api/audit/measure', {})
  await measure()
  expect((await page()).audit.gain).toMatchObject({ visitValueFrom: 'not_known', visitValueMinor: null })
  const told = { valueMinor: 31_000 }
  expect((await door.post('/api/audit/visit-value', told, 'front_desk')).status).toBe(403)
  expect((await door.post('/api/audit/visit-value', { valueMinor: 0 })).status).toBe(400)
  expect((await door.post('/api/audit/visit-value', told)).status).toBe(200)
  const { gain } = (await page()).audit
  expect(gain).toMatchObject({ visitValueFrom: 'clinic', visitValueMinor: 31_000 })
  // 40 in nine months are 53 a year: ten points of them are 5 visits.
  expect(gain.steps[0]).toMatchObject({ visits: { high: 5 }, moneyMinor: { high: 155_000 } })
})

test('an import asks for the first audit until recall has begun, later only people do', async () => {
  const ask = async () => clinic.tenant((tx) => requestFirstAudit(tx.as('insights'), importer))
  expect(await ask()).toBe(true)
  await measure()
  // The visits come in a second file.
  expect(await ask()).toBe(true)
  await measure()
  const type = (await loadRecallPacks()).get('dental_hygiene')
  if (type === undefined) throw new Error('no such type')
  await clinic.tenant((tx) =>
    writeRecallType(tx.as('recall'), { type, enabledBy: 'Ewa Zając', origin: 'pack' }),
  )
  expect(await ask()).toBe(false)
  expect(await states()).toEqual(['done', 'done'])
})

describe('whoever waits for a measurement', () => {
  const by = { kind: 'command_line', name: 'kembali audit' } as const
  const take = async () => clinic.tenant((tx) => takeMeasurement(tx.as('insights')))
  const follow = async (own: Partial<AuditFollower> = {}) => {
    const told: (string | null)[] = []
    const found = await followAudit(database, clinic.clinicId, {
      by,
      signal: new AbortController().signal,
      onStep: ({ step, requestedBy }) => told.push(`${requestedBy}: ${step}`),
      rest: async () => {
        throw new Error('nothing to wait for')
      },
      ...own,
    })
    return { found, told }
  }

  test('measures it where nobody else does, step by step, and gets what is kept', async () => {
    await fill(30)
    const { found, told } = await follow()
    expect(told).toEqual(auditSteps.map((step) => `kembali audit: ${step}`))
    expect(found).toMatchObject({ ok: true, value: { recalled: { people: { due: 30 } } } })
    expect(await states()).toEqual(['done'])
    expect(await page()).toMatchObject({ audit: { recalled: { people: { due: 30 } } } })
  })

  test('takes over what waits for a worker, and asks for no second one', async () => {
    await door.post('/api/audit/measure', {})
    const { found, told } = await follow()
    expect(found.ok).toBe(true)
    expect(told[0]).toBe('Ewa owner: due')
    expect(await states()).toEqual(['done'])
  })

  test('follows the one that a worker measures to its end', async () => {
    await fill(30)
    await door.post('/api/audit/measure', {})
    const working = new AbortController()
    let measured: Promise<number> | undefined
    await clinic.tenant(async (tx) => {
      // The worker has begun, and waits for the cycles that somebody computes.
      await tx.sql(sql`select pg_advisory_xact_lock(${cyclesLock(tx.as('recall'))})`)
      measured = measure({ signal: working.signal })
      await vi.waitFor(async () => expect(await states()).toEqual(['running']))
      const stopping = new AbortController()
      const left = await follow({ signal: stopping.signal, rest: async () => stopping.abort() })
      expect(left.found).toEqual({ ok: false, error: 'stopped' })
      expect(await states()).toEqual(['running'])
    })
    const { found } = await follow({ rest: async () => void (await measured) })
    expect(found).toMatchObject({ ok: true, value: { recalled: { people: { due: 30 } } } })
    expect(await states()).toEqual(['done'])
  })

  test('is told when it failed there', async () => {
    await door.post('/api/audit/measure', {})
    const taken = await take()
    if (taken === null) throw new Error('nothing to take')
    const rest = async () => clinic.tenant((tx) => failMeasurement(tx.as('insights'), taken))
    expect(await follow({ rest })).toEqual({
      found: { ok: false, error: 'failed' },
      told: ['Ewa owner: null'],
    })
  })

  test('may stop: what was measured waits again, and the next one begins it anew', async () => {
    await fill(30)
    const stopping = new AbortController()
    const onStep: AuditFollower['onStep'] = ({ step }) => {
      if (step === 'returns') stopping.abort()
    }
    expect((await follow({ signal: stopping.signal, onStep })).found).toEqual({ ok: false, error: 'stopped' })
    expect(await states()).toEqual(['waiting'])
    expect((await follow()).found).toMatchObject({ ok: true, value: { recalled: { people: { due: 30 } } } })
    expect(await states()).toEqual(['done'])
  })
})
