import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import {
  connectPracticeSystem,
  pausePracticeSystem,
} from '../../src/integrations/practice-system/connect-practice-system.ts'
import { findOpenTimes } from '../../src/scheduling/find-open-times.ts'
import { importedId } from '../../src/scheduling/import-merge.ts'
import { moveAppointment } from '../../src/scheduling/move-appointment.ts'
import { ownBookings } from '../../src/scheduling/store/own-bookings.ts'
import { staff } from '../support/booking-clinic.ts'
import { connectedClinic } from '../support/connected-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const practice = await connectedClinic(database.connection, { seed: 'practice' })
const { clinic, db, told, inClinic, send, booked, cancel, state, remote } = practice
beforeEach(practice.beginAnew)
afterAll(practice.close)

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
    expect(practice.server.seen).toEqual([
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
    practice.server.troubles.push({ kind: 'drop_after_work' })
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
    practice.server.troubles.push({ kind: 'status', status })
    await send()
    expect(await state(id)).toBe('booked requested')
    clinic.clock.advance({ seconds: 16 })
    await send()
    expect(await state(id)).toBe('booked confirmed')
  })

  it('follows no redirect, not even to a place that would accept it', async () => {
    const elsewhere = await practice.strangeServer()
    const { id } = await booked()
    practice.server.troubles.push({
      kind: 'status',
      status: 307,
      location: `${elsewhere.baseUrl}/Appointment`,
    })
    await send()
    expect(await state(id)).toBe('booked requested')
    expect(elsewhere.seen).toEqual([])
  })

  it.each([
    [409, 'conflict'],
    [422, 'business-rule'],
  ])('that is refused with %i frees its time and tells the house', async (status, code) => {
    const { id, startsAt } = await booked()
    const issue = [{ severity: 'error', code, diagnostics: 'Patient Jan Testowy has no slot' }]
    practice.server.troubles.push({
      kind: 'status',
      status,
      body: { resourceType: 'OperationOutcome', issue },
    })
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
    practice.server.newStatus = 'pending'
    await send()
    expect(await state(id)).toBe('booked requested')
    const [there] = await remote(id)
    await practice.server.setStatus(there?.id ?? '', 'booked')
    clinic.clock.advance({ minutes: 5 })
    await send()
    expect(await state(id)).toBe('booked confirmed')
    expect(practice.server.seen.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  it('that is declined there after a while is refused', async () => {
    const { id } = await booked()
    practice.server.newStatus = 'proposed'
    await send()
    const [there] = await remote(id)
    await practice.server.setStatus(there?.id ?? '', 'cancelled')
    clinic.clock.advance({ minutes: 5 })
    await send()
    expect(await state(id)).toBe('cancelled refused')
  })

  it('without an answer for a day is left to a person, its time kept', async () => {
    const { id } = await booked()
    practice.server.troubles.push({ kind: 'drop' }, { kind: 'drop' })
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
    expect(practice.server.seen).toEqual([])
  })

  it('waits while the token is not set', async () => {
    const { id } = await booked()
    await send(null)
    expect(await state(id)).toBe('booked requested')
    expect(practice.server.seen).toEqual([])
  })

  it('is sent once by two workers', async () => {
    const bookings = [await booked(), await booked(), await booked()]
    const counts = await Promise.all([send(), send()])
    expect(counts[0] + counts[1]).toBe(3)
    for (const { id } of bookings) expect(await remote(id)).toHaveLength(1)
    expect(practice.server.seen).toHaveLength(3)
  })
})

describe('a cancelled booking of a connected clinic', () => {
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
    expect(practice.server.seen).toEqual([])
  })

  it('that may have arrived there is settled first and then cancelled', async () => {
    const { id } = await booked()
    practice.server.troubles.push({ kind: 'drop_after_work' })
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
    practice.server.troubles.push({ kind: 'status', status: 200, body: version })
    await send()
    clinic.clock.advance({ seconds: 16 })
    await send()
    expect((await remote(id))[0]?.status).toBe('cancelled')
  })

  it('when it is moved: the new one is booked there and the old one cancelled', async () => {
    const { id, startsAt } = await booked()
    await send()
    practice.nextTime()
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
