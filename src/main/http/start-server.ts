import type { FastifyInstance } from 'fastify'
import type { StaffServer } from '../../clinic/staff-route.ts'
import { openIdleLimit } from '../auth/idle-limit.ts'
import { openStaffAuth, type StaffAuth } from '../auth/staff-auth.ts'
import { patientPages } from '../patient-pages/patient-pages.ts'
import type { Runtime } from '../runtime/open-runtime.ts'
import { sessionKey } from '../runtime/session-key.ts'
import { buildServer } from './build-server.ts'
import { consoleFiles } from './console-files.ts'
import { healthRoutes } from './health-routes.ts'
import { ownHost } from './own-address.ts'
import { sessionRoutes, staffSessionOf } from './session-routes.ts'
import { registerStaffRoutes } from './staff-routes.ts'

export interface RunningServer {
  /** Where it is reached, e.g. http://127.0.0.1:4480. */
  readonly address: string
  readonly app: FastifyInstance
  readonly auth: StaffAuth
  /** Answers what is under way, then stops listening. */
  close(): Promise<void>
}

export interface ServerPlace {
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
}

/** The HTTP side of Kembali: console, staff API, patient pages, health. */
export async function startServer(runtime: Runtime, place: ServerPlace): Promise<RunningServer> {
  const { config, db, log, connection } = runtime
  const publicUrl = config.publicUrl
  const app = await buildServer({ log, isPublic: publicUrl?.startsWith('https:') === true })
  const secret = await sessionKey(config)
  const idleLimit = openIdleLimit(db, config.idleMinutes)
  // The port is known only after listening; better-auth needs its own address for cookies and origin checks.
  let auth: StaffAuth | undefined
  const baseUrl = (): string => publicUrl ?? addressOf(app)
  const authNow = (): StaffAuth => {
    auth ??= openStaffAuth({
      connection,
      secret,
      baseUrl: baseUrl(),
      hasManyAddresses: publicUrl === undefined,
      onSession: idleLimit.begin,
    })
    return auth
  }
  const sessionOptions = { db, auth: authNow, idleLimit, baseUrl }
  const server: StaffServer = {
    app,
    db,
    sessionOf: async (request) => staffSessionOf(sessionOptions, request),
  }
  healthRoutes(app, db)
  sessionRoutes(app, sessionOptions)
  await registerStaffRoutes(server, runtime, baseUrl)
  await patientPages(app, { db, sessionKey: secret, log })
  await consoleFiles(app)
  // biome-ignore lint/nursery/useAwaitThenable: Fastify's listen() returns a promise; its instance type is thenable too
  await app.listen({ host: place.host, port: place.port })
  return {
    address: addressOf(app),
    app,
    get auth() {
      return authNow()
    },
    close: async () => {
      await app.close()
      await auth?.close()
    },
  }
}

/** Health and metrics alone: what watches a process that has no pages. */
export async function startHealthDoor(
  { db, log }: Runtime,
  place: ServerPlace,
): Promise<Pick<RunningServer, 'address' | 'close'>> {
  const app = await buildServer({ log, isPublic: false })
  healthRoutes(app, db)
  // biome-ignore lint/nursery/useAwaitThenable: as above
  await app.listen({ host: place.host, port: place.port })
  return { address: addressOf(app), close: async () => app.close() }
}

function addressOf(app: FastifyInstance): string {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the server is not listening')
  return `http://${ownHost(address.address)}:${address.port}`
}
