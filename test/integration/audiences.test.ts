import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCampaign } from '../../src/campaigns/create-campaign.ts'
import { enrolPatients } from '../../src/campaigns/enrol-patients.ts'
import { readCampaign } from '../../src/campaigns/read-campaign.ts'
import { campaignRoutes } from '../../src/campaigns/routes.ts'
import type { AudienceDocument } from '../../src/campaigns/rules/audience-document.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { estimateFrom, sampleBuckets } from '../../src/patients/rules/estimate.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
const packs = await loadOutreachPacks()
const recall = await shippedDocument('recall')
const nobody = '00000000-0000-4000-8000-000000000000'
let clinic: CampaignClinic
let other: CampaignClinic
let door: StaffDoor
let otherDoor: StaffDoor

const doorOf = (to: CampaignClinic) =>
  staffDoor(to, (server) => campaignRoutes(server, { ...packs, publicUrl: () => 'https://klonowa.example' }))

beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 6 })
  other = await campaignClinic(database.connection, { patients: 3, name: 'Klinika Dębowa' })
  door = await doorOf(clinic)
  otherDoor = await doorOf(other)
})

afterAll(async () => {
  await door.close()
  await otherDoor.close()
  await clinic.db.close()
  await other.db.close()
})

const due: AudienceDocument = {
  programme: { kind: 'recall', recallTypes: ['dental_hygiene'], enrolFromDays: -90, enrolUntilDays: 90 },
}
const dueGrownUp: AudienceDocument = { ...due, criteria: { kind: 'age', from: 18 } }

