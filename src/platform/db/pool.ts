import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { keepPlans, planName } from './kept-plans.ts'
import { wireParameter, wireTypes } from './wire-types.ts'

/** Where PostgreSQL is: one URL, or the parts that the embedded server tells. */
export type Connection =
  | { readonly url: string }
  | {
      readonly host: string
      readonly port?: number
      readonly user: string
      readonly password: string
      readonly database: string
    }

export interface PoolOptions {
  /** Connections at most. */
  readonly size?: number
  readonly applicationName?: string
  /** Told of connections that die while idle: the pool replaces them by itself. */
  readonly onIdleError?: (error: Error) => void
  /** Connections keep the plans of the statements they are asked (kept-plans.ts); default: they do not. */
  readonly keepsPlans?: boolean
}

export function openPool(connection: Connection, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(connection),
    max: options.size ?? 10,
    // Compiling a plan costs more than it saves on questions that take milliseconds.
    options: '-c jit=off',
    application_name: options.applicationName ?? 'kembali',
    types: wireTypes,
    connectionTimeoutMillis: 15_000,
  })
  outliveLostConnections(pool, options.onIdleError)
  if (options.keepsPlans === true) pool.on('connect', keepPlans)
  return pool
}

/**
 * A database that restarts cuts its connections, and a cut one tells so by an event of its own beside the query it
 * fails; unheard, that event ends the process. Idle connections are replaced; whoever holds one sees its query fail.
 */
function outliveLostConnections(pool: pg.Pool, onIdleError?: (error: Error) => void): void {
  pool.on('error', (error) => onIdleError?.(error))
  pool.on('connect', (client) => client.on('error', () => undefined))
}

export function clientConfig(connection: Connection): pg.ClientConfig {
  if ('url' in connection) return { connectionString: connection.url }
  const { host, port, user, password, database } = connection
  return { host, user, password, database, ...(port === undefined ? {} : { port }) }
}

/** Kysely on one client that somebody else opened: used inside a transaction that tenant() owns. */
export function poolOfOne(client: pg.ClientBase): PostgresPool {
  return {
    options: {},
    connect: async () => asKyselyClient(client, () => undefined),
    end: async () => undefined,
  }
}

/** Kysely on a whole pool, one connection per statement. */
export function kyselyPool(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect()
      return asKyselyClient(client, () => client.release())
    },
    end: async () => undefined,
  }
}

function asKyselyClient(client: pg.ClientBase, release: () => void): PostgresPoolClient {
  const query = async (text: string, parameters: readonly unknown[]): Promise<unknown> => {
    const name = planName(client, text, parameters)
    const values = parameters.map(wireParameter)
    return client.query(name === undefined ? { text, values } : { name, text, values })
  }
  // Kysely's client also knows cursors; ours is asked for text and parameters only.
  return { query: query as unknown as PostgresPoolClient['query'], release }
}

/** A pool with the driver's own types, for a library that brings its own queries and lives in one schema. */
export function openLibraryPool(connection: Connection, schema: string): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(connection),
    max: 4,
    options: `-c search_path=${schema}`,
    application_name: `kembali ${schema}`,
  })
  outliveLostConnections(pool)
  return pool
}
