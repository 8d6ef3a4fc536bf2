import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanupRoutes, driftReasonRoutes } from '../../src/recall/routes/cleanup.ts'
import { CleanupClinic } from '../support/cleanup-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
let clinic: CleanupClinic
let door: StaffDoor

beforeAll(async () => {
  clinic = await CleanupClinic.open(database.connection, 'cleanup routes')
  door = await staffDoor(
    clinic.records,
    (server) => {
      cleanupRoutes(server)
      driftReasonRoutes(server)
    },
    'pl',
  )
})
afterAll(async () => {
  await door.close()
  await clinic.close()
})

describe('the clean-up list', () => {
  it('says how much there is of each kind, and who could take it', async () => {
    const { status, body } = await door.get('/api/cleanup', 'read_only')
    expect(status).toBe(200)
    expect(body.kinds).toContainEqual({ kind: 'duplicate', open: 1, unowned: 1 })
    expect(body).toMatchObject({ owners: [], progress: { done: 0, of: 0, due: null }, away: 1 })
    expect(body.colleagues).toContain('Ewa front_desk')
    expect(body.colleagues).not.toContain('Ewa read_only')
  })

  it('shows the items of a kind in the reader’s language, addresses hidden', async () => {
    const { body } = await door.get('/api/cleanup/drift')
    expect(body.rows).toMatchObject([
      { number: 'F', fact: { kind: 'drift', lastVisit: { text: '1 paź 2024' } } },
    ])
    const contacts = await door.get('/api/cleanup/invalid_contact')
    expect(JSON.stringify(contacts.body)).not.toContain('celina@')
  })

  it('puts both records of a pair side by side', async () => {
    const item = await clinic.itemOf('duplicate')
    const { body } = await door.get(`/api/cleanup/duplicate/${item}`)
    expect(new Set([body.pair.one.number, body.pair.other.number])).toEqual(new Set(['A1', 'A2']))
  })

  it('is for staff only, and takes no kind, item or place that is none', async () => {
    expect((await door.get('/api/cleanup', 'nobody')).status).toBe(401)
    expect((await door.get('/api/cleanup/dust')).status).toBe(400)
    expect((await door.get('/api/cleanup/drift?after=nonsense')).status).toBe(400)
    expect((await door.get('/api/cleanup/drift/x')).status).toBe(400)
    expect((await door.get(`/api/cleanup/drift/${await clinic.idOf('B')}`)).status).toBe(404)
  })
})

describe('what staff do about it', () => {
  it('is not for those who may only read', async () => {
    const item = await clinic.itemOf('drift')
    const path = `/api/cleanup/drift/${item}`
    expect((await door.post(`${path}/decide`, { decision: 'cannot_tell' }, 'read_only')).status).toBe(403)
    expect((await door.post(`${path}/undo`, {}, 'read_only')).status).toBe(403)
    const given = { owner: 'Ewa front_desk', items: null }
    expect((await door.post('/api/cleanup/drift/assign', given, 'read_only')).status).toBe(403)
    const said = { reason: 'forgot' }
    expect((await door.post(`/api/patients/${item}/drift-reason`, said, 'read_only')).status).toBe(403)
  })

  it('is to give an item to somebody, decide it, and take that back', async () => {
    const item = await clinic.itemOf('no_birth_date')
    const given = await door.post(
      '/api/cleanup/no_birth_date/assign',
      { owner: 'front_desk@klonowa.example', items: [item] },
      'front_desk',
    )
    expect(given.body).toMatchObject({ owner: 'Ewa front_desk', items: 1, due: { iso: '2026-12-23' } })
    const path = `/api/cleanup/no_birth_date/${item}`
    const wrong = await door.post(`${path}/decide`, { decision: 'born', on: '2030-01-01' }, 'front_desk')
    expect(wrong).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'body.on', reason: 'not_possible' }] },
    })
    const born = { decision: 'born', on: '1961-02-03' }
    expect(await door.post(`${path}/decide`, born, 'front_desk')).toEqual({ status: 200, body: null })
    expect((await door.post(`${path}/decide`, born, 'front_desk')).status).toBe(404)
    expect((await door.get('/api/cleanup')).body.progress).toMatchObject({ done: 1, of: 1 })
    expect((await door.post(`${path}/undo`, {}, 'front_desk')).status).toBe(200)
    expect((await door.post(`${path}/undo`, {}, 'front_desk')).status).toBe(409)
  })

  it('is to say on the card why a patient stays away, and to take it back', async () => {
    const path = `/api/patients/${await clinic.idOf('F')}/drift-reason`
    expect((await door.post(path, { reason: 'no_time', note: 'New job' })).status).toBe(200)
    expect(await clinic.numbers('drift')).toEqual([])
    expect((await door.post(path, { reason: null })).status).toBe(200)
    expect((await door.post(path, { reason: null })).status).toBe(409)
    expect((await door.post(path, { reason: 'bored' })).status).toBe(400)
    expect(await clinic.numbers('drift')).toEqual(['F'])
  })
})