describe('a saved audience', () => {
  it('has versions that never change, a name of its own, and says who uses it', async () => {
    const made = await door.post('/api/audiences', { name: 'Higiena', document: due })
    expect(made).toMatchObject({ status: 200, body: { version: 1 } })
    const { id } = made.body
    expect(await door.post('/api/audiences', { name: 'higiena', document: due })).toMatchObject({
      status: 409,
      body: { type: 'name_taken' },
    })
    // The same said again is no new version, another name is none either.
    expect(
      (await door.post(`/api/audiences/${id}/versions`, { name: 'Higiena', document: due })).body.version,
    ).toBe(1)
    expect(
      (await door.post(`/api/audiences/${id}/versions`, { name: 'Dorośli', document: dueGrownUp })).body
        .version,
    ).toBe(2)
    const { body } = await door.get(`/api/audiences/${id}`)
    expect(body).toMatchObject({
      name: 'Dorośli',
      version: 2,
      document: dueGrownUp,
      sentence: { head: { key: 'audiences.head.recall' } },
      versions: [
        { version: 2, document: dueGrownUp },
        { version: 1, document: due, createdBy: 'Ewa owner' },
      ],
    })
    const pinned = { ...recall, audience: { kind: 'saved', audienceId: id, version: 1 } }
    const campaign = await door.post('/api/campaigns', { name: 'Jesienna', document: pinned })
    expect(campaign.status).toBe(200)
    expect((await door.get('/api/audiences')).body.rows).toMatchObject([
      { name: 'Dorośli', usedBy: [{ name: 'Jesienna', audienceVersion: 1, state: 'draft' }] },
    ])
  })

  it('is pinned: a campaign keeps the version it began with, also when the audience is no longer offered', async () => {
    const { body: saved } = await door.post('/api/audiences', { name: 'Pinned', document: due })
    const { body: made } = await door.post('/api/campaigns', {
      name: 'Pinned',
      document: { ...recall, audience: { kind: 'saved', audienceId: saved.id, version: 1 } },
    })
    const noneNow: AudienceDocument = { ...due, criteria: { kind: 'age', from: 120 } }
    await door.post(`/api/audiences/${saved.id}/versions`, { name: 'Pinned', document: noneNow })
    expect(await door.post(`/api/audiences/${saved.id}/end`, {})).toMatchObject({ status: 200 })
    expect(await door.post(`/api/audiences/${saved.id}/end`, {})).toMatchObject({ status: 404 })
    expect((await door.post('/api/audiences', { name: 'Pinned', document: due })).status).toBe(200)
    await door.post(`/api/campaigns/${made.id}/state`, { verb: 'start' })
    const enrolled = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.sql(
        sql`select from campaigns.enrolment where clinic_id = ${clinic.clinicId} and campaign_id = ${made.id}`,
      ),
    )
    expect(enrolled).toHaveLength(6)
    await door.post(`/api/campaigns/${made.id}/state`, { verb: 'end' })
  })

  it.each<[string, object, string, string]>([
    ['a version that is not there', { version: 7 }, 'body.document.audience', 'unknown_audience'],
    ['an audience that is not there', { audienceId: nobody }, 'body.document.audience', 'unknown_audience'],
  ])('is refused to a campaign: %s', async (_, change, ...[path, reason]) => {
    const { body: saved } = await door.post('/api/audiences', {
      name: `For ${path} ${reason} ${_}`,
      document: due,
    })
    const audience = { kind: 'saved', audienceId: saved.id, version: 1, ...change }
    expect(await door.post('/api/campaigns', { name: 'X', document: { ...recall, audience } })).toMatchObject(
      {
        status: 400,
        body: { fields: [{ path, reason }] },
      },
    )
  })

  it('is refused to a campaign of another programme, and where a band of it has no words', async () => {
    const bands: AudienceDocument = { programme: { kind: 'reactivation', bands: ['inactive_12_18'] } }
    const { body: saved } = await door.post('/api/audiences', { name: 'Bands', document: bands })
    const audience = { kind: 'saved', audienceId: saved.id, version: 1 }
    expect(await door.post('/api/campaigns', { name: 'X', document: { ...recall, audience } })).toMatchObject(
      {
        status: 400,
        body: { fields: [{ reason: 'other_programme' }] },
      },
    )
    const reactivation = await shippedDocument('reactivation')
    const steps = reactivation.steps.map((step) => ({
      ...step,
      messageByBand: { overdue_3_6: 'reactivation_overdue_3_6' },
    }))
    expect(
      await door.post('/api/campaigns', { name: 'X', document: { ...reactivation, steps, audience } }),
    ).toMatchObject({ status: 400, body: { fields: [{ reason: 'band_without_words' }] } })
  })

  it('is the clinic’s own: the other one neither sees, changes, ends nor uses it', async () => {
    const { body: saved } = await door.post('/api/audiences', { name: 'Ours', document: due })
    expect((await otherDoor.get('/api/audiences')).body.rows).toEqual([])
    expect((await otherDoor.get(`/api/audiences/${saved.id}`)).status).toBe(404)
    expect(
      (await otherDoor.post(`/api/audiences/${saved.id}/versions`, { name: 'Theirs', document: due })).status,
    ).toBe(404)
    expect((await otherDoor.post(`/api/audiences/${saved.id}/end`, {})).status).toBe(404)
    const audience = { kind: 'saved', audienceId: saved.id, version: 1 }
    expect(
      (await otherDoor.post('/api/campaigns', { name: 'X', document: { ...recall, audience } })).status,
    ).toBe(400)
    expect((await otherDoor.post('/api/audiences', { name: 'Ours', document: due })).status).toBe(200)
  })

  it('is saved by who runs campaigns, seen by everybody who is signed in, and on the audit', async () => {
    expect((await door.post('/api/audiences', { name: 'Y', document: due }, 'front_desk')).status).toBe(403)
    expect((await door.get('/api/audiences', 'read_only')).status).toBe(200)
    expect((await door.get('/api/audiences', 'nobody')).status).toBe(401)
    const { body: saved } = await door.post('/api/audiences', { name: 'Audited', document: due }, 'manager')
    const rows = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.sql<{ action: string; actor_name: string }>(sql`
        select action, actor_name from clinic.audit where clinic_id = ${clinic.clinicId} and subject_id = ${saved.id}`),
    )
    expect(rows).toEqual([{ action: 'audience.saved', actor_name: 'Ewa manager' }])
  })
})

