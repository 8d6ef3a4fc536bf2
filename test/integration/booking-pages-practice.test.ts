import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { upcomingAppointments } from '../../src/scheduling/appointment.ts'
import { markPracticeState, refuseAppointment } from '../../src/scheduling/practice-answer.ts'
import { addPatient, bookingClinic } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { linkFor, patientServer, visitor } from '../support/patient-pages.ts'

const database = await testDatabase()
const clinic = await bookingClinic(database.connection, { seed: 'pages-practice' })
const app = await patientServer(clinic)
afterAll(async () => {
  await app.close()
  await clinic.db.close()
})
beforeEach(() => clinic.clock.advance({ minutes: 1 }))

/** A patient who has just booked on the page, where the booking still has to be confirmed elsewhere. */
async function requested() {
  const patient = await addPatient(clinic)
  const path = await linkFor(clinic, patient)
  const one = visitor(app, path)
  await one.enter()
  const [time = ''] = /(?<=name="time"[^>]*value=")[^"]+/.exec((await one.get('/times')).body) ?? []
  const check = String((await one.post('/times', { time })).headers.location).replace(path, '')
  await one.get(check)
  await one.post(check)
  const [visit] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    upcomingAppointments(tx.as('scheduling'), patient.id),
  )
  if (visit === undefined) throw new Error('nothing booked')
  const answer = async (state: 'requested' | 'confirmed' | 'timed_out' | 'refused') =>
    clinic.db.tenant(clinic.clinicId, async (tx) => {
      const appointmentId = visit.id
      if (state === 'refused')
        await refuseAppointment(tx.as('scheduling'), { appointmentId, reason: 'http_409' })
      else await markPracticeState(tx.as('scheduling'), { appointmentId, of: 'booking', state })
    })
  await answer('requested')
  return { one, path, answer, time }
}

describe('a booking that the practice system has to confirm', () => {
  it('is never called reserved before it is', async () => {
    const { one, answer } = await requested()
    const waiting = (await one.get('/done')).body
    expect(waiting).toContain('Prośba o termin została przekazana')
    expect(waiting).toContain('Sprawdź ponownie')
    expect(waiting).not.toContain('zarezerwowany')
    expect(waiting).not.toContain('/visit.ics')
    await answer('confirmed')
    expect((await one.get('/done')).body).toContain('Termin jest zarezerwowany')
  })

  it('without an answer is left to the front desk, and says so', async () => {
    const { one, answer } = await requested()
    await answer('timed_out')
    const page = (await one.get('/done')).body
    expect(page).toContain('Rejestracja potwierdzi go osobiście.')
    expect(page).not.toContain('zarezerwowany')
  })

  it('refused leads to the nearest other times, from wherever the patient looks', async () => {
    const { one, path, answer, time } = await requested()
    await answer('refused')
    for (const place of ['/done', '/visit']) {
      const moved = await one.get(place)
      expect(moved.headers.location).toBe(`${path}/times?refused=${time}`)
    }
    const times = (await one.get(`/times?refused=${time}`)).body
    expect(times).toContain('Niestety placówka nie może przyjąć o tej porze. Oto najbliższe terminy:')
    expect(times.match(/type="radio"/g)).toHaveLength(3)
    expect((await one.get('')).headers.location).toBe(`${path}/done`)
  })
})
