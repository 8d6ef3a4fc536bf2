import { Kysely, PostgresDialect, type PostgresPool, type QueryResult, type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import type { Clock } from '../clock/clock.ts'
import type { DomainEvent } from '../events/domain-event.ts'
import type { Ids } from '../ids/ids.ts'
import { type ClinicId, isUuid } from '../rules/brand.ts'
import { copyRows } from './copy-rows.ts'
import type { ModuleDb, OwnTables, TenantTransaction } from './module-db.ts'
import { kyselyPool, poolOfOne } from './pool.ts'
import type { Tables } from './tables.gen.ts'

/** Delivers an event to its subscribers inside the transaction that emitted it; the table of them is in main/events.ts. */
export type Dispatch = (transaction: TenantTransaction, event: DomainEvent) => Promise<void>

export interface DatabaseParts {
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly ids: Ids
  readonly dispatch: Dispatch
}

/** The tables that are not behind row-level security: law 12 lists them. */
export type DirectoryTables = Pick<
  Tables,
  'clinic.clinic' | 'clinic.route' | 'clinic.one_time_link' | Extract<keyof Tables, `auth.${string}`>
>

/** The one door to PostgreSQL (law 12). */
export class Database {
  readonly clock: Clock
  readonly ids: Ids
  readonly #pool: pg.Pool
  readonly #dispatch: Dispatch
  /** Directory tables, as the login role, one statement at a time. */
  readonly directory: Kysely<DirectoryTables>
  readonly #discovery: Kysely<Tables>

  constructor(parts: DatabaseParts) {
    this.#pool = parts.pool
    this.clock = parts.clock
    this.ids = parts.ids
    this.#dispatch = parts.dispatch
    this.directory = kyselyOn<DirectoryTables>(kyselyPool(parts.pool))
    this.#discovery = kyselyOn<Tables>(kyselyPool(parts.pool))
  }

  /**
   * Runs `work` in one transaction that sees and writes one clinic only; commits when it returns, rolls back when it throws.
   * A `signal` that is given cancels the running statement.
   */
  async tenant<T>(
    clinicId: ClinicId,
    work: (transaction: TenantTransaction) => Promise<T>,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<T> {
    if (!isUuid(clinicId)) throw new Error('a clinic id is a lower-case uuid')
    signal?.throwIfAborted()
    const client = await this.#pool.connect()
    const cancelled = signal === undefined ? undefined : cancelOn(signal, { pool: this.#pool, client })
    let broken: Error | undefined
    try {
      signal?.throwIfAborted()
      await client.query(`begin; set local role kembali_app; set local app.clinic_id = '${clinicId}'`)
      const result = await work(this.#transaction(client, clinicId, signal))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((cause: Error) => {
        broken = cause
      })
      throw error
    } finally {
      // A cancel that came late must not hit whoever has the connection next.
      await cancelled?.()
      client.release(broken)
    }
  }

  /** Questions across clinics (which have work due?): read only, as the login role, for platform jobs and the command line. */
  async discover<Row>(statement: RawBuilder<Row>): Promise<Row[]> {
    return (await statement.execute(this.#discovery)).rows
  }

  /** One statement or transaction on the raw pool; migrations, doctor and job queues only. */
  get pool(): pg.Pool {
    return this.#pool
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  #transaction(client: pg.ClientBase, clinicId: ClinicId, signal?: AbortSignal): TenantTransaction {
    const kysely = kyselyOn<Tables>(poolOfOne(client))
    const run = async (statement: RawBuilder<unknown>): Promise<QueryResult<unknown>> => {
      signal?.throwIfAborted()
      return statement.execute(kysely)
    }
    const transaction: TenantTransaction = {
      clinicId,
      now: this.clock.now(),
      ids: this.ids,
      read: kysely,
      write: kysely as unknown as Kysely<OwnTables<'main'>>,
      sql: async <Row>(statement: RawBuilder<Row>) => {
        signal?.throwIfAborted()
        return (await statement.execute(kysely)).rows
      },
      run: async (statement) => Number((await run(statement)).numAffectedRows ?? 0n),
      copyInto: async (target, rows) => copyRows(client, target, rows),
      emit: async (event) => this.#dispatch(transaction, event),
      // One object serves every module: the narrowing lives in the types alone.
      as: (module) => transaction as unknown as ModuleDb<typeof module>,
    }
    return transaction
  }
}

/** Cancels what the client runs when the signal is given; the answer waits for a cancel that is under way, and ends the watch. */
function cancelOn(
  signal: AbortSignal,
  { pool, client }: { readonly pool: pg.Pool; readonly client: pg.PoolClient },
): () => Promise<void> {
  let underWay: Promise<unknown> | undefined
  const cancel = () => {
    underWay = cancelBackend(pool, 'processID' in client ? client.processID : null).catch(() => undefined)
  }
  signal.addEventListener('abort', cancel, { once: true })
  return async () => {
    signal.removeEventListener('abort', cancel)
    await underWay
  }
}

/** By a connection of its own: those of the pool may all be waiting for a cancel. */
async function cancelBackend(pool: pg.Pool, backend: unknown): Promise<void> {
  const messenger = new pg.Client(pool.options)
  try {
    await messenger.connect()
    await messenger.query('select pg_cancel_backend($1)', [backend])
  } finally {
    await messenger.end()
  }
}

function kyselyOn<Schema>(pool: PostgresPool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}

/** A JavaScript value as a jsonb parameter: the driver would turn an array into a PostgreSQL array. */
export function json(value: unknown): RawBuilder<never> {
  return sql<never>`${JSON.stringify(value)}::jsonb`
}
