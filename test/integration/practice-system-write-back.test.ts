import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import {
  connectPracticeSystem,
  pausePracticeSystem,
} from '../../src/integrations/practice-system/connect-practice-system.ts'
import {
  requestCancelWriteBack,
  requestWriteBack,
} from '../../src/integrations/practice-system/request-write-back.ts'
import { sendWriteBacks } from '../../src/integrations/practice-system/send-write-backs.ts'
import { Database } from '../../src/platform/db/database.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import { dispatchBy, inTransaction } from '../../src/platform/events/event-table.ts'
import { seededIds } from '../../src/platform/ids/ids.ts'
import { readAppointment } from '../../src/scheduling/appointment.ts'
import { bookAppointment } from '../../src/scheduling/book-appointment.ts'
import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts'
import type { AppointmentBooked, AppointmentCancelled } from '../../src/scheduling/events.ts'
import { findOpenTimes } from '../../src/scheduling/find-open-times.ts'
import { importedId } from '../../src/scheduling/import-merge.ts'
import { moveAppointment } from '../../src/scheduling/move-appointment.ts'
import { ownBookings } from '../../src/scheduling/store/own-bookings.ts'
import { addPatient, bookingClinic, staff } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { type LocalFhirServer, startFhirServer } from '../support/fhir-server.ts'

const database = await testDatabase()
const clinic = await bookingClinic(database.connection, { seed: 'practice' })
const told: string[] = []
const deliver = dispatchBy([
  inTransaction<AppointmentBooked>('appointment.booked', 'write back', async (tx, event) =>
    requestWriteBack(tx.as('integrations'), event),
  ),
  inTransaction<AppointmentCancelled>('appointment.cancelled', 'write back', async (tx, event) =>
    requestCancelWriteBack(tx.as('integrations'), event),
  ),
])
const db = new Database({
  pool: openPool(database.connection, { size: 4 }),
  clock: clinic.clock,
  ids: seededIds('practice-2'),
  dispatch: async (tx, event) => {
    told.push(event.type)
    await deliver(tx, event)
  },
})
const servers: LocalFhirServer[] = []
let server: LocalFhirServer

beforeEach(async () => {
  server = await startFhirServer([])
  servers.push(server)
  told.length = 0
  await inClinic((tx) =>
    tx.run(sql`delete from integrations.write_back where clinic_id = ${clinic.clinicId}`),
  )
  await inClinic((tx) =>
    connectPracticeSystem(tx.as('integrations'), {
      baseUrl: server.baseUrl,
      source: 'test',
      secretName: 'emr',
      actor: staff,
    }),
  )
})
afterAll(async () => {
  for (const one of servers) await one.close()
  await db.close()
  await clinic.db.close()
})

type Tx = Parameters<Parameters<Database['tenant']>[1]>[0]
const inClinic = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.tenant(clinic.clinicId, work)
const send = async (secret: string | null = 'sesame') =>
  sendWriteBacks(db, clinic.clinicId, { fetch, secret: () => secret, most: 10 })

let taken = 0
/** Books the next free half hour for a new patient. */
async function booked(source = 'test') {
  const patient = await addPatient(clinic)
  if (source !== 'test') {
    await inClinic((tx) =>
      tx.run(
        sql`update patients.patient set source = ${source} where clinic_id = ${clinic.clinicId} and id = ${patient.id}`,
      ),
    )
  }
  taken += 1
  const startsAt = Temporal.Instant.from('2026-11-25T11:00:00Z').add({ minutes: 30 * taken })
  const booking = await inClinic((tx) =>
    bookAppointment(tx.as('scheduling'), {
      patientId: patient.id,
      serviceId: clinic.checkUp,
      startsAt,
      resourceIds: [clinic.doctorLis],
      via: 'page',
      origin: null,
      subjectKey: 'enrolment:one',
      isOutsideHoursAllowed: true,
      actor: staff,
    }),
  )
  if (!booking.ok) throw new Error(booking.error.kind)
  return { id: booking.value.appointmentId, patient, startsAt }
}
const state = async (id: string) => {
  const appointment = await inClinic((tx) => readAppointment(tx.as('scheduling'), id))
  return `${appointment?.state} ${appointment?.practiceState}`
}
const remote = async (id: string) =>
  (await server.appointments()).filter((one) => one.identifier?.some(({ value }) => value === id))

