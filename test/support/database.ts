import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import type { ConnectionSettings } from '../../src/platform/db/embedded/lease.ts'
import { asAdministrator } from './cluster-setup.ts'

export interface TestDatabase {
  /** As the application connects: the owner of the database, no superuser. */
  readonly connection: ConnectionSettings
  /** The same database as a superuser sees it, row security or not. */
  readonly administrator: ConnectionSettings
}

/**
 * A migrated database of the calling test file's own, dropped when the file is done. Call it at the top level of the
 * file: `const database = await testDatabase()`. With `empty` it has no migration yet.
 */
export async function testDatabase(wish: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const server = inject('testServer')
  const database = `${server.databasePrefix}${randomBytes(6).toString('hex')}`
  const source = wish.empty === true ? 'template0' : server.template
  await asAdministrator(server, (client) =>
    client.query(`create database ${database} template ${source} owner ${server.login.user}`),
  )
  afterAll(() => dropUnlessInUse(database))
  return {
    connection: { ...server.administrator, ...server.login, database },
    administrator: { ...server.administrator, database },
  }
}

/**
 * A test that failed before it closed its connections keeps them open until its process ends. Cutting them here would
 * bury its failure under errors of the cut; the end of the run drops what is left.
 */
async function dropUnlessInUse(database: string): Promise<void> {
  await asAdministrator(inject('testServer'), async (client) => {
    const users = await client.query('select from pg_stat_activity where datname = $1', [database])
    if (users.rows.length === 0) await client.query(`drop database if exists ${database}`)
  })
}
