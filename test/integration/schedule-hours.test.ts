import { afterAll, describe, expect, test } from 'vitest'
import { addPatient, givenCheckUp, importScheduleText, scheduleText } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { scheduleDesk } from '../support/schedule-desk.ts'

const { connection } = await testDatabase()
const desk = await scheduleDesk(connection, 'hours')
const elsewhere = await scheduleDesk(connection, 'other-hours')
const { clinic, door, read } = desk
const { clinic: other, door: otherDoor } = elsewhere
afterAll(async () => {
  await Promise.all([desk.close(), elsewhere.close()])
})

const person = { name: 'dr Ewa Sowa', kind: 'practitioner', hours: { fri: ['10:00-24:00'] } }

describe('a person', () => {
  test('is added with hours and services, offered from then on, and retired', async () => {
    const { body } = await door.post('/api/schedule/resources', {
      resource: { ...person, zone: 'Europe/London', speciality: 'ortodoncja' },
      serviceIds: [clinic.checkUp],
    })
    const row = await desk.resource(body.id)
    expect(row).toMatchObject({
      ...person,
      zone: 'Europe/London',
      speciality: 'ortodoncja',
      serviceIds: [clinic.checkUp],
      isImported: false,
    })
    const end = await door.post(`/api/schedule/resources/${row.id}/end`, { revision: row.revision })
    expect(end.status).toBe(200)
    expect((await desk.resource(row.id)).endedAt).not.toBeNull()
  })

  test('has hours by the rules of the schedule file', async () => {
    for (const hours of [
      { mon: ['8-16'] },
      { mon: ['16:00-08:00'] },
      { mon: ['08:00-12:00', '11:00-16:00'] },
      { someday: ['08:00-12:00'] },
    ]) {
      const body = { resource: { ...person, hours }, serviceIds: [] }
      expect((await door.post('/api/schedule/resources', body)).status).toBe(400)
    }
    const nowhere = { resource: { ...person, zone: 'Mars/Olympus' }, serviceIds: [] }
    expect(await door.post('/api/schedule/resources', nowhere)).toMatchObject({
      status: 400,
      body: { type: 'unknown_zone' },
    })
  })

  test('out of imported records keeps their name and end; only hours and services are given here', async () => {
    const id = '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a'
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      await tx
        .as('scheduling')
        .write.insertInto('scheduling.resource')
        .values({
          clinic_id: clinic.clinicId,
          id,
          kind: 'practitioner',
          name: 'dr Kos',
          source: 'emr',
          external_id: 'p-7',
        })
        .execute()
    })
    const { revision } = await desk.resource(id)
    const known = { id, revision }
    const said = { ...person, name: 'dr Kos' }
    const renamed = { resource: person, serviceIds: [], known }
    expect((await door.post('/api/schedule/resources', renamed)).body.type).toBe('of_records')
    expect((await door.post(`/api/schedule/resources/${id}/end`, { revision })).body.type).toBe('of_records')
    const body = { resource: said, serviceIds: [clinic.checkUp], known }
    expect((await door.post('/api/schedule/resources', body)).status).toBe(200)
    const row = await desk.resource(id)
    expect(row).toMatchObject({ isImported: true, hours: person.hours, serviceIds: [clinic.checkUp] })
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      await tx
        .as('scheduling')
        .write.insertInto('scheduling.slot')
        .values({
          clinic_id: clinic.clinicId,
          id,
          resource_id: id,
          starts_at: tx.now,
          ends_at: tx.now.add({ hours: 1 }),
          status: 'free',
          source: 'emr',
          external_id: 's-1',
          revision: '',
        })
        .execute()
    })
    const slotted = await desk.resource(id)
    expect(slotted.hasSlots).toBe(true)
    const other = {
      resource: { ...said, hours: {} },
      serviceIds: [],
      known: { id, revision: slotted.revision },
    }
    expect((await door.post('/api/schedule/resources', other)).body.type).toBe('hours_of_practice')
  })
})

