import { resolve } from 'node:path'
import type pg from 'pg'
import { ensureApplicationRoles } from './application-roles.ts'
import { messageOf } from './cluster-error.ts'
import {
  administrator,
  applicationLogin,
  clusterExists,
  createCluster,
  makeDataFolder,
  makeSocketFolder,
  noDatabase,
  readSecrets,
} from './cluster-folder.ts'
import { clusterPlaces } from './cluster-places.ts'
import { type ConnectionSettings, connectionAs, giveBackLease, takeLease } from './lease.ts'
import { nativeTools } from './native-tools.ts'
import { requireReachable, serverAccount } from './server-account.ts'
import type { ClusterServer } from './server-process.ts'

export interface EmbeddedCluster {
  /** The application's connection: a login role that owns the database and is no superuser. */
  readonly connection: ConnectionSettings
  /** The superuser's connection, for tests and repair. */
  readonly administrator: ConnectionSettings
  /** True when this process started the server, false when it joined a running one. */
  readonly started: boolean
  /** Leaves the cluster; the last process to leave stops the server. End every pool of your own first. */
  close(): Promise<{ readonly stopped: boolean }>
}

/**
 * Opens the PostgreSQL that comes with Kembali, creating or starting it when needed. Nobody owns the server: it runs
 * detached, every process that uses it holds a shared lock in it, and the last one to leave stops it. A process that
 * is killed leaves the server running, and the next one adopts it.
 *
 * Throws ClusterError with what to do when the folder, the account or the machine does not allow it.
 */
export async function openEmbeddedCluster(options: {
  readonly dataDir: string
  readonly log?: (line: string) => void
  /** Gives up durability for speed; for clusters that are thrown away. */
  readonly fast?: boolean
  readonly maxConnections?: number
  /** Where there is no database none is made: the folder may be mistyped. */
  readonly mustExist?: boolean
}): Promise<EmbeddedCluster> {
  const server = await prepare(options)
  const secrets = readSecrets(server.places)
  const lease = new StandingLease(server)
  const started = await lease.take((client) => ensureApplicationRoles(client, secrets.applicationPassword))
  const login = (user: string, password: string): ConnectionSettings =>
    connectionAs(server.places, { user, password })
  return {
    connection: { ...login(applicationLogin, secrets.applicationPassword), database: 'kembali' },
    administrator: login(administrator, secrets.administratorPassword),
    started,
    close: () => lease.giveBack(),
  }
}

async function prepare(options: Parameters<typeof openEmbeddedCluster>[0]): Promise<ClusterServer> {
  const places = clusterPlaces(resolve(options.dataDir))
  if (options.mustExist === true && !clusterExists(places)) throw noDatabase(places.dataDir)
  const log = options.log ?? (() => undefined)
  const account = serverAccount(places)
  const fast = options.fast ?? false
  makeDataFolder(places.dataDir, account)
  requireReachable(places.dataDir, account)
  if (!clusterExists(places)) {
    log(`creating the database in ${places.dataDir}`)
    await createCluster({ places, account, fast, tools: await nativeTools(places.dataDir, account) })
  }
  if (process.platform !== 'win32') makeSocketFolder(places, account)
  return { places, account, log, wishes: { fast, maxConnections: options.maxConnections ?? 100 } }
}

/**
 * Keeps the lease for as long as the process wants it. The server cuts every session when one of its processes
 * crashes, and may be killed itself; then the lease is taken anew (and the server started), or another process would
 * think itself the last one.
 */
class StandingLease {
  readonly #server: ClusterServer
  #held: Promise<pg.Client> | undefined
  #closing: Promise<{ readonly stopped: boolean }> | undefined

  constructor(server: ClusterServer) {
    this.#server = server
  }

  async take(prepareDatabase: (client: pg.Client) => Promise<void>): Promise<boolean> {
    const { client, started } = await takeLease(this.#server)
    try {
      await prepareDatabase(client)
    } catch (error) {
      await giveBackLease(this.#server, client)
      throw error
    }
    this.#keep(client)
    return started
  }

  giveBack(): Promise<{ readonly stopped: boolean }> {
    this.#closing ??= this.#giveBack()
    return this.#closing
  }

  async #giveBack(): Promise<{ readonly stopped: boolean }> {
    const client = await this.#held?.catch(() => undefined)
    return client === undefined ? { stopped: false } : await giveBackLease(this.#server, client)
  }

  #keep(client: pg.Client): void {
    this.#held = Promise.resolve(client)
    client.once('end', () => {
      if (this.#closing === undefined) this.#renew()
    })
  }

  #renew(): void {
    this.#server.log('the database cut the connection; joining it again')
    const renewed = takeLease(this.#server).then(({ client }) => {
      this.#keep(client)
      this.#server.log('joined the database again')
      return client
    })
    this.#held = renewed
    renewed.catch((error: unknown) => this.#server.log(messageOf(error)))
  }
}
