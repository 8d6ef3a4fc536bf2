import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { ClusterError, errorCode, messageOf } from './cluster-error.ts'
import { administrator, readSecrets } from './cluster-folder.ts'
import type { ClusterPlaces } from './cluster-places.ts'
import { type ClusterServer, serverLogTail, startServer, stopServer } from './server-process.ts'
import { runningServer } from './stale-locks.ts'

// Every process that uses the cluster holds this advisory lock shared, in the database "postgres"; whoever gets it
// exclusively on leaving is the last one. 0x6b656d62 is "kemb".
const usersLock = 0x6b656d62
const pauseMs = 100
const attemptsWithoutServer = 10
/** Crash recovery of a large database takes minutes; a live server is waited for. */
const attemptsWithServer = 6000
const attemptsBeforeSayingSo = 30

/** Holds the cluster open for this process. */
export interface Lease {
  readonly started: boolean
  readonly client: pg.Client
}

export interface ConnectionSettings {
  readonly host: string
  readonly port?: number
  readonly user: string
  readonly password: string
  readonly database: string
}

/** Connects as the administrator and takes the shared lock, starting the server as often as it is found missing. */
export async function takeLease(server: ClusterServer): Promise<Lease> {
  let started = false
  let withoutServer = 0
  for (let attempt = 0; attempt < attemptsWithServer; attempt += 1) {
    const outcome = await tryLease(server.places)
    if (outcome.kind === 'held') return { started, client: outcome.client }
    if (outcome.kind === 'absent') started = (await startServer(server)) || started
    withoutServer = runningServer(server.places) === undefined ? withoutServer + 1 : 0
    if (withoutServer >= attemptsWithoutServer) break
    if (attempt === attemptsBeforeSayingSo) server.log('waiting for the database to finish starting')
    await pause(pauseMs)
  }
  throw new ClusterError(
    `The embedded database in ${server.places.dataDir} does not start. Its log ends with:\n${serverLogTail(server.places)}`,
  )
}

/** Gives the lease back; the last process stops the server while it holds the lock, so that a newcomer waits. */
export async function giveBackLease(
  server: ClusterServer,
  client: pg.Client,
): Promise<{ readonly stopped: boolean }> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [usersLock])
    const last = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [usersLock])
    return { stopped: last.rows[0]?.got === true && (await stopServer(server)) }
  } catch {
    // The server went away by itself; there is nothing left to stop.
    return { stopped: false }
  } finally {
    await client.end().catch(() => undefined)
  }
}

export function connectionAs(
  places: ClusterPlaces,
  login: { user: string; password: string },
): ConnectionSettings {
  const base = { user: login.user, password: login.password, database: 'postgres' }
  if (process.platform !== 'win32') return { host: places.socketFolder, ...base }
  const port = Number(readFileSync(places.pidFile, 'utf8').split('\n')[3])
  return { host: '127.0.0.1', port, ...base }
}

type Outcome = { readonly kind: 'held'; readonly client: pg.Client } | { readonly kind: 'absent' | 'busy' }

async function tryLease(places: ClusterPlaces): Promise<Outcome> {
  const { administratorPassword } = readSecrets(places)
  let client: pg.Client | undefined
  try {
    const settings = connectionAs(places, { user: administrator, password: administratorPassword })
    client = new pg.Client({
      ...settings,
      connectionTimeoutMillis: 10_000,
      application_name: 'kembali lease',
    })
    client.on('error', () => undefined)
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [usersLock])
    return { kind: 'held', client }
  } catch (error) {
    await client?.end().catch(() => undefined)
    return { kind: stateAfter(error, places) }
  }
}

function stateAfter(error: unknown, places: ClusterPlaces): 'absent' | 'busy' {
  switch (errorCode(error)) {
    case 'ENOENT': // no socket
    case 'ECONNREFUSED': // a socket nobody listens on
      return 'absent'
    case '28P01':
    case '28000':
      throw new ClusterError(`The database in ${places.dataDir} refuses the password kept beside it.`)
    case 'EACCES':
    case 'EPERM':
      throw new ClusterError(
        `The database in ${places.dataDir} belongs to another system user (${messageOf(error)}).`,
      )
    default:
      // 57P03 starting or shutting down, 57P01 shut down under us, 53300 too many connections, or cut off: look again.
      return 'busy'
  }
}
