import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { ClinicRecallType } from '../../src/recall/contract/recall-type.ts'
import type { RecallTypes } from '../../src/recall/contract/recall-type-pages.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import {
  definitionOf,
  loadRecallPacks,
  type ShippedRecallType,
} from '../../src/recall/packs/load-recall-packs.ts'
import { recallTypeRoutes } from '../../src/recall/routes/recall-types.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'
import { type RecallClinic, recallDatabase } from './recall-clinic.ts'
import { finishedVisit, recordOf, writePeople, writeServices } from './recall-tables.ts'

const { database, newClinic } = await recallDatabase('2026-11-22T10:00:00Z')
const packs = await loadRecallPacks()
const typeKey = 'dental_hygiene'

/** Hygiene as the pack said it before it said six months and a day. */
const older = new Map(packs).set(typeKey, { ...typeOf(typeKey), interval: { months: 5, days: 0 } })

let clinic: RecallClinic
let door: StaffDoor
const doors: StaffDoor[] = []

beforeEach(async () => {
  clinic = await newClinic()
  await clinic.tenant(async (tx) => {
    const services = await writeServices(tx)
    const people = ['2026-04-15', '2026-10-30'].map((on, index) => ({
      externalId: `p${index}`,
      person: {
        survivor: recordOf({ visits: [finishedVisit(`${on}T09:00:00Z`, 'hygiene')] }),
        duplicates: [],
      },
    }))
    await writePeople(tx, people, services)
  })
  door = await staffDoor({ db: database, clinicId: clinic.clinicId }, (server) =>
    recallTypeRoutes(server, packs),
  )
  doors.push(door)
})
afterAll(async () => {
  await Promise.all(doors.map((one) => one.close()))
})

function typeOf(key: string): ShippedRecallType {
  const type = packs.get(key)
  if (type === undefined) throw new Error(`no ${key}`)
  return type
}

function wordsOf(key: string, changed: Partial<ClinicRecallType> = {}): ClinicRecallType {
  const { key: _key, verifiedOn: _on, status: _status, ...type } = definitionOf(typeOf(key))
  return { ...type, ...changed }
}

const rowOf = async (key: string) => {
  const { body }: { body: RecallTypes } = await door.get('/api/recall-types')
  return body.types.find((type) => type.key === key)
}
const openCycles = async () => {
  const [row] = await clinic.tenant((tx) =>
    tx.sql<{ count: number }>(sql`
      select count(*)::int as count from recall.cycle where clinic_id = ${clinic.clinicId} and closed_at is null`),
  )
  return row?.count
}

const changes = [
  ['/api/recall-types/preview', { kind: 'enable', keys: [typeKey] }],
  ['/api/recall-types/enable', { keys: [typeKey] }],
  ['/api/recall-types/disable', { key: typeKey }],
  ['/api/recall-types/define', { key: typeKey, type: wordsOf(typeKey) }],
] as const

describe('who may', () => {
  test.each(changes)('%s is for those who answer for recall types', async (url, body) => {
    expect((await door.post(url, body, 'nobody')).status).toBe(401)
    expect((await door.post(url, body, 'front_desk')).status).toBe(403)
    expect((await door.post(url, body, 'read_only')).status).toBe(403)
    expect(await openCycles()).toBe(0)
  })

  test('everybody who works here may read what is on and who decided it', async () => {
    expect((await door.get('/api/recall-types', 'read_only')).status).toBe(200)
    expect((await door.get(`/api/recall-types/${typeKey}`, 'read_only')).status).toBe(200)
    expect((await door.get('/api/recall-types', 'nobody')).status).toBe(401)
    expect((await door.get('/api/recall-types', 'read_only')).body.mayChange).toBe(false)
    expect((await door.get('/api/recall-types', 'clinician')).body.mayChange).toBe(true)
    expect((await door.get(`/api/recall-types/${typeKey}`, 'nobody')).status).toBe(401)
  })

  test.each([
    ['/api/recall-types/preview', { kind: 'enable', keys: [] }],
    ['/api/recall-types/preview', { kind: 'magic' }],
    ['/api/recall-types/enable', { keys: typeKey }],
    ['/api/recall-types/disable', {}],
    ['/api/recall-types/define', { key: null, type: { ...wordsOf(typeKey), priority: 0 } }],
    [
      '/api/recall-types/define',
      { key: null, type: { ...wordsOf(typeKey), interval: 'once', triggers: [{ kind: 'any_visit' }] } },
    ],
  ])('%s does not accept %j', async (url, body) => {
    const answer = await door.post(url, body, 'clinician')
    expect([answer.status, answer.body.type]).toEqual([400, 'not_accepted'])
  })
})

