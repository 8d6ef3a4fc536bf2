import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { errorCode } from '../../src/platform/db/embedded/cluster-error.ts'
import { clusterPlaces } from '../../src/platform/db/embedded/cluster-places.ts'
import type { ConnectionSettings } from '../../src/platform/db/embedded/lease.ts'
import { openEmbeddedCluster } from '../../src/platform/db/embedded/open-embedded-cluster.ts'
import { runningServer } from '../../src/platform/db/embedded/stale-locks.ts'
import { migrate } from '../../src/platform/db/migrate.ts'

/** What a test file needs to make its own database. */
export interface TestServer {
  /** May create and drop databases. */
  readonly administrator: ConnectionSettings
  /** The application's login: owns each test database, is no superuser. */
  readonly login: { readonly user: string; readonly password: string }
  /** A migrated database that nobody is connected to. */
  readonly template: string
  /** How the names of this run's databases begin. */
  readonly databasePrefix: string
}

export interface StartedTestServer {
  readonly server: TestServer
  stop(): Promise<void>
}

/** The one server of a test run: thrown away afterwards, or the one at TEST_DATABASE_URL, left as it was found. */
export async function startTestServer(): Promise<StartedTestServer> {
  const url = process.env['TEST_DATABASE_URL']
  return url === undefined || url === '' ? await startEphemeral() : await useGiven(url)
}

const folderPrefix = 'kembali-test-'

async function startEphemeral(): Promise<StartedTestServer> {
  await removeAbandoned()
  // Not mkdtemp: its folder is closed to the system user that runs the server when the tests run as root.
  const dataDir = join(tmpdir(), `${folderPrefix}${process.pid}-${randomBytes(4).toString('hex')}`)
  const cluster = await openEmbeddedCluster({ dataDir, fast: true, maxConnections: 200 })
  const stop = async (): Promise<void> => {
    await cluster.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  const { user, password } = cluster.connection
  const server = {
    administrator: cluster.administrator,
    login: { user, password },
    template: 'template_kembali',
    databasePrefix: 'test_',
  }
  try {
    await createTemplate(server)
    return { server, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A run that was killed leaves its server and its folder, named after its process. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(folderPrefix))) {
    const pid = Number(name.slice(folderPrefix.length).split('-')[0])
    if (!Number.isInteger(pid) || isAlive(pid)) continue
    const dataDir = join(tmpdir(), name)
    // The last one to leave stops the server.
    if (runningServer(clusterPlaces(dataDir)) !== undefined) {
      await openEmbeddedCluster({ dataDir, fast: true }).then((cluster) => cluster.close())
    }
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: alive, and another user's.
    return errorCode(error) === 'EPERM'
  }
}

async function useGiven(url: string): Promise<StartedTestServer> {
  const given = new pg.Client({ connectionString: url })
  const administrator = {
    host: given.host,
    port: given.port,
    user: given.user ?? 'postgres',
    password: typeof given.password === 'string' ? given.password : '',
    database: given.database ?? 'postgres',
  }
  const suffix = randomBytes(4).toString('hex')
  const login = { user: `kembali_test_${suffix}`, password: randomBytes(18).toString('base64url') }
  const template = `template_kembali_${suffix}`
  const server = { administrator, login, template, databasePrefix: `test_${suffix}_` }
  await asAdministrator(server, async (client) => {
    const tenant = await client.query('select from pg_roles where rolname = $1', ['kembali_app'])
    if (tenant.rows.length === 0) await client.query('create role kembali_app nologin')
    await client.query(`create role ${login.user} login password ${pg.escapeLiteral(login.password)}`)
    await client.query(`grant kembali_app to ${login.user}`)
  })
  await createTemplate(server)
  const stop = (): Promise<void> =>
    asAdministrator(server, async (client) => {
      const made = await client.query<{ datname: string }>(
        'select datname from pg_database where datname = $1 or starts_with(datname, $2)',
        [template, server.databasePrefix],
      )
      for (const { datname } of made.rows) await client.query(`drop database ${datname} with (force)`)
      await client.query(`drop role ${login.user}`)
    })
  return { server, stop }
}

async function createTemplate(server: TestServer): Promise<void> {
  await asAdministrator(server, async (client) => {
    await client.query(`create database ${server.template} owner ${server.login.user} template template0`)
    await migrate({ ...server.administrator, ...server.login, database: server.template })
    await client.query(`alter database ${server.template} allow_connections false`)
  })
}

export async function asAdministrator<T>(
  server: TestServer,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(server.administrator)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
