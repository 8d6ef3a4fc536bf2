import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { identifierSystem } from '../../src/integrations/practice-system/appointment-resource.ts'
import { monday } from '../support/booking-clinic.ts'
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
