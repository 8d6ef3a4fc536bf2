import { sql } from 'kysely'
import type { Pool } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import { openLibraryPool, openPool } from '../../src/platform/db/pool.ts'
import { randomIds } from '../../src/platform/ids/ids.ts'
import { clinicId } from '../../src/platform/rules/brand.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const lost: Error[] = []
const pool = openPool(database.connection, { size: 2, onIdleError: (error) => lost.push(error) })
const db = new Database({ pool, clock: systemClock, ids: randomIds, dispatch: async () => undefined })
const ownPid = sql<{ pid: number }>`select pg_backend_pid() as pid`
const anyClinic = clinicId('00000000-0000-0000-0000-000000000000')

afterAll(async () => db.close())

/** What a restart of the database does to one connection. */
async function cut(pid: number | undefined): Promise<void> {
  const administrator = openPool(database.administrator)
  await administrator.query('select pg_terminate_backend($1)', [pid])
  await administrator.end()
}

const removalFrom = async (from: Pool): Promise<unknown> =>
  new Promise((resolve) => from.once('remove', resolve))

// An event that nobody hears is an uncaught exception: it would fail this file, whatever the assertions say.
describe('when the database cuts its connections, the process lives on', () => {
  it('in the middle of a transaction: the work fails, the next one runs', async () => {
    const cutHalfway = db.tenant(anyClinic, async (tx) => {
      const [own] = await tx.sql(ownPid)
      await cut(own?.pid)
      return tx.sql(ownPid)
    })
    await expect(cutHalfway).rejects.toThrow()
    await expect(db.tenant(anyClinic, async (tx) => tx.sql(ownPid))).resolves.toHaveLength(1)
  })

  it('while idle: it is told, and replaced', async () => {
    const [idle] = await db.discover(ownPid)
    const hasNoticed = removalFrom(pool)
    await cut(idle?.pid)
    await hasNoticed
    expect(lost).toHaveLength(1)
    const [next] = await db.discover(ownPid)
    expect(next?.pid).not.toBe(idle?.pid)
  })

  it("in a library's pool: it is replaced", async () => {
    const library = openLibraryPool(database.connection, 'auth')
    const { rows } = await library.query<{ pid: number }>('select pg_backend_pid() as pid')
    const hasNoticed = removalFrom(library)
    await cut(rows[0]?.pid)
    await hasNoticed
    await expect(library.query('select 1')).resolves.toHaveProperty('rowCount', 1)
    await library.end()
  })
})
