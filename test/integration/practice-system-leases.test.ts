import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { sendWriteBacks } from '../../src/integrations/practice-system/send-write-backs.ts'
import { connectedClinic } from '../support/connected-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const practice = await connectedClinic(database.connection, { seed: 'practice-leases' })
const { clinic, db, send, booked, state, remote } = practice
beforeEach(practice.beginAnew)
afterAll(practice.close)

describe('a booking of a connected clinic', () => {
  it('is sent once by two workers to a slow server that does not know If-None-Exist', async () => {
    const bookings: string[] = []
    for (let count = 0; count < 10; count += 1) bookings.push((await booked()).id)
    let requests = 0
    const plain: typeof fetch = async (url, init) => {
      const headers = new Headers(init?.headers)
      headers.delete('if-none-exist')
      return fetch(url, { ...init, headers })
    }
    const slow: typeof fetch = async (url, init) => {
      requests += 1
      clinic.clock.advance({ seconds: 19 })
      // Longer than any lease after the turn began, the other worker has one of its own.
      if (requests === 9) await turn(plain)
      return plain(url, init)
    }
    const turn = async (how: typeof fetch) =>
      sendWriteBacks(db, clinic.clinicId, { fetch: how, secret: () => 'sesame', most: 20 })
    await turn(slow)
    for (const id of bookings) {
      expect(await remote(id)).toHaveLength(1)
      expect(await state(id)).toBe('booked confirmed')
    }
    expect(requests).toBe(9)
  })

  it('is not sent by a worker that slept until its lease was over', async () => {
    const { id } = await booked()
    const sleeper = await sendWriteBacks(db, clinic.clinicId, {
      fetch,
      secret: () => {
        clinic.clock.advance({ seconds: 150 })
        return 'sesame'
      },
      most: 10,
    })
    expect(sleeper).toBe(1)
    expect(practice.server.seen).toEqual([])
    clinic.clock.advance({ seconds: 16 })
    await send()
    expect(await state(id)).toBe('booked confirmed')
    expect(await remote(id)).toHaveLength(1)
  })

  it('that meets silence keeps the others waiting for the next turn', async () => {
    const first = await booked()
    const second = await booked()
    practice.server.troubles.push({ kind: 'drop' })
    expect(await send()).toBe(1)
    expect(await send()).toBe(1)
    expect([await state(first.id), await state(second.id)].toSorted()).toEqual([
      'booked confirmed',
      'booked requested',
    ])
  })
})