describe('an audience that is not saved', () => {
  it('is counted, sampled and explained', async () => {
    const { status, body } = await door.post('/api/audiences/count', { audience: dueGrownUp })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      basis: 'exact',
      matching: 6,
      matchingInterval: { low: 6, high: 6 },
      reachable: 6,
      groups: [{ key: 'dental_hygiene', patients: 6 }],
    })
    expect(body.sample).toHaveLength(6)
    const explained = await door.post('/api/audiences/explain', { audience: dueGrownUp })
    expect(explained.body.sentence).toMatchObject({
      head: { key: 'audiences.head.recall', values: { types: { names: ['Dental hygiene'] } } },
      parts: [{ phrase: { key: 'audiences.said.age.from', values: { from: 18, is: 'yes' } }, path: [] }],
    })
  })

  it.each<[string, object, string]>([
    ['a fault in its criteria', { kind: 'all', of: [{ kind: 'age' }] }, 'body.audience.criteria.of.0'],
    [
      'a doctor nobody knows',
      { kind: 'not', of: { kind: 'visited', providers: ['dr Nikt'] } },
      'body.audience.criteria.of.providers.0',
    ],
    [
      'a campaign of another clinic',
      { kind: 'campaign', campaigns: [nobody], answers: [] },
      'body.audience.criteria.campaigns.0',
    ],
  ])('is refused with its place: %s', async (_, criteria, path) => {
    for (const question of ['count', 'explain'])
      expect(
        await door.post(`/api/audiences/${question}`, {
          audience: { programme: { kind: 'one_off' }, criteria },
        }),
      ).toMatchObject({ status: 400, body: { fields: [{ path }] } })
  })

  it('may name a doctor as the schedule does; what is kept is the id', async () => {
    const criteria = { kind: 'visited', providers: ['dr Anna Lis'] }
    const { body: saved } = await door.post('/api/audiences', {
      name: 'By doctor',
      document: { programme: { kind: 'one_off' }, criteria },
    })
    const { body } = await door.get(`/api/audiences/${saved.id}`)
    const choices = await door.get('/api/audience-choices')
    const [lis] = choices.body.providers
    expect(lis).toMatchObject({ name: 'dr Anna Lis' })
    expect(body.document.criteria.providers).toEqual([lis.key])
    expect(body.sentence.parts[0].phrase.values.place).toEqual({ places: [['dr Anna Lis']] })
  })
})

describe('campaigns with audiences of each kind', () => {
  const simple = { ...recall, holdOutShare: 0 }

  async function enrolledBy(audience: (typeof recall)['audience']): Promise<readonly string[]> {
    const undo = new Error('undo')
    let entries: readonly string[] = []
    await clinic.db
      .tenant(clinic.clinicId, async (tx) => {
        const db = tx.as('campaigns')
        const made = await createCampaign(db, {
          campaign: { name: 'X', document: { ...simple, audience } },
          packs: packs.packs,
          actor: desk,
        })
        if (!made.ok) throw new Error(made.error.kind)
        expect((await readCampaign(db, made.value.id))?.document.audience).toEqual(audience)
        await db.run(
          sql`update campaigns.campaign set state = 'running' where clinic_id = ${db.clinicId} and id = ${made.value.id}`,
        )
        await enrolPatients(db, made.value.id)
        const rows = await db.sql<{ entry: string }>(sql`
          select patient_id || ' ' || entry_key || ' ' || anchor_on as entry from campaigns.enrolment
          where clinic_id = ${db.clinicId} and campaign_id = ${made.value.id} order by 1`)
        entries = rows.map(({ entry }) => entry)
        throw undo
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error
      })
    return entries
  }

  it('enrol the same patients by the same entries, whether the audience is written simply or with criteria', async () => {
    const simply = await enrolledBy({
      kind: 'due',
      recallTypes: [],
      enrolFromDays: -90,
      enrolUntilDays: 90,
      ages: { from: 18 },
      nothingBooked: true,
    })
    const composed = await enrolledBy({
      kind: 'criteria',
      programme: { kind: 'recall', recallTypes: [], enrolFromDays: -90, enrolUntilDays: 90 },
      criteria: {
        kind: 'all',
        of: [
          { kind: 'age', from: 18 },
          { kind: 'next_visit', has: false },
        ],
      },
    })
    expect(simply).toHaveLength(6)
    expect(composed).toEqual(simply)
    expect(simply[0]).toMatch(/ dental_hygiene:2026-05-18 2026-11-19$/)
  })

  it('of a one-off enrol everybody once, and never again', async () => {
    const document = {
      ...simple,
      kind: 'one_off' as const,
      purpose: 'marketing' as const,
      steps: simple.steps
        .filter(({ kind }) => kind === 'education')
        .map((step) => ({ ...step, anchor: 'enrolled' as const, days: 0, latestDays: 30 })),
      audience: { kind: 'criteria' as const, programme: { kind: 'one_off' as const } },
    }
    const { body: made } = await otherDoor.post('/api/campaigns', { name: 'Nowy gabinet', document })
    const started = await otherDoor.post(`/api/campaigns/${made.id}/state`, { verb: 'start' })
    expect(started.body).toEqual({ state: 'running', enrolled: 3 })
    const again = await other.db.tenant(other.clinicId, async (tx) => {
      await tx.run(
        sql`update campaigns.enrolment set state = 'exhausted' where clinic_id = ${other.clinicId}`,
      )
      return enrolPatients(tx.as('campaigns'), made.id)
    })
    expect(again).toBe(0)
  })
})

