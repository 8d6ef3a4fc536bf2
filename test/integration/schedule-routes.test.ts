import { afterAll, describe, expect, test } from 'vitest'
import { importScheduleText, scheduleText } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { scheduleDesk } from '../support/schedule-desk.ts'

const { connection } = await testDatabase()
const desk = await scheduleDesk(connection, 'schedule')
const elsewhere = await scheduleDesk(connection, 'other-schedule')
const { clinic, door, read } = desk
const { clinic: other, door: otherDoor } = elsewhere
afterAll(async () => {
  await Promise.all([desk.close(), elsewhere.close()])
})

const service = { name: 'Wybielanie', minutes: 60, bookable: false, value: 499.99 }
const person = { name: 'dr Ewa Sowa', kind: 'practitioner', hours: { fri: ['10:00-24:00'] } }

describe('reading', () => {
  test('whoever sees patients reads it, and only who runs the clinic may change it', async () => {
    expect((await door.get('/api/schedule', 'nobody')).status).toBe(401)
    for (const [role, mayChange] of [
      ['owner', true],
      ['manager', true],
      ['front_desk', false],
      ['clinician', false],
      ['read_only', false],
    ] as const)
      expect((await door.get('/api/schedule', role)).body).toMatchObject({ mayChange, currency: 'PLN' })
  })

  test('it says what is offered, who gives it, when, and when not', async () => {
    const { services, resources, closures } = await read()
    expect(services.map(({ key, minutes, isBookable }) => [key, minutes, isBookable])).toEqual([
      ['hygiene', 45, true],
      ['check-up', 30, true],
    ])
    expect(resources.find(({ name }) => name === 'dr Piotr Nowak')).toMatchObject({
      kind: 'practitioner',
      hours: { tue: ['14:00-20:00'], thu: ['14:00-20:00'] },
      serviceIds: [clinic.checkUp],
      isImported: false,
      hasSlots: false,
      endedAt: null,
    })
    expect(resources[0]?.hours.mon).toEqual(['08:00-12:00', '13:00-17:00'])
    expect(closures).toEqual([
      expect.objectContaining({
        resourceId: null,
        label: 'Boże Narodzenie',
        from: { iso: '2026-12-24T23:00:00Z', text: 'Fri 25 Dec' },
        to: { iso: '2026-12-25T23:00:00Z', text: 'Fri 25 Dec' },
      }),
    ])
  })

  test('a closure that begins inside of a day says when, and what another clinic plans is not here', async () => {
    await importScheduleText(
      other.db,
      other.clinicId,
      `
services: [{ key: check-up, name: Kontrola, minutes: 20 }]
resources: [{ key: lis, name: dr Ewa Lis, hours: { mon: ["08:00-12:00"] } }]
closures: [{ from: 2026-12-24T12:00, to: 2027-01-01, resources: [lis] }]
`,
    )
    const there = await elsewhere.read()
    expect(there.closures).toEqual([
      expect.objectContaining({
        resourceId: other.doctorLis,
        from: expect.objectContaining({ text: 'Thu 24 Dec 12:00' }),
        to: expect.objectContaining({ text: 'Fri 1 Jan 2027' }),
      }),
    ])
    expect(there.services.filter(({ endedAt }) => endedAt === null)).toHaveLength(1)
    expect(there.resources.find(({ name }) => name === 'dr Piotr Nowak')?.endedAt).not.toBeNull()
    expect((await read()).closures).toHaveLength(1)
  })

  test('its revision changes with whatever a row says', async () => {
    const before = (await read()).resources.find(({ id }) => id === clinic.doctorLis)
    expect((await read()).resources.find(({ id }) => id === clinic.doctorLis)?.revision).toBe(
      before?.revision,
    )
    const twin = (await elsewhere.read()).resources.find(({ id }) => id === other.doctorLis)
    expect(twin?.revision).not.toBe(before?.revision)
  })
})

describe('who may', () => {
  const nobody = '00000000-0000-4000-8000-000000000000'
  test.each([
    ['/api/schedule/services', { service, resourceIds: [] }],
    ['/api/schedule/resources', { resource: person, serviceIds: [] }],
    [`/api/schedule/services/${nobody}/end`, { revision: '' }],
    [`/api/schedule/services/${nobody}/restore`, { revision: '' }],
    [`/api/schedule/resources/${nobody}/end`, { revision: '' }],
    [`/api/schedule/resources/${nobody}/restore`, { revision: '' }],
    ['/api/schedule/closures', { date: '2026-12-31' }],
    [`/api/schedule/closures/${nobody}/remove`, {}],
    ['/api/schedule/visits-ahead', { kind: 'end_service', id: nobody }],
  ])('%s is for those who run the clinic', async (url, body) => {
    for (const role of ['front_desk', 'clinician', 'read_only'] as const)
      expect((await door.post(url, body, role)).status).toBe(403)
  })
})

