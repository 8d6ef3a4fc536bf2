import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { duplicateRoutes } from '../../src/patients/duplicate-routes.ts'
import { testDatabase } from '../support/database.ts'
import { anna, annaAgain, DuplicatesClinic } from '../support/duplicates-clinic.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
let clinic: DuplicatesClinic
let door: StaffDoor
let path: string

beforeAll(async () => {
  clinic = await DuplicatesClinic.open(database.connection, 'duplicate routes')
  await clinic.bring(anna, annaAgain, 'C,Jan,Kowalski,1970-01-02,male,600100403,,,,,,yes')
  await clinic.search()
  door = await staffDoor(clinic.records, duplicateRoutes, 'pl')
  const { oneId, otherId } = await clinic.pair()
  path = `/api/duplicates/${oneId}/${otherId}`
})
afterAll(async () => {
  await door.close()
  await clinic.close()
})

describe('the list of duplicates', () => {
  it('shows both records side by side to whoever may see patients', async () => {
    const { status, body } = await door.get('/api/duplicates', 'read_only')
    expect(status).toBe(200)
    expect(body).toMatchObject({ counts: { proposed: 1, merged: 0, kept_apart: 0 }, total: 1, page: 1 })
    const sides = [body.rows[0].one, body.rows[0].other]
    expect(new Set(sides.map(({ number, name }) => `${number} ${name}`))).toEqual(
      new Set(['A Anna Zawadzka', 'B Ania Zawadzka']),
    )
    expect(sides[0].birthDate).toEqual({ iso: '1980-05-17', text: '17 maj 1980' })
    expect(JSON.stringify(sides)).not.toContain('600100401')
  })

  it('is for staff only, and takes no page that is none', async () => {
    expect((await door.get('/api/duplicates', 'nobody')).status).toBe(401)
    expect((await door.get('/api/duplicates?page=0')).status).toBe(400)
    expect((await door.get('/api/duplicates?state=withdrawn')).status).toBe(400)
  })
})

describe('a decision', () => {
  it('is not for those who may only read', async () => {
    for (const action of ['merge', 'apart', 'undo'])
      expect((await door.post(`${path}/${action}`, { survivorId: null }, 'read_only')).status).toBe(403)
  })

  it('about two that are no pair is not found', async () => {
    const { oneId } = await clinic.pair()
    const elsewhere = `/api/duplicates/${oneId}/${await clinic.idOf('C')}`
    expect((await door.post(`${elsewhere}/merge`, { survivorId: null })).status).toBe(404)
    expect((await door.post(`${elsewhere}/apart`, {})).status).toBe(404)
    expect((await door.post(`${elsewhere}/undo`, {})).status).toBe(404)
  })

  it('to merge, then to undo, is the front desk’s, and is shown with its author', async () => {
    const survivorId = await clinic.idOf('B')
    const merged = await door.post(`${path}/merge`, { survivorId }, 'front_desk')
    expect(merged).toEqual({ status: 200, body: { survivorId } })
    const [row] = (await door.get('/api/duplicates?state=merged')).body.rows
    expect(row).toMatchObject({ survivorId, canUndo: true, decision: { by: 'Ewa front_desk' } })
    expect(await door.post(`${path}/merge`, { survivorId: null })).toMatchObject({
      status: 409,
      body: { type: 'one_person_already' },
    })
    const undone = await door.post(`${path}/undo`, {}, 'front_desk')
    expect(undone).toEqual({ status: 200, body: { restoredId: await clinic.idOf('A') } })
    expect(await door.post(`${path}/undo`, {})).toMatchObject({
      status: 409,
      body: { type: 'not_merged_here' },
    })
  })

  it('to keep apart takes the pair off the list', async () => {
    expect(await door.post(`${path}/apart`, {}, 'clinician')).toEqual({ status: 200, body: null })
    expect((await door.get('/api/duplicates')).body).toMatchObject({
      counts: { proposed: 0, merged: 0, kept_apart: 1 },
      rows: [],
    })
  })
})
