import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { enrolPatients } from '../../src/campaigns/enrol-patients.ts'
import { replayDecision } from '../../src/insights/rules/replay-decision.ts'
import type { GateCheck } from '../../src/outreach/rules/gate.ts'
import { recordDisabledType } from '../../src/recall/disable-recall-type.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'

// In a large clinic the cycles of a type that was turned off close later, in the worker; nobody is invited until then.

const database = await testDatabase()
const opened: CampaignClinic[] = []
let clinic: CampaignClinic

beforeEach(async () => {
  clinic = await campaignClinic(database.connection, { patients: 3, name: `Klinika ${opened.length}` })
  opened.push(clinic)
  const campaignId = await clinic.start({ ...(await shippedDocument('recall')), holdOutShare: 0 })
  await tenant((tx) => enrolPatients(tx.as('campaigns'), campaignId))
})
afterAll(async () => {
  for (const one of opened) await one.db.close()
})

const tenant = <T>(work: Parameters<typeof clinic.db.tenant<T>>[1]) => clinic.db.tenant(clinic.clinicId, work)

/** Turned off, as a large clinic has it until the worker has come: every cycle is still open. */
async function turnOff(key: string): Promise<void> {
  const done = await tenant((tx) => recordDisabledType(tx.as('recall'), { key, by: desk }))
  if (!done.ok) throw new Error(done.error.kind)
  const [row] = await tenant((tx) =>
    tx.sql<{ open: number }>(
      sql`select count(*)::int as open from recall.cycle where clinic_id = ${clinic.clinicId} and type_key = ${key} and closed_at is null`,
    ),
  )
  expect(row?.open).toBe(3)
}

async function messages() {
  return tenant((tx) =>
    tx.sql<{ state: string; state_reason: string | null }>(
      sql`select state, state_reason from outreach.message where clinic_id = ${clinic.clinicId}`,
    ),
  )
}

async function decisions() {
  return tenant((tx) =>
    tx.sql<{ stage: string; outcome: string; reason: string; at: Temporal.Instant; trace: GateCheck[] }>(
      sql`select stage, outcome, reason, at, trace from outreach.decision where clinic_id = ${clinic.clinicId} order by at, id`,
    ),
  )
}

test('what is queued for a type that was turned off is withheld at once, and says why', async () => {
  await clinic.plan()
  expect(await messages()).toHaveLength(3)
  await turnOff('dental_hygiene')
  await clinic.work()
  expect(clinic.given).toEqual([])
  expect(new Set((await messages()).map(({ state, state_reason }) => `${state} ${state_reason}`))).toEqual(
    new Set(['withheld type_off']),
  )
  const sending = (await decisions()).filter(({ stage }) => stage === 'sending')
  expect(sending).toHaveLength(3)
  for (const { outcome, reason, trace, at } of sending) {
    expect([outcome, reason]).toEqual(['exit', 'type_off'])
    expect(trace.at(-1)).toMatchObject({ check: 'type_off', passed: false, fact: 'off' })
    expect(replayDecision(trace, at)).toMatchObject({ outcome, reason, trace })
  }
})

test('nothing is planned any more for a type that was turned off, and its enrolments end', async () => {
  await turnOff('dental_hygiene')
  await clinic.work()
  expect(clinic.given).toEqual([])
  expect(await messages()).toEqual([])
  const ended = await tenant((tx) =>
    tx.sql<{ state: string; close_reason: string }>(
      sql`select state, close_reason from campaigns.enrolment where clinic_id = ${clinic.clinicId}`,
    ),
  )
  expect(ended).toEqual(Array.from({ length: 3 }, () => ({ state: 'left', close_reason: 'type_off' })))
})

test('another type that is turned off stops nobody, and the trace says that this one is on', async () => {
  await tenant(async (tx) => {
    const packs = await loadRecallPacks()
    await enableRecallTypes(tx.as('recall'), { keys: ['dental_xray'], by: desk, packs })
    await recordDisabledType(tx.as('recall'), { key: 'dental_xray', by: desk })
  })
  await clinic.work()
  expect(clinic.given).toHaveLength(3)
  const found = (await decisions()).map(({ trace }) => trace.find(({ check }) => check === 'type_off'))
  for (const check of found) expect(check).toMatchObject({ passed: true, fact: 'on' })
})
