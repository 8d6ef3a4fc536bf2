import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { identifierSystem } from '../../src/integrations/practice-system/appointment-resource.ts'
import { pausePracticeSystem } from '../../src/integrations/practice-system/connect-practice-system.ts'
import { practiceSystemRoutes } from '../../src/integrations/practice-system/routes.ts'
import { monday, staff } from '../support/booking-clinic.ts'
import { connectedClinic } from '../support/connected-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { staffDoor } from '../support/staff-door.ts'

// What the practice system left open is settled by a person who looked there.
const database = await testDatabase()
const practice = await connectedClinic(database.connection, { seed: 'practice-by-hand' })
const { clinic, db, send, booked, cancel, state, remote } = practice
const door = await staffDoor({ db, clinicId: clinic.clinicId }, practiceSystemRoutes)
beforeEach(async () => {
  clinic.clock.moveTo(monday)
  await practice.beginAnew()
})
afterAll(async () => {
  await door.close()
  await practice.close()
})

async function say(id: string, answer: string, as: 'front_desk' | 'read_only' = 'front_desk') {
  return door.post(`/api/appointments/${id}/practice-answer`, { answer }, as)
}

async function timedOut(): Promise<string> {
  const { id } = await booked()
  practice.server.troubles.push({ kind: 'drop' }, { kind: 'drop' })
  await send()
  clinic.clock.advance({ hours: 24 })
  await send()
  expect(await state(id)).toBe('booked timed_out')
  return id
}

async function audited(id: string): Promise<readonly unknown[]> {
  const rows = await db.discover(sql<{ actor: string; answer: string }>`
    select actor_kind as actor, detail ->> 'answer' as answer from clinic.audit
    where action = 'practice_system.settled_by_hand' and subject_id = ${id} order by at`)
  return rows.map(({ actor, answer }) => `${actor} ${answer}`)
}

describe('a booking whose write-back timed out', () => {
  it('is confirmed by a person who found it there, once and on record', async () => {
    const id = await timedOut()
    expect((await say(id, 'there')).status).toBe(200)
    expect(await state(id)).toBe('booked confirmed')
    expect(await audited(id)).toEqual(['staff there'])
    expect(await say(id, 'not_there')).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('settled_already') },
    })
    expect(await state(id)).toBe('booked confirmed')
    expect(await audited(id)).toEqual(['staff there'])
    expect(await send()).toBe(0)
  })

  it('is sent again at once, and tried as patiently as the first time', async () => {
    const id = await timedOut()
    await say(id, 'again')
    expect(await state(id)).toBe('booked requested')
    practice.server.troubles.push({ kind: 'drop' })
    await send()
    expect(await state(id)).toBe('booked requested')
    clinic.clock.advance({ seconds: 31 })
    await send()
    expect(await state(id)).toBe('booked confirmed')
    expect(await remote(id)).toHaveLength(1)
  })

  it('is refused by a person: its time is free, the next times are offered, and a late arrival is cancelled there', async () => {
    const id = await timedOut()
    await say(id, 'not_there')
    expect(await state(id)).toBe('cancelled refused')
    expect(practice.told).toEqual(['appointment.booked', 'appointment.cancelled', 'appointment.refused'])
    const [cancelled] = await db.discover(sql<{ by: string }>`
      select actor_kind as by from clinic.audit where action = 'appointment.cancelled' and subject_id = ${id}`)
    expect(cancelled?.by).toBe('staff')
    await send()
    await practice.server.add({
      resourceType: 'Appointment',
      identifier: [{ system: identifierSystem, value: id }],
      status: 'booked',
      participant: [{ actor: { display: 'Pacjent' }, status: 'accepted' }],
    })
    clinic.clock.advance({ minutes: 10 })
    await send()
    expect((await remote(id)).map(({ status }) => status)).toEqual(['cancelled'])
    expect(await state(id)).toBe('cancelled refused')
  })

  it('is not sent again while nothing is connected', async () => {
    const id = await timedOut()
    await practice.inClinic((tx) => pausePracticeSystem(tx.as('integrations'), staff))
    expect(await say(id, 'again')).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('no_practice_system') },
    })
    expect(await state(id)).toBe('booked timed_out')
    expect((await say(id, 'there')).status).toBe(200)
  })

  it('is settled by whoever may book, and by nobody else', async () => {
    const id = await timedOut()
    expect((await say(id, 'there', 'read_only')).status).toBe(403)
    expect((await say('00000000-0000-7000-8000-000000000000', 'there')).status).toBe(404)
    expect((await say(id, 'cancelled_there')).status).toBe(409)
    expect((await say(id, 'one_left')).status).toBe(409)
    expect(await state(id)).toBe('booked timed_out')
    expect(await audited(id)).toEqual([])
  })

  it('and that a person wrote in there cannot be found by our identifier: its cancellation is theirs too', async () => {
    const id = await timedOut()
    await say(id, 'there')
    await cancel(id)
    await send()
    clinic.clock.advance({ minutes: 10 })
    await send()
    expect(await state(id)).toBe('cancelled timed_out')
    expect((await say(id, 'cancelled_there')).status).toBe(200)
    expect(await state(id)).toBe('cancelled confirmed')
    expect(await audited(id)).toEqual(['staff there', 'staff cancelled_there'])
  })
})

describe('a cancellation that the practice system did not take', () => {
  it('is asked for again by a person', async () => {
    const { id } = await booked()
    await send()
    await practice.inClinic((tx) => pausePracticeSystem(tx.as('integrations'), staff))
    await cancel(id)
    expect(await state(id)).toBe('cancelled timed_out')
    expect((await say(id, 'there')).status).toBe(409)
    await practice.connect()
    expect((await say(id, 'again')).status).toBe(200)
    expect(await state(id)).toBe('cancelled requested')
    await send()
    expect(await state(id)).toBe('cancelled confirmed')
    expect((await remote(id)).map(({ status }) => status)).toEqual(['cancelled'])
  })
})

describe('a booking that stands there several times', () => {
  it('goes by the one that staff left', async () => {
    const { id } = await booked()
    const copies: string[] = []
    for (let count = 0; count < 2; count += 1) {
      copies.push(
        await practice.server.add({
          resourceType: 'Appointment',
          identifier: [{ system: identifierSystem, value: id }],
          status: 'booked',
          participant: [{ actor: { display: 'Pacjent' }, status: 'accepted' }],
        }),
      )
    }
    await send()
    const goesBy = async () =>
      (
        await db.discover(sql<{ id: string; copies: string[] }>`
          select remote_id as id, copies from integrations.write_back where appointment_id = ${id}`)
      )[0]
    const first = await goesBy()
    const other = first?.copies[0]
    await practice.server.setStatus(first?.id ?? '', 'entered-in-error')
    expect((await say(id, 'one_left')).status).toBe(200)
    await send()
    expect(await state(id)).toBe('booked confirmed')
    expect(await goesBy()).toEqual({ id: other, copies: [] })
    expect((await say(id, 'one_left')).status).toBe(409)
  })
})