describe('the page of types', () => {
  test('holds every type, those of fitting packs first, each with its source and what it is for', async () => {
    const { body }: { body: RecallTypes } = await door.get('/api/recall-types')
    expect(body.types).toHaveLength(packs.size)
    expect(body.packs.map(({ key, fits }) => `${key} ${fits}`).slice(0, 2)).toEqual([
      'dental true',
      'gb_dental false',
    ])
    expect(await rowOf('dental_hygiene_child')).toMatchObject({
      name: 'Dental check-up, under 18',
      pack: 'dental',
      state: 'off',
      interval: { months: 6, days: 1 },
      age: { from: null, to: 17 },
      takesPlaceOf: [{ key: 'dental_hygiene', name: 'Dental hygiene' }],
      growsInto: [{ key: 'dental_hygiene', name: 'Dental hygiene' }],
      sourceUrl: 'https://www.nice.org.uk/guidance/cg19',
      status: 'suggested',
      reviewOn: { iso: '2027-11-22' },
      isReviewOverdue: false,
      enabled: null,
    })
  })

  test('counts the patients of what is on, and of them those whose time it is; of another clinic none', async () => {
    await door.post('/api/recall-types/enable', { keys: [typeKey] })
    const counts = await door.get('/api/recall-types/counts', 'read_only')
    expect(counts).toMatchObject({ body: { types: [{ key: typeKey, patients: 2, dueNow: 1 }] } })
    const { clinicId } = await newClinic()
    const neighbour = await staffDoor({ db: database, clinicId }, (server) => recallTypeRoutes(server, packs))
    doors.push(neighbour)
    expect((await neighbour.get('/api/recall-types/counts')).body).toEqual({ types: [] })
    expect((await door.get('/api/recall-types/counts', 'nobody')).status).toBe(401)
  })

  test('a type that is not there is not found', async () => {
    expect((await door.get('/api/recall-types/dental_magic')).status).toBe(404)
  })
})

describe('enabling', () => {
  test('shows first what it would do, does it under the name of who asks, and is audited', async () => {
    const preview = await door.post(
      '/api/recall-types/preview',
      { kind: 'enable', keys: [typeKey] },
      'clinician',
    )
    expect(preview).toEqual({
      status: 200,
      body: {
        basis: 'exact',
        effects: [
          {
            key: typeKey,
            name: 'Dental hygiene',
            isNamed: true,
            before: 0,
            after: 2,
            opens: 2,
            closes: 0,
            moves: 0,
            keptByHand: 0,
            dueNow: 1,
            likely: null,
          },
        ],
        changes: [],
      },
    })
    expect(await openCycles()).toBe(0)
    expect(await door.post('/api/recall-types/enable', { keys: [typeKey] }, 'clinician')).toMatchObject({
      status: 200,
    })
    expect(await openCycles()).toBe(2)
    expect(await rowOf(typeKey)).toMatchObject({ state: 'on', enabled: { by: 'Ewa clinician' } })
    const audit = await clinic.tenant((tx) =>
      tx.sql(sql`select actor_name, action, subject_id from clinic.audit
        where clinic_id = ${clinic.clinicId} and action like 'recall_type.%'`),
    )
    expect(audit).toEqual([
      { actor_name: 'Ewa clinician', action: 'recall_type.enabled', subject_id: typeKey },
    ])
  })

  test('a whole pack is its types together', async () => {
    const keys = [...packs.values()].filter(({ pack }) => pack === 'dental').map(({ key }) => key)
    const preview = await door.post('/api/recall-types/preview', { kind: 'enable', keys })
    expect(preview.body.effects.map(({ key }: { key: string }) => key)).toEqual(keys)
  })

  test('what no pack has is not found', async () => {
    for (const [url, body] of [
      ['/api/recall-types/enable', { keys: ['dental_magic'] }],
      ['/api/recall-types/preview', { kind: 'enable', keys: ['dental_magic'] }],
    ] as const)
      expect(await door.post(url, body)).toMatchObject({ status: 404, body: { type: 'unknown_types' } })
  })

  test('an update of the pack says field by field what is new and who moves', async () => {
    const { clinicId } = await newClinic()
    const neighbour = await staffDoor({ db: database, clinicId }, (server) => recallTypeRoutes(server, packs))
    doors.push(neighbour)
    await clinic.tenant(async (tx) => {
      const by = { kind: 'command_line', name: 'Dr Lis' } as const
      await enableRecallTypes(tx.as('recall'), { keys: [typeKey], by, packs: older })
    })
    expect(await rowOf(typeKey)).toMatchObject({ state: 'changed', interval: { months: 5, days: 0 } })
    const change = { field: 'interval', before: '{"days":0,"months":5}', after: '{"days":1,"months":6}' }
    expect((await door.get(`/api/recall-types/${typeKey}`)).body.changes).toEqual([change])
    const preview = await door.post('/api/recall-types/preview', { kind: 'enable', keys: [typeKey] })
    expect(preview.body).toMatchObject({
      effects: [{ moves: 2, opens: 0 }],
      changes: [{ key: typeKey, changes: [change] }],
    })
    // Nothing applied by itself, and nothing reaches another clinic.
    expect(await rowOf(typeKey)).toMatchObject({ state: 'changed' })
    expect((await neighbour.get(`/api/recall-types/${typeKey}`)).body.state).toBe('off')
  })
})