describe('an estimate', () => {
  const patients = 20_000
  let crowd: CampaignClinic
  let crowdDoor: StaffDoor

  beforeAll(async () => {
    crowd = await campaignClinic(database.connection, { patients: 1, name: 'Klinika Wielka' })
    crowdDoor = await doorOf(crowd)
    await crowd.db.tenant(crowd.clinicId, async (tx) => {
      await tx.run(sql`
        insert into patients.patient (clinic_id, id, source, external_id, full_name, birth_date, created_at, changed_at, revision)
        select ${crowd.clinicId}, md5('crowd ' || n)::uuid, 'crowd', n::text, 'Pacjent ' || n, date '1930-01-01' + n * 2,
          ${tx.now}, ${tx.now}, ''
        from generate_series(1, ${patients}) n`)
    })
  })

  afterAll(async () => {
    await crowdDoor.close()
    await crowd.db.close()
  })

  const audience = { programme: { kind: 'one_off' }, criteria: { kind: 'age', from: 30, to: 65 } }

  it('says that it is one, holds the exact count in its interval, and shows the same twenty patients', async () => {
    const estimate = (await crowdDoor.post('/api/audiences/count', { audience, mode: 'estimate' })).body
    const exact = (await crowdDoor.post('/api/audiences/count', { audience, mode: 'exact' })).body
    expect([estimate.basis, exact.basis]).toEqual(['estimate', 'exact'])
    expect(exact.matching).toBeGreaterThan(5_000)
    expect(estimate.matchingInterval.low).toBeLessThanOrEqual(exact.matching)
    expect(estimate.matchingInterval.high).toBeGreaterThanOrEqual(exact.matching)
    expect(estimate.matchingInterval.high - estimate.matchingInterval.low).toBeLessThan(exact.matching * 0.1)
    expect(exact.sample).toHaveLength(20)
    expect(estimate.sample).toEqual(exact.sample)
    // Nobody in the crowd has an address; the one who has may not be sent advertising in Poland.
    expect(exact.leftOut).toEqual([
      { reason: 'no_contact', patients: exact.matching - 1 },
      { reason: 'purpose_not_allowed', patients: 1 },
    ])
  })

  it('of a small clinic is the count itself', async () => {
    const { body } = await door.post('/api/audiences/count', { audience: due, mode: 'estimate' })
    expect(body).toMatchObject({ basis: 'exact', matching: 6 })
  })

  it('holds the truth in 95 of 100 draws: whichever buckets had been taken', async () => {
    const rows = await crowd.db.tenant(crowd.clinicId, async (tx) =>
      tx.sql<{ bucket: number; found: number }>(sql`
        select sample_bucket as bucket, count(*)::integer as found from patients.patient
        where clinic_id = ${crowd.clinicId} and birth_date < date '1961-11-23' group by 1`),
    )
    const found = new Map(rows.map((row) => [row.bucket, row.found]))
    const truth = rows.reduce((sum, row) => sum + row.found, 0)
    const taken = 64
    let held = 0
    for (let first = 0; first < sampleBuckets; first += 1) {
      let sum = 0
      for (let step = 0; step < taken; step += 1) sum += found.get((first + step) % sampleBuckets) ?? 0
      const { low, high } = estimateFrom(sum, taken)
      if (low <= truth && truth <= high) held += 1
    }
    expect(held / sampleBuckets).toBeGreaterThan(0.9)
  })
})
