import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { audienceRoutes } from '../../src/campaigns/audience-routes.ts'
import { addStaff } from '../../src/clinic/add-staff.ts'
import { buildServer } from '../../src/main/http/build-server.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { openLog } from '../../src/platform/log/log.ts'
import { type CampaignClinic, campaignClinic } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'

// A question that nobody waits for any more is stopped in the database: a count of a million must not go on for nobody.

const database = await testDatabase()
let clinic: CampaignClinic

beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 1 })
})

afterAll(async () => {
  await clinic.db.close()
})

/** The address at which the server listens now. */
async function listening(app: FastifyInstance): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 })
}

/** Backends of this database that wait for a lock or sleep. */
async function waiting(): Promise<number> {
  const [row] = await clinic.db.discover<{ backends: number }>(sql`
    select count(*)::integer as backends from pg_stat_activity
    where datname = current_database() and state = 'active' and wait_event_type in ('Lock', 'Timeout')`)
  return row?.backends ?? 0
}

it('is cancelled while it runs, and the connection serves the next one', async () => {
  const given = new AbortController()
  const asked = clinic.db.tenant(clinic.clinicId, async (tx) => tx.sql(sql`select pg_sleep(600)`), {
    signal: given.signal,
  })
  const refused = expect(asked).rejects.toMatchObject({ code: '57014' })
  await vi.waitFor(async () => expect(await waiting()).toBe(1))
  given.abort()
  await refused
  expect(await waiting()).toBe(0)
  const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ one: number }>(sql`select 1 as one`),
  )
  expect(row).toEqual({ one: 1 })
})

it('is not begun when it was given up before', async () => {
  const work = vi.fn()
  await expect(
    clinic.db.tenant(clinic.clinicId, work, { signal: AbortSignal.abort() }),
  ).rejects.toMatchObject({ name: 'AbortError' })
  expect(work).not.toHaveBeenCalled()
})

it('over the wire: a newer question closes the older one, and its count ends', async () => {
  const { rules } = await loadOutreachPacks()
  const person = {
    authUserId: 'auth',
    name: 'Ewa',
    email: 'ewa@klonowa.example',
    role: 'owner',
    language: 'pl',
  } as const
  const { id: staffId } = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    addStaff(tx.as('clinic'), { person, actor: { kind: 'system', name: 'test' } }),
  )
  const app: FastifyInstance = await buildServer({ log: openLog('silent'), isPublic: false })
  audienceRoutes(
    { app, db: clinic.db, sessionOf: async () => ({ clinicId: clinic.clinicId, staffId, ...person }) },
    { rules },
  )
  const address = await listening(app)
  const holder = await clinic.db.pool.connect()
  try {
    // Whoever counts has to wait here.
    await holder.query('begin; lock table campaigns.enrolment in access exclusive mode')
    const given = new AbortController()
    const asked = fetch(`${address}/api/audiences/count`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-kembali': '1' },
      body: JSON.stringify({ audience: { programme: { kind: 'one_off' } } }),
      signal: given.signal,
    })
    const refused = expect(asked).rejects.toMatchObject({ name: 'AbortError' })
    await vi.waitFor(async () => expect(await waiting()).toBe(1))
    given.abort()
    await refused
    await vi.waitFor(async () => expect(await waiting()).toBe(0))
  } finally {
    await holder.query('rollback')
    holder.release()
    await app.close()
  }
})
