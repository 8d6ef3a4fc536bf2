import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { identifierSystem } from '../../src/integrations/practice-system/appointment-resource.ts'
import { pausePracticeSystem } from '../../src/integrations/practice-system/connect-practice-system.ts'
import { monday, staff } from '../support/booking-clinic.ts'
import { connectedClinic } from '../support/connected-clinic.ts'
import { testDatabase } from '../support/database.ts'

// A create that timed out may have arrived all the same, or arrive yet: what is cancelled here is looked for there.
const database = await testDatabase()
const practice = await connectedClinic(database.connection, { seed: 'practice-cancels' })
const { clinic, db, send, booked, cancel, state, remote } = practice
beforeEach(async () => {
  clinic.clock.moveTo(monday)
  await practice.beginAnew()
})
afterAll(practice.close)

/** A booking whose create got no answer for a day; `hasArrived`: the server did the work and never said so. */
async function timedOut({ hasArrived }: { readonly hasArrived: boolean }): Promise<string> {
  const { id } = await booked()
  practice.server.troubles.push({ kind: hasArrived ? 'drop_after_work' : 'drop' }, { kind: 'drop' })
  await send()
  clinic.clock.advance({ hours: 24 })
  await send()
  expect(await state(id)).toBe('booked timed_out')
  practice.server.seen.length = 0
  return id
}

async function cancelState(id: string): Promise<string | undefined> {
  const rows = await db.discover(sql<{ state: string }>`
    select state from integrations.write_back where appointment_id = ${id} and action = 'cancel'`)
  return rows[0]?.state
}

async function standsThere(id: string): Promise<void> {
  await practice.server.add({
    resourceType: 'Appointment',
    identifier: [{ system: identifierSystem, value: id }],
    status: 'booked',
    participant: [{ actor: { display: 'Pacjent' }, status: 'accepted' }],
  })
}

const methods = () => practice.server.seen.map(({ method }) => method)

const conflict = {
  kind: 'status',
  status: 409,
  body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'conflict' }] },
} as const

describe('a cancelled booking of a connected clinic', () => {
  it('says whether the practice system knows of it', async () => {
    const { id } = await booked()
    await send()
    await cancel(id)
    expect(await state(id)).toBe('cancelled requested')
    await send()
    expect(await state(id)).toBe('cancelled confirmed')
    const never = await booked()
    await cancel(never.id)
    expect(await state(never.id)).toBe('cancelled local')
  })

  it('that nobody there answers for a day, or does not let go, is left to a person', async () => {
    const silent = await booked()
    const kept = await booked()
    await send()
    await cancel(silent.id)
    clinic.clock.advance({ seconds: 1 })
    await cancel(kept.id)
    practice.server.troubles.push({ kind: 'drop' })
    await send()
    const [there] = await remote(kept.id)
    practice.server.troubles.push(
      { kind: 'status', status: 200, body: there },
      { kind: 'status', status: 422 },
    )
    await send()
    expect(await state(kept.id)).toBe('cancelled timed_out')
    expect(await state(silent.id)).toBe('cancelled requested')
    clinic.clock.advance({ hours: 24 })
    practice.server.troubles.push({ kind: 'drop' })
    await send()
    expect(await state(silent.id)).toBe('cancelled timed_out')
  })

  it('while nothing is connected is left to a person', async () => {
    const { id } = await booked()
    const unsent = await booked()
    await db.tenant(clinic.clinicId, async (tx) =>
      tx.run(sql`update integrations.write_back set next_at = ${clinic.clock.now().add({ hours: 1 })}
        where clinic_id = ${clinic.clinicId} and appointment_id = ${unsent.id}`),
    )
    await send()
    await practice.inClinic((tx) => pausePracticeSystem(tx.as('integrations'), staff))
    await cancel(id)
    await cancel(unsent.id)
    expect(await state(id)).toBe('cancelled timed_out')
    expect(await state(unsent.id)).toBe('cancelled local')
  })

  it('whose create is refused late stays cancelled, and the patient is offered nothing', async () => {
    const { id } = await booked()
    practice.server.troubles.push({ kind: 'drop' })
    await send()
    await cancel(id)
    clinic.clock.advance({ seconds: 16 })
    practice.server.troubles.push(conflict)
    await send()
    expect(await state(id)).toBe('cancelled requested')
    clinic.clock.advance({ minutes: 10 })
    await send()
    expect(await state(id)).toBe('cancelled confirmed')
    expect(practice.told).not.toContain('appointment.refused')
  })
})

