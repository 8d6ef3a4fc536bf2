import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPatients, type WhyEntry, why } from '../../src/insights/why.ts'
import { type CampaignClinic, campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'

const database = await testDatabase()
let clinic: CampaignClinic

beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 4 })
  const [, stopper, booker] = clinic.patients
  if (!stopper || !booker) throw new Error('too few patients')
  const document = await shippedDocument('recall')
  await clinic.start({ ...document, holdOutShare: 0 }, 'Jesienna')
  // At night the gate holds; in the morning it sends.
  clinic.clock.advance({ hours: 13 })
  await clinic.work()
  clinic.clock.advance({ hours: 11 })
  await clinic.work()
  await clinic.say(stopper, 'STOP')
  await clinic.book(booker)
  for (let day = 0; day < 40; day += 2) {
    clinic.clock.advance({ hours: 48 })
    await clinic.work()
  }
})

afterAll(async () => {
  await clinic.db.close()
})

async function reasonsFor(patient: TestPatient | undefined, pageSize?: number): Promise<readonly WhyEntry[]> {
  if (patient === undefined) throw new Error('no patient')
  return clinic.db.tenant(clinic.clinicId, async (tx) => {
    const entries: WhyEntry[] = []
    for await (const entry of why(tx.as('insights'), patient.id, pageSize)) entries.push(entry)
    return entries
  })
}

describe('why', () => {
  it('tells in the order of time what was planned, decided, sent and answered', async () => {
    const entries = await reasonsFor(clinic.patients[1])
    const moments = entries.map((entry) => entry.at.epochMilliseconds)
    expect(moments).toEqual([...moments].sort((one, other) => one - other))
    const told = entries.map((entry) => entry.kind)
    for (const kind of ['enrolment', 'decision', 'message', 'received', 'consent'])
      expect(told).toContain(kind)
    expect(entries.find((entry) => entry.kind === 'enrolment' && entry.news === 'closed')).toMatchObject({
      reason: 'opted_out',
      campaign: { name: 'Jesienna' },
    })
  })

  it('tells the same however many facts are read at once', async () => {
    const [patient] = clinic.patients
    expect((await reasonsFor(patient, 2)).map(({ id }) => id)).toEqual(
      (await reasonsFor(patient)).map(({ id }) => id),
    )
  })

  it('gives every decision a trace that decides the same when it is replayed', async () => {
    const decisions = (await Promise.all(clinic.patients.map(async (patient) => reasonsFor(patient))))
      .flat()
      .filter((entry) => entry.kind === 'decision')
    expect(decisions.length).toBeGreaterThan(10)
    expect(new Set(decisions.map(({ outcome }) => outcome)).size).toBeGreaterThan(1)
    for (const decision of decisions) {
      expect(decision.trace.length).toBeGreaterThan(0)
      expect(decision.replayed).toEqual({ outcome: decision.outcome, reason: decision.reason, agrees: true })
    }
  })

  it('finds the patient by number and by id, in this clinic only', async () => {
    const [patient] = clinic.patients
    if (!patient) throw new Error('no patient')
    const find = async (text: string) =>
      clinic.db.tenant(clinic.clinicId, async (tx) => findPatients(tx.as('insights'), text))
    expect(await find('p0')).toMatchObject([{ id: patient.id, source: 'test' }])
    expect(await find(patient.id)).toMatchObject([{ id: patient.id }])
    expect(await find('p999')).toEqual([])
  })
})
