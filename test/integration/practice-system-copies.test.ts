import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { identifierSystem } from '../../src/integrations/practice-system/appointment-resource.ts'
import { findOpenTimes } from '../../src/scheduling/find-open-times.ts'
import { connectedClinic } from '../support/connected-clinic.ts'
import { testDatabase } from '../support/database.ts'

// A server that ignored If-None-Exist once, or a person who copied an entry: one booking stands there several times, and a
// create with If-None-Exist meets 412 (FHIR R4 §3.1.0.8.1). That is no refusal.
const database = await testDatabase()
const practice = await connectedClinic(database.connection, { seed: 'practice-copies' })
const { clinic, db, told, inClinic, send, booked, state, remote } = practice
beforeEach(practice.beginAnew)
afterAll(practice.close)

type Status = 'booked' | 'pending' | 'cancelled'

async function standsThere(appointmentId: string, status: Status): Promise<string> {
  return practice.server.add({
    resourceType: 'Appointment',
    identifier: [{ system: identifierSystem, value: appointmentId }],
    status,
    participant: [{ actor: { display: 'Pacjent' }, status: 'accepted' }],
  })
}

async function reason(id: string): Promise<string | null | undefined> {
  const rows = await db.discover(
    sql<{
      reason: string | null
    }>`select practice_reason as reason from scheduling.appointment where id = ${id}`,
  )
  return rows[0]?.reason
}

async function found(id: string) {
  return db.discover(sql<{ detail: unknown }>`
    select detail from clinic.audit where action = 'practice_system.copies_found' and subject_id = ${id}`)
}

async function isFree(startsAt: Temporal.Instant): Promise<boolean> {
  const times = await inClinic((tx) =>
    findOpenTimes(tx.as('scheduling'), {
      serviceId: clinic.checkUp,
      from: startsAt,
      to: startsAt.add({ minutes: 1 }),
      limit: 1,
      order: 'soonest',
    }),
  )
  return times.length > 0
}

const multipleMatches = {
  kind: 'status',
  status: 412,
  body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'multiple-matches' }] },
} as const

describe('a booking that the practice system has several times', () => {
  it('is confirmed by the one that stands, its time kept; the others are told to staff and left alone', async () => {
    const { id, startsAt } = await booked()
    await standsThere(id, 'cancelled')
    const waiting = await standsThere(id, 'pending')
    const one = await standsThere(id, 'booked')
    await send()
    expect(await state(id)).toBe('booked confirmed')
    expect(await reason(id)).toBe('copies_there')
    expect(await isFree(startsAt)).toBe(false)
    expect(await found(id)).toEqual([{ detail: { goesBy: one, copies: [waiting] } }])
    expect(told).toEqual(['appointment.booked'])
    expect((await remote(id)).map(({ status }) => status).toSorted()).toEqual([
      'booked',
      'cancelled',
      'pending',
    ])
    expect(practice.server.seen.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  it('is known by the same one, whatever order they are answered in', async () => {
    const { id } = await booked()
    await standsThere(id, 'booked')
    await standsThere(id, 'booked')
    const [first] = (await remote(id)).toSorted((one, other) =>
      `${one.meta?.lastUpdated} ${one.id}` < `${other.meta?.lastUpdated} ${other.id}` ? -1 : 1,
    )
    await send()
    const [kept] = await db.discover(
      sql<{ id: string }>`select remote_id as id from integrations.write_back where appointment_id = ${id}`,
    )
    expect(kept?.id).toBe(first?.id)
  })

  it('whose chosen one waits for approval and is declined goes by the one that was accepted', async () => {
    const { id } = await booked()
    const first = await standsThere(id, 'pending')
    const second = await standsThere(id, 'pending')
    await send()
    expect(await state(id)).toBe('booked requested')
    await practice.server.setStatus(first, 'cancelled')
    await practice.server.setStatus(second, 'booked')
    clinic.clock.advance({ minutes: 5 })
    await send()
    expect(await state(id)).toBe('booked confirmed')
    expect(await reason(id)).toBe(null)
  })

  it('and that were all ended there is left to a person, its time kept', async () => {
    const { id, startsAt } = await booked()
    await standsThere(id, 'cancelled')
    await standsThere(id, 'cancelled')
    await send()
    expect(await state(id)).toBe('booked timed_out')
    expect(await isFree(startsAt)).toBe(false)
  })

  it('is asked for again while the search finds none of them', async () => {
    const { id } = await booked()
    practice.server.troubles.push(multipleMatches)
    await send()
    expect(await state(id)).toBe('booked requested')
    clinic.clock.advance({ seconds: 16 })
    await send()
    expect(await state(id)).toBe('booked confirmed')
    expect(await remote(id)).toHaveLength(1)
  })

  it('is not known by a booking of somebody else, when the server ignores what was searched for', async () => {
    const other = await booked()
    await send()
    const { id } = await booked()
    const [stranger] = await remote(other.id)
    practice.server.troubles.push(multipleMatches, {
      kind: 'status',
      status: 200,
      body: { resourceType: 'Bundle', type: 'searchset', total: 1, entry: [{ resource: stranger }] },
    })
    await send()
    expect(await state(id)).toBe('booked requested')
  })
})