describe('a service', () => {
  test('is added under a key of its name, given by whom it says, changed, retired and brought back, on record', async () => {
    const added = await door.post('/api/schedule/services', { service, resourceIds: [clinic.doctorNowak] })
    expect(added.status).toBe(200)
    const row = await desk.service('wybielanie')
    expect(row).toMatchObject({ minutes: 60, isBookable: false, valueMinor: 49_999, endedAt: null })
    expect(row.resourceIds).toEqual([clinic.doctorNowak])
    const known = { id: row.id, revision: row.revision }
    const changed = { service: { name: 'Wybielanie zębów', minutes: 45 }, resourceIds: [], known }
    expect((await door.post('/api/schedule/services', changed)).status).toBe(200)
    const next = await desk.service('wybielanie')
    expect(next).toMatchObject({
      id: row.id,
      minutes: 45,
      isBookable: true,
      valueMinor: null,
      resourceIds: [],
    })
    const saved = await desk.audited('service.saved')
    expect(saved).toHaveLength(2)
    expect(saved).toContainEqual({
      actor_name: 'Ewa owner',
      detail: { before: null, after: expect.objectContaining({ minutes: 60 }) },
    })
    expect(saved).toContainEqual({
      actor_name: 'Ewa owner',
      detail: {
        before: expect.objectContaining({ minutes: 60 }),
        after: expect.objectContaining({ minutes: 45 }),
      },
    })
    const end = await door.post(
      `/api/schedule/services/${row.id}/end`,
      { revision: next.revision },
      'manager',
    )
    expect(end.status).toBe(200)
    const ended = await desk.service('wybielanie')
    expect(ended.endedAt).not.toBeNull()
    const again = { ...changed, known: { id: row.id, revision: ended.revision } }
    expect((await door.post('/api/schedule/services', again)).status).toBe(404)
    const back = await door.post(`/api/schedule/services/${row.id}/restore`, { revision: ended.revision })
    expect(back.status).toBe(200)
    expect((await desk.service('wybielanie')).revision).toBe(next.revision)
    expect(await desk.audited('service.ended')).toHaveLength(1)
    expect(await desk.audited('service.restored')).toHaveLength(1)
  })

  test('saved the same changes nothing and is not on record', async () => {
    const before = (await desk.audited('service.saved')).length
    const { id, revision, name, minutes, isBookable, resourceIds } = await desk.service('hygiene')
    const body = { service: { name, minutes, bookable: isBookable }, resourceIds, known: { id, revision } }
    expect((await door.post('/api/schedule/services', body)).status).toBe(200)
    expect((await desk.service('hygiene')).revision).toBe(revision)
    expect((await desk.audited('service.saved')).length).toBe(before)
  })

  test('whoever saves second is told, whether a person or a file came first', async () => {
    const { id, revision } = await desk.service('hygiene')
    const body = (minutes: number) => ({
      service: { name: 'Higienizacja', minutes },
      resourceIds: [clinic.doctorLis],
      known: { id, revision },
    })
    expect((await door.post('/api/schedule/services', body(50))).status).toBe(200)
    expect(await door.post('/api/schedule/services', body(55))).toMatchObject({
      status: 409,
      body: { type: 'changed_meanwhile' },
    })
    const seen = await desk.service('hygiene')
    await importScheduleText(clinic.db, clinic.clinicId, scheduleText)
    const late = { ...body(55), known: { id, revision: seen.revision } }
    expect((await door.post('/api/schedule/services', late)).body.type).toBe('changed_meanwhile')
    expect((await desk.service('hygiene')).minutes).toBe(45)
  })

  test('of two who save at once, one is told', async () => {
    const { id, revision } = await desk.service('hygiene')
    const answers = await Promise.all(
      [70, 80].map((minutes) =>
        door.post('/api/schedule/services', {
          service: { name: 'Higienizacja', minutes },
          resourceIds: [clinic.doctorLis],
          known: { id, revision },
        }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  test('is refused by the rules of the schedule file, and a key is one service’s only', async () => {
    for (const wrong of [
      { minutes: 4 },
      { minutes: 601 },
      { name: ' ' },
      { key: 'Nie Tak' },
      { value: -1 },
    ]) {
      const body = { service: { ...service, ...wrong }, resourceIds: [] }
      expect((await door.post('/api/schedule/services', body)).status).toBe(400)
    }
    const taken = { service: { ...service, key: 'hygiene' }, resourceIds: [] }
    expect((await door.post('/api/schedule/services', taken)).body.type).toBe('key_taken')
  })

  test('of another clinic is not found, and does not give anything to its people', async () => {
    const { id, revision } = await desk.service('hygiene')
    expect((await otherDoor.post(`/api/schedule/services/${id}/end`, { revision })).status).toBe(404)
    await otherDoor.post('/api/schedule/services', {
      service: { ...service, key: 'alien' },
      resourceIds: [clinic.doctorLis],
    })
    expect((await elsewhere.service('alien')).resourceIds).toEqual([])
    expect((await read()).services.map(({ key }) => key)).not.toContain('alien')
  })
})
