import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schedulingRoutes } from '../../src/scheduling/routes.ts'
import { addPatient, type BookingClinic, bookingClinic, type TestPatient } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
const nobody = '00000000-0000-4000-8000-000000000000'
let clinic: BookingClinic
let door: StaffDoor
let patient: TestPatient

beforeAll(async () => {
  clinic = await bookingClinic(database.connection)
  clinic.clock.advance({ minutes: 1 })
  patient = await addPatient(clinic)
  door = await staffDoor(clinic, schedulingRoutes)
})

afterAll(async () => {
  await door.close()
  await clinic.db.close()
})

async function openTime(after = 0) {
  const { body } = await door.get(
    `/api/open-times?serviceId=${clinic.checkUp}&resourceId=${clinic.doctorLis}`,
  )
  return body.times[after]
}

async function book(who: TestPatient) {
  const time = await openTime()
  const wish = {
    patientId: who.id,
    serviceId: clinic.checkUp,
    resourceId: time.resourceId,
    startsAt: time.startsAt.iso,
  }
  return { wish, answer: await door.post('/api/appointments', wish, 'front_desk') }
}

describe('booking at the desk', () => {
  it('knows what may be booked, with whom and when', async () => {
    const { body } = await door.get('/api/services', 'read_only')
    expect(body.services).toContainEqual({
      id: clinic.checkUp,
      key: 'check-up',
      name: 'Wizyta kontrolna',
      minutes: 30,
    })
    const nowak = body.resources.find((one: { id: string }) => one.id === clinic.doctorNowak)
    expect(nowak).toMatchObject({ name: 'dr Piotr Nowak', serviceIds: [clinic.checkUp] })
    const { body: wednesday } = await door.get(
      `/api/open-times?serviceId=${clinic.hygiene}&from=2026-11-25&days=1`,
    )
    expect(wednesday.times[0]).toMatchObject({
      time: '12:00',
      day: { key: '2026-11-25', text: 'Wed 25 Nov' },
      resource: 'dr Anna Lis',
    })
    const days = wednesday.times.map((one: { day: { key: string } }) => one.day.key)
    expect(new Set(days)).toEqual(new Set(['2026-11-25']))
  })

  it('books a time once, and tells the next who asks that it is taken', async () => {
    const { wish, answer } = await book(patient)
    expect(answer).toMatchObject({ status: 200, body: { isNew: true } })
    const other = await addPatient(clinic, { name: 'Ewa Inna', phone: '+48600000101' })
    const second = await door.post('/api/appointments', { ...wish, patientId: other.id })
    expect(second).toMatchObject({ status: 409, body: { type: 'taken' } })
  })

  it('confirms, moves and cancels, and refuses what is over', async () => {
    const mover = await addPatient(clinic, { name: 'Olga Ruchoma', phone: '+48600000102' })
    const { answer } = await book(mover)
    const old = `/api/appointments/${answer.body.appointmentId}`
    expect((await door.post(`${old}/confirm`, {})).body).toEqual({ isNew: true })
    const later = await openTime(3)
    const wish = { startsAt: later.startsAt.iso, resourceId: later.resourceId }
    const moved = await door.post(`${old}/move`, wish)
    expect(moved.body).toMatchObject({ isNew: true })
    expect(moved.body.appointmentId).not.toBe(answer.body.appointmentId)
    const again = await door.post(`${old}/move`, wish)
    expect(again).toMatchObject({ status: 409, body: { type: 'is_over' } })
    const now = `/api/appointments/${moved.body.appointmentId}`
    expect((await door.post(`${now}/cancel`, {})).body).toEqual({ isNew: true })
    expect((await door.post(`${now}/cancel`, {})).body).toEqual({ isNew: false })
  })

  it('says how a visit ended, once its time has come', async () => {
    const visitor = await addPatient(clinic, { name: 'Jan Obecny', phone: '+48600000103' })
    const { answer } = await book(visitor)
    const url = `/api/appointments/${answer.body.appointmentId}/outcome`
    const early = await door.post(url, { outcome: 'fulfilled' })
    expect(early).toMatchObject({ status: 409, body: { type: 'not_begun' } })
    clinic.clock.advance({ hours: 24 })
    expect((await door.post(url, { outcome: 'fulfilled' })).body).toEqual({ isNew: true })
    expect((await door.post(url, { outcome: 'no_show' })).status).toBe(409)
  })

  it('is for those who book: others are refused, strangers sign in first, nonsense is not accepted', async () => {
    const time = await openTime()
    const wish = {
      patientId: patient.id,
      serviceId: clinic.checkUp,
      resourceId: time.resourceId,
      startsAt: time.startsAt.iso,
    }
    expect((await door.post('/api/appointments', wish, 'read_only')).status).toBe(403)
    expect((await door.post('/api/appointments', wish, 'nobody')).status).toBe(401)
    expect((await door.post('/api/appointments', { ...wish, startsAt: 'tomorrow' })).status).toBe(400)
    expect((await door.post('/api/appointments', { ...wish, patientId: nobody })).status).toBe(404)
    for (const url of ['/api/services', `/api/open-times?serviceId=${clinic.checkUp}`]) {
      expect((await door.get(url, 'nobody')).status).toBe(401)
      expect((await door.get(url, 'read_only')).status).toBe(200)
    }
    expect((await door.get('/api/open-times?serviceId=hygiene')).status).toBe(400)
  })

  it.each([
    ['confirm', {}],
    ['cancel', {}],
    ['move', { startsAt: '2026-12-01T09:00:00Z', resourceId: nobody }],
    ['outcome', { outcome: 'fulfilled' }],
  ] as const)('lets only those who book %s an appointment, and only one that exists', async (verb, body) => {
    const url = `/api/appointments/${nobody}/${verb}`
    expect((await door.post(url, body, 'read_only')).status).toBe(403)
    expect((await door.post(url, body, 'nobody')).status).toBe(401)
    expect((await door.post(url, body)).status).toBe(404)
    expect((await door.post(`/api/appointments/one/${verb}`, body)).status).toBe(400)
  })
})
