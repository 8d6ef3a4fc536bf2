import { type Clock, systemClock } from '../../platform/clock/clock.ts'
import type { Config } from '../../platform/config/read-config.ts'
import { Database } from '../../platform/db/database.ts'
import { openEmbeddedCluster } from '../../platform/db/embedded/open-embedded-cluster.ts'
import { migrate } from '../../platform/db/migrate.ts'
import { type Connection, openPool } from '../../platform/db/pool.ts'
import { dispatchBy } from '../../platform/events/event-table.ts'
import { randomIds } from '../../platform/ids/ids.ts'
import type { Log } from '../../platform/log/log.ts'
import { eventTable } from '../events.ts'
import { refuseWithoutRowSecurity } from './row-security.ts'

/** What a command or a server stands on: the database, migrated and guarded, and how to leave it. */
export interface Runtime {
  readonly config: Config
  readonly log: Log
  readonly db: Database
  readonly connection: Connection
  close(): Promise<void>
}

export interface RuntimeOptions {
  readonly config: Config
  readonly log: Log
  readonly clock?: Clock
  /** May make the embedded database where there is none; else a folder without one is refused. */
  readonly mayCreate?: boolean
}

/** Opens DATABASE_URL or the embedded PostgreSQL, brings the schema up to date and checks that tenants are kept apart. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { config, log } = options
  const place = await openPlace(options)
  try {
    const report = await migrate(place.connection)
    if (report.applied.length > 0)
      log.info({ applied: report.applied.length, version: report.version }, 'schema migrated')
    const pool = openPool(place.connection, {
      size: config.poolSize,
      onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
    })
    const db = new Database({
      pool,
      clock: options.clock ?? systemClock,
      ids: randomIds,
      dispatch: dispatchBy(eventTable),
    })
    await refuseWithoutRowSecurity(db)
    return {
      config,
      log,
      db,
      connection: place.connection,
      close: async () => {
        await db.close()
        await place.leave()
      },
    }
  } catch (error) {
    await place.leave()
    throw error
  }
}

async function openPlace({
  config,
  log,
  mayCreate = false,
}: RuntimeOptions): Promise<{ connection: Connection; leave: () => Promise<void> }> {
  if (config.databaseUrl !== undefined)
    return { connection: { url: config.databaseUrl }, leave: async () => undefined }
  const cluster = await openEmbeddedCluster({
    dataDir: config.dataDir,
    log: (line) => log.info(line),
    mustExist: !mayCreate,
  })
  return {
    connection: cluster.connection,
    leave: async () => {
      await cluster.close()
    },
  }
}
