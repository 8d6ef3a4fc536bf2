import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { campaignRoutes } from '../../src/campaigns/routes.ts'
import type { AudienceDocument } from '../../src/campaigns/rules/audience-document.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { scheduledJobs } from '../../src/main/worker/scheduled-jobs.ts'
import { type CampaignClinic, campaignClinic } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { quietLog } from '../support/quiet-log.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
const packs = await loadOutreachPacks()
const nobody = '00000000-0000-4000-8000-000000000000'
const due: AudienceDocument = {
  programme: { kind: 'recall', recallTypes: ['dental_hygiene'], enrolFromDays: -90, enrolUntilDays: 90 },
}
const dueGrownUp: AudienceDocument = { ...due, criteria: { kind: 'age', from: 18 } }
let clinic: CampaignClinic
let door: StaffDoor

beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 6 })
  door = await staffDoor(clinic, (server) =>
    campaignRoutes(server, { ...packs, publicUrl: () => 'https://klonowa.example' }),
  )
  await door.post('/api/audiences', { name: 'Inna', document: due })
})

afterAll(async () => {
  await door.close()
  await clinic.db.close()
})

describe('the list of saved audiences', () => {
  it('is listed by pages, found by a part of its name, and has the size of its last count', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Łódź ${String(index + 1).padStart(2, '0')}`)
    const ids: string[] = []
    for (const name of names) ids.push((await door.post('/api/audiences', { name, document: due })).body.id)
    const first = (await door.get('/api/audiences?search=lodz&pageSize=10')).body
    expect(first).toMatchObject({ total: 12, page: 1, pageSize: 10 })
    expect(first.offered).toBe(13)
    expect(first.rows.map(({ name }: { name: string }) => name)).toEqual(names.slice(0, 10))
    const second = (await door.get('/api/audiences?search=lodz&pageSize=10&page=2')).body
    expect(second.rows.map(({ name }: { name: string }) => name)).toEqual(names.slice(10))
    expect((await door.get('/api/audiences?search=lodz&programme=one_off')).body.rows).toEqual([])
    expect(first.rows[0].size).toBeNull()

    const counted = (await door.post(`/api/audiences/${ids[0]}/count`, {})).body
    expect(counted).toMatchObject({ basis: 'exact', matching: 6 })
    const [sized] = (await door.get('/api/audiences?search=lodz 01')).body.rows
    expect(sized.size).toMatchObject({ matching: 6, reachable: counted.reachable })
    // Another version has another size, which nobody has counted yet; another name has the same.
    await door.post(`/api/audiences/${ids[0]}/versions`, { name: 'Łódź 00', document: due })
    expect((await door.get(`/api/audiences/${ids[0]}`)).body.size).toMatchObject({ matching: 6 })
    await door.post(`/api/audiences/${ids[0]}/versions`, { name: 'Łódź 00', document: dueGrownUp })
    expect((await door.get(`/api/audiences/${ids[0]}`)).body.size).toBeNull()
    expect((await door.post(`/api/audiences/${nobody}/count`, {})).status).toBe(404)
  })

  it('tells whoever saves what somebody else has changed meanwhile', async () => {
    const { body: saved } = await door.post('/api/audiences', { name: 'Meanwhile', document: due })
    const expected = { version: 1, name: 'Meanwhile' }
    const mine = { name: 'Meanwhile', document: dueGrownUp, expected }
    expect((await door.post(`/api/audiences/${saved.id}/versions`, mine)).body.version).toBe(2)
    const theirs = { ...mine, document: { ...due, criteria: { kind: 'age', to: 17 } } }
    const refused = { status: 409, body: { type: 'changed_meanwhile' } }
    expect(await door.post(`/api/audiences/${saved.id}/versions`, theirs)).toMatchObject(refused)
    const now = { ...theirs, expected: { version: 2, name: 'Meanwhile' } }
    const renamed = { ...now, name: 'Since renamed', document: dueGrownUp }
    expect((await door.post(`/api/audiences/${saved.id}/versions`, renamed, 'manager')).body.version).toBe(2)
    expect(await door.post(`/api/audiences/${saved.id}/versions`, now)).toMatchObject(refused)
    expect((await door.get(`/api/audiences/${saved.id}`)).body).toMatchObject({
      version: 2,
      name: 'Since renamed',
      createdBy: 'Ewa owner',
      changedBy: 'Ewa manager',
      isOffered: true,
    })
  })

  it('has sizes of last night: every offered audience is counted then, and only then', async () => {
    const { body: offered } = await door.post('/api/audiences', { name: 'Nightly', document: due })
    const { body: ended } = await door.post('/api/audiences', { name: 'Ended', document: due })
    await door.post(`/api/audiences/${ended.id}/end`, {})
    const job = scheduledJobs({ db: clinic.db, log: quietLog }).find(
      ({ name }) => name === 'campaigns.count-audiences',
    )
    await job?.run()
    expect((await door.get(`/api/audiences/${offered.id}`)).body.size).toBeNull()
    // 02:40 in Warsaw.
    clinic.clock.advance({ hours: 16, minutes: 40 })
    await job?.run()
    expect((await door.get(`/api/audiences/${offered.id}`)).body.size).toMatchObject({
      matching: 6,
      countedAt: { iso: '2026-11-25T01:40:00Z' },
    })
    expect((await door.get(`/api/audiences/${ended.id}`)).body).toMatchObject({
      size: null,
      isOffered: false,
    })
  })
})