describe('visits ahead', () => {
  const ahead = async (question: object) => (await door.post('/api/schedule/visits-ahead', question)).body

  test('are told for shorter hours, a service given no more, a closure and an end', async () => {
    await importScheduleText(clinic.db, clinic.clinicId, scheduleText)
    const patient = await addPatient(clinic)
    await givenCheckUp(clinic, {
      patientId: patient.id,
      doctor: clinic.doctorLis,
      startsAt: '2026-11-24T14:00:00Z',
    })
    const one = { visits: 1, first: { iso: '2026-11-24T14:00:00Z', text: 'Tue 24 Nov 15:00' } }
    const none = { visits: 0, first: null }
    const { hours, serviceIds, revision } = await desk.resource(clinic.doctorLis)
    const change = { kind: 'hours', id: clinic.doctorLis, revision, hours, serviceIds }
    expect(await ahead(change)).toEqual(none)
    expect((await ahead({ ...change, revision: 'older' })).type).toBe('changed_meanwhile')
    expect(await ahead({ ...change, hours: { ...hours, tue: ['08:00-15:00'] } })).toEqual(one)
    expect(await ahead({ ...change, serviceIds: [clinic.hygiene] })).toEqual(one)
    const checkUp = await desk.service('check-up')
    const givers = { kind: 'givers', id: checkUp.id, revision: checkUp.revision }
    expect(await ahead({ ...givers, resourceIds: checkUp.resourceIds })).toEqual(none)
    expect(await ahead({ ...givers, resourceIds: [clinic.doctorLis] })).toEqual(none)
    expect(await ahead({ ...givers, resourceIds: [clinic.doctorNowak] })).toEqual(one)
    expect((await ahead({ ...givers, revision: 'older', resourceIds: [] })).type).toBe('changed_meanwhile')
    expect(await ahead({ kind: 'end_service', id: clinic.checkUp })).toEqual(one)
    expect(await ahead({ kind: 'end_service', id: clinic.hygiene })).toEqual(none)
    expect(await ahead({ kind: 'end_resource', id: clinic.doctorLis })).toEqual(one)
    expect(await ahead({ kind: 'end_resource', id: clinic.doctorNowak })).toEqual(none)
    const closure = { date: '2026-11-24' }
    expect(await ahead({ kind: 'closure', closure })).toEqual(one)
    expect(
      await ahead({ kind: 'closure', closure: { ...closure, resources: [clinic.doctorNowak] } }),
    ).toEqual(none)
    expect(await ahead({ kind: 'closure', closure: { from: '2026-11-24T15:30', to: '2026-11-24' } })).toEqual(
      none,
    )
    expect((await otherDoor.post('/api/schedule/visits-ahead', { kind: 'closure', closure })).body).toEqual(
      none,
    )
  })
})

describe('a closure', () => {
  test('is added once, removed, and put back by what the removal answers', async () => {
    const body = {
      from: '2026-12-24T12:00',
      to: '2026-12-24',
      label: 'Wigilia',
      resources: [clinic.doctorLis],
    }
    const { body: added } = await door.post('/api/schedule/closures', body)
    expect((await door.post('/api/schedule/closures', body)).body.id).toBe(added.id)
    const wigilia = async () => (await read()).closures.filter(({ label }) => label === 'Wigilia')
    expect(await wigilia()).toMatchObject([
      {
        id: added.id,
        resourceId: clinic.doctorLis,
        from: { text: 'Thu 24 Dec 12:00' },
        to: { text: 'Thu 24 Dec' },
      },
    ])
    expect((await otherDoor.post(`/api/schedule/closures/${added.id}/remove`, {})).status).toBe(404)
    const removed = await door.post(`/api/schedule/closures/${added.id}/remove`, {})
    expect(await wigilia()).toEqual([])
    expect((await door.post('/api/schedule/closures', removed.body.closure)).body.id).toBe(added.id)
    expect(await wigilia()).toHaveLength(1)
    expect(await desk.audited('closure.added')).toHaveLength(2)
    expect(await desk.audited('closure.removed')).toHaveLength(1)
  })

  test('that is over, ends before it begins, or is of nobody here is refused', async () => {
    expect((await door.post('/api/schedule/closures', { date: '2026-11-22' })).body.type).toBe('in_the_past')
    for (const body of [
      { from: '2026-12-25', to: '2026-12-24' },
      { from: '2026-12-24T12:00', to: '2026-12-24T12:00' },
      { from: '2026-12-24' },
    ])
      expect((await door.post('/api/schedule/closures', body)).status).toBe(400)
    const alien = { date: '2026-12-31', resources: [other.doctorLis] }
    expect((await door.post('/api/schedule/closures', alien)).status).toBe(404)
  })
})