describe('a booking of a connected clinic', () => {
  it('is asked for, written there as a valid Appointment, and confirmed', async () => {
    const { id, patient, startsAt } = await booked()
    expect(await state(id)).toBe('booked requested')
    expect(await send()).toBe(1)
    expect(await state(id)).toBe('booked confirmed')
    const [there] = await remote(id)
    expect(there).toMatchObject({
      status: 'booked',
      start: startsAt.toString(),
      minutesDuration: 30,
      serviceType: [{ text: 'Wizyta kontrolna' }],
      participant: [{ actor: { reference: `Patient/${patient.id}` } }, { actor: { display: 'dr Anna Lis' } }],
    })
    expect(server.seen).toEqual([
      { method: 'POST', path: '/fhir/Appointment', authorization: 'Bearer sesame' },
    ])
    expect(await send()).toBe(0)
  })

  it('is known here by the number it has there: the visit it becomes will name that one', async () => {
    const { id } = await booked()
    await send()
    const [there] = await remote(id)
    const named = importedId(clinic.clinicId, 'test', {
      kind: 'appointment',
      externalId: there?.id ?? 'nothing there',
    })
    expect(await inClinic((tx) => ownBookings(tx.as('scheduling'), [named, null]))).toEqual(
      new Map([[named, id]]),
    )
  })

  it('is there once, also when the answer to the first request was lost', async () => {
    const { id } = await booked()
    server.troubles.push({ kind: 'drop_after_work' })
    await send()
    expect(await state(id)).toBe('booked requested')
    expect(await send()).toBe(0)
    clinic.clock.advance({ seconds: 16 })
    await send()
    expect(await state(id)).toBe('booked confirmed')
    expect(await remote(id)).toHaveLength(1)
  })

  it.each([500, 503, 429, 401, 404])('that meets a %i is tried again', async (status) => {
    const { id } = await booked()
    server.troubles.push({ kind: 'status', status })
    await send()
    expect(await state(id)).toBe('booked requested')
    clinic.clock.advance({ seconds: 16 })
    await send()
    expect(await state(id)).toBe('booked confirmed')
  })

  it('follows no redirect, not even to a place that would accept it', async () => {
    const elsewhere = await startFhirServer([])
    servers.push(elsewhere)
    const { id } = await booked()
    server.troubles.push({ kind: 'status', status: 307, location: `${elsewhere.baseUrl}/Appointment` })
    await send()
    expect(await state(id)).toBe('booked requested')
    expect(elsewhere.seen).toEqual([])
  })

  it.each([
    [409, 'conflict'],
    [412, 'multiple-matches'],
    [422, 'business-rule'],
  ])('that is refused with %i frees its time and tells the house', async (status, code) => {
    const { id, startsAt } = await booked()
    const issue = [{ severity: 'error', code, diagnostics: 'Patient Jan Testowy has no slot' }]
    server.troubles.push({ kind: 'status', status, body: { resourceType: 'OperationOutcome', issue } })
    await send()
    expect(await state(id)).toBe('cancelled refused')
    expect(told).toEqual(['appointment.booked', 'appointment.cancelled', 'appointment.refused'])
    const [row] = await db.discover(
      sql<{ reason: string }>`select practice_reason as reason from scheduling.appointment where id = ${id}`,
    )
    expect(row?.reason).toBe(`http_${status}_${code}`)
    const times = await inClinic((tx) =>
      findOpenTimes(tx.as('scheduling'), {
        serviceId: clinic.checkUp,
        from: startsAt,
        to: startsAt.add({ minutes: 1 }),
        limit: 1,
        order: 'soonest',
      }),
    )
    expect(times).toHaveLength(1)
    // Nothing was booked there, so nothing is cancelled there.
    expect(await send()).toBe(0)
  })

  it('that waits for approval there is looked at again', async () => {
    const { id } = await booked()
    server.newStatus = 'pending'
    await send()
    expect(await state(id)).toBe('booked requested')
    const [there] = await remote(id)
    await server.setStatus(there?.id ?? '', 'booked')
    clinic.clock.advance({ minutes: 5 })
    await send()
    expect(await state(id)).toBe('booked confirmed')
    expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  it('that is declined there after a while is refused', async () => {
    const { id } = await booked()
    server.newStatus = 'proposed'
    await send()
    const [there] = await remote(id)
    await server.setStatus(there?.id ?? '', 'cancelled')
    clinic.clock.advance({ minutes: 5 })
    await send()
    expect(await state(id)).toBe('cancelled refused')
  })

  it('without an answer for a day is left to a person, its time kept', async () => {
    const { id } = await booked()
    server.troubles.push({ kind: 'drop' }, { kind: 'drop' })
    await send()
    clinic.clock.advance({ hours: 24 })
    await send()
    expect(await state(id)).toBe('booked timed_out')
    expect(await send()).toBe(0)
  })

  it('of a patient whom that system does not know is left to a person', async () => {
    const { id } = await booked('paper')
    await send()
    expect(await state(id)).toBe('booked timed_out')
    expect(server.seen).toEqual([])
  })

  it('waits while the token is not set', async () => {
    const { id } = await booked()
    await send(null)
    expect(await state(id)).toBe('booked requested')
    expect(server.seen).toEqual([])
  })

  it('is sent once by two workers', async () => {
    const bookings = [await booked(), await booked(), await booked()]
    const counts = await Promise.all([send(), send()])
    expect(counts[0] + counts[1]).toBe(3)
    for (const { id } of bookings) expect(await remote(id)).toHaveLength(1)
    expect(server.seen).toHaveLength(3)
  })
})

describe('a cancelled booking of a connected clinic', () => {
  const cancel = async (id: string) =>
    inClinic((tx) =>
      cancelAppointment(tx.as('scheduling'), { appointmentId: id, by: 'patient', actor: staff }),
    )

  it('is cancelled there', async () => {
    const { id } = await booked()
    await send()
    await cancel(id)
    await send()
    expect((await remote(id))[0]?.status).toBe('cancelled')
  })

  it('that was never sent is never sent', async () => {
    const { id } = await booked()
    await cancel(id)
    expect(await send()).toBe(0)
    expect(server.seen).toEqual([])
  })

  it('that may have arrived there is settled first and then cancelled', async () => {
    const { id } = await booked()
    server.troubles.push({ kind: 'drop_after_work' })
    await send()
    await cancel(id)
    expect(await send()).toBe(0)
    clinic.clock.advance({ seconds: 16 })
    await send()
    await send()
    expect(await remote(id)).toHaveLength(1)
    expect((await remote(id))[0]?.status).toBe('cancelled')
  })

  it('gives way to a newer version there and is cancelled on the next try', async () => {
    const { id } = await booked()
    await send()
    await cancel(id)
    const version = { ...(await remote(id))[0], meta: { versionId: 'old' } }
    server.troubles.push({ kind: 'status', status: 200, body: version })
    await send()
    clinic.clock.advance({ seconds: 16 })
    await send()
    expect((await remote(id))[0]?.status).toBe('cancelled')
  })

  it('when it is moved: the new one is booked there and the old one cancelled', async () => {
    const { id, startsAt } = await booked()
    await send()
    taken += 1
    const moved = await inClinic((tx) =>
      moveAppointment(tx.as('scheduling'), {
        appointmentId: id,
        startsAt: startsAt.add({ hours: 24 * 7 }),
        via: 'page',
        actor: staff,
        isOutsideHoursAllowed: true,
      }),
    )
    if (!moved.ok) throw new Error(moved.error.kind)
    expect(await send()).toBe(2)
    expect((await remote(id))[0]?.status).toBe('cancelled')
    expect((await remote(moved.value.appointmentId))[0]?.status).toBe('booked')
    expect(await state(moved.value.appointmentId)).toBe('booked confirmed')
  })
})

describe('connecting', () => {
  const connect = async (baseUrl: string) =>
    inClinic((tx) =>
      connectPracticeSystem(tx.as('integrations'), {
        baseUrl,
        source: 'test',
        secretName: null,
        actor: staff,
      }),
    )

  it('takes https, and plain http on this machine alone', async () => {
    expect(await connect('practice.example')).toEqual({ ok: false, error: { kind: 'not_a_url' } })
    expect(await connect('http://practice.example/fhir')).toEqual({ ok: false, error: { kind: 'not_https' } })
    expect(await connect('https://me:secret@practice.example/fhir')).toEqual({
      ok: false,
      error: { kind: 'url_has_credentials' },
    })
    expect((await connect('https://practice.example/fhir/')).ok).toBe(true)
  })

  it('can be paused: bookings stay here', async () => {
    expect(await inClinic((tx) => pausePracticeSystem(tx.as('integrations'), staff))).toEqual({
      wasActive: true,
    })
    const { id } = await booked()
    expect(await state(id)).toBe('booked local')
    expect(await send()).toBe(0)
  })
})