describe('disabling', () => {
  test('says who falls out, then closes their cycles', async () => {
    await door.post('/api/recall-types/enable', { keys: [typeKey] })
    const preview = await door.post('/api/recall-types/preview', { kind: 'disable', key: typeKey })
    expect(preview.body.effects).toMatchObject([{ before: 2, after: 0, closes: 2 }])
    expect((await door.post('/api/recall-types/disable', { key: typeKey }, 'clinician')).status).toBe(200)
    expect([await openCycles(), (await rowOf(typeKey))?.state]).toEqual([0, 'off'])
  })

  test.each([
    ['/api/recall-types/disable', { key: typeKey }],
    ['/api/recall-types/preview', { kind: 'disable', key: typeKey }],
  ])('%s is not found for what is not on', async (url, body) => {
    expect(await door.post(url, body)).toMatchObject({ status: 404, body: { type: 'not_enabled' } })
  })
})

describe("the clinic's own words", () => {
  test('take the place of a pack’s row, and the pack’s are one step away', async () => {
    await door.post('/api/recall-types/enable', { keys: [typeKey] })
    const type = wordsOf(typeKey, { interval: { months: 9, days: 0 } })
    const preview = await door.post('/api/recall-types/preview', { kind: 'define', key: typeKey, type })
    expect(preview.body).toMatchObject({
      effects: [{ moves: 2 }],
      changes: [{ changes: [{ field: 'interval', after: '{"days":0,"months":9}' }] }],
    })
    expect(await door.post('/api/recall-types/define', { key: typeKey, type }, 'clinician')).toEqual({
      status: 200,
      body: { keys: [typeKey], isUnderWay: false },
    })
    expect(await rowOf(typeKey)).toMatchObject({
      state: 'edited',
      status: 'clinic',
      interval: { months: 9, days: 0 },
      enabled: { by: 'Ewa clinician' },
    })
    const detail = await door.get(`/api/recall-types/${typeKey}`)
    expect(detail.body).toMatchObject({
      ownWords: { interval: { months: 9, days: 0 } },
      changes: [{ field: 'interval', after: '{"days":1,"months":6}' }],
    })
  })

  test('make a new type, listed first', async () => {
    const names = { en: 'Implant check', pl: 'Kontrola implantu', ru: 'Осмотр импланта', ms: 'Semak implan' }
    const type = wordsOf(typeKey, { names, supersededBy: [], succeeds: [] })
    const made = await door.post('/api/recall-types/define', { key: null, type })
    expect(made.body).toEqual({ keys: ['own_implant_check'], isUnderWay: false })
    const { body }: { body: RecallTypes } = await door.get('/api/recall-types')
    expect(body.types[0]).toMatchObject({ key: 'own_implant_check', pack: null, state: 'on' })
  })

  test.each([
    [{ supersededBy: ['dental_magic'] }, 404, 'unknown_types', 'body.type.supersededBy'],
    [{ succeeds: [typeKey] }, 409, 'circle', 'body.type.succeeds'],
  ])('%j is refused at its field', async (...[changed, status, type, path]) => {
    for (const kind of ['define', 'preview'] as const) {
      const body = {
        key: typeKey,
        type: wordsOf(typeKey, changed),
        ...(kind === 'preview' ? { kind: 'define' } : {}),
      }
      const answer = await door.post(`/api/recall-types/${kind}`, body)
      expect([answer.status, answer.body.type, answer.body.fields[0].path]).toEqual([status, type, path])
    }
  })
})