describe('a booking that meets a conflict after an attempt without an answer', () => {
  it('is confirmed when the conflict is with itself', async () => {
    const { id } = await booked()
    practice.server.troubles.push({ kind: 'drop_after_work' })
    await send()
    clinic.clock.advance({ seconds: 16 })
    practice.server.troubles.push(conflict)
    await send()
    expect(await state(id)).toBe('booked confirmed')
  })

  it('is refused when the practice system has nothing of it', async () => {
    const { id } = await booked()
    practice.server.troubles.push({ kind: 'drop' })
    await send()
    clinic.clock.advance({ seconds: 16 })
    practice.server.troubles.push(conflict)
    await send()
    expect(await state(id)).toBe('cancelled refused')
  })
})

describe('a booking that timed out and is cancelled here', () => {
  it('is searched for there and cancelled, and searched for once more when nothing can arrive any longer', async () => {
    const id = await timedOut({ hasArrived: true })
    await cancel(id)
    await send()
    expect(methods()).toEqual(['GET', 'GET', 'PUT'])
    expect((await remote(id)).map(({ status }) => status)).toEqual(['cancelled'])
    expect(await cancelState(id)).toBe('waiting')
    clinic.clock.advance({ minutes: 10 })
    await send()
    expect(methods()).toEqual(['GET', 'GET', 'PUT', 'GET'])
    expect(await cancelState(id)).toBe('done')
  })

  it('counts as done at once when its create was given up long ago and none is there', async () => {
    const id = await timedOut({ hasArrived: false })
    clinic.clock.advance({ minutes: 10 })
    await cancel(id)
    await send()
    expect(methods()).toEqual(['GET'])
    expect(await cancelState(id)).toBe('done')
    expect(await send()).toBe(0)
  })

  it('is cancelled as well when it arrives after the first search', async () => {
    const id = await timedOut({ hasArrived: false })
    await cancel(id)
    await send()
    expect(await cancelState(id)).toBe('waiting')
    await standsThere(id)
    clinic.clock.advance({ minutes: 9 })
    expect(await send()).toBe(0)
    clinic.clock.advance({ minutes: 1 })
    await send()
    expect((await remote(id)).map(({ status }) => status)).toEqual(['cancelled'])
    expect(await cancelState(id)).toBe('done')
  })

  it.each([
    ['cannot be searched', { resourceType: 'OperationOutcome' }, 400],
    ['answers with no list', { resourceType: 'OperationOutcome' }, 200],
    ['says that there are more than it shows', { resourceType: 'Bundle', type: 'searchset', total: 3 }, 200],
    [
      'answers with everybody',
      {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ resource: { resourceType: 'Patient', id: '1' } }],
      },
      200,
    ],
  ])('is not done while the server %s', async (_what, body, status) => {
    const id = await timedOut({ hasArrived: true })
    clinic.clock.advance({ minutes: 10 })
    await cancel(id)
    practice.server.troubles.push({ kind: 'status', status, body })
    await send()
    expect(await cancelState(id)).toBe('waiting')
    clinic.clock.advance({ seconds: 16 })
    await send()
    expect(await cancelState(id)).toBe('done')
    expect((await remote(id)).map(({ status: there }) => there)).toEqual(['cancelled'])
  })

  it('that stands there several times is cancelled in all places, also after it was confirmed', async () => {
    const { id } = await booked()
    await standsThere(id)
    await standsThere(id)
    await send()
    expect(await state(id)).toBe('booked confirmed')
    clinic.clock.advance({ minutes: 10 })
    await cancel(id)
    await send()
    expect((await remote(id)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    expect(await cancelState(id)).toBe('done')
  })
})
