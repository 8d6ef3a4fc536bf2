import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Database } from '../platform/db/database.ts'
import type { TenantTransaction } from '../platform/db/module-db.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import type { Actor } from './rules/actor.ts'
import { mayDo, type Permission } from './rules/policy.ts'
import type { StaffSession } from './staff-session.ts'

/** What every staff route stands on; the server provides it. */
export interface StaffServer {
  readonly app: FastifyInstance
  readonly db: Database
  /** Who asks; null when nobody is signed in. */
  readonly sessionOf: (request: FastifyRequest) => Promise<StaffSession | null>
}

type Schema = z.ZodType

interface RouteShape<Params extends Schema, Query extends Schema, Body extends Schema, Reply extends Schema> {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly permission: Permission
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** What goes out: fields not named here do not leave the server. */
  readonly reply: Reply
  /** For questions that take long and change nothing: whoever asked is gone, so the database stops too. */
  readonly stopsWhenGivenUp?: boolean
}

export interface StaffCall<Params, Query, Body> {
  readonly tx: TenantTransaction
  readonly staff: StaffSession
  readonly actor: Actor
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** For downloads: headers of the answer. */
  readonly raw: FastifyReply
}

/**
 * One staff route, in the order every route has: sign-in, permission, validation, transaction, use case, presentation.
 * A GET runs in the same kind of transaction and changes nothing (law 11).
 */
export function staffRoute<
  Params extends Schema = z.ZodUndefined,
  Query extends Schema = z.ZodUndefined,
  Body extends Schema = z.ZodUndefined,
  Reply extends Schema = z.ZodUndefined,
>(
  server: StaffServer,
  route: RouteShape<Params, Query, Body, Reply>,
  handle: (call: StaffCall<z.infer<Params>, z.infer<Query>, z.infer<Body>>) => Promise<z.input<Reply>>,
): void {
  server.app.route({
    method: route.method,
    url: route.url,
    handler: async (request, raw) => {
      const staff = await server.sessionOf(request)
      if (staff === null) throw new HttpProblem(401, 'sign_in_needed')
      if (!mayDo(staff.role, route.permission)) throw new HttpProblem(403, 'not_allowed')
      const params = accept(route.params, request.params, 'params')
      const query = accept(route.query, request.query, 'query')
      const body = accept(route.body, request.body, 'body')
      const actor: Actor = { kind: 'staff', id: staff.staffId, name: staff.name, role: staff.role }
      const ask = async (tx: TenantTransaction) => handle({ tx, staff, actor, params, query, body, raw })
      const answer =
        route.stopsWhenGivenUp === true
          ? await untilGivenUp(raw, (signal) => server.db.tenant(staff.clinicId, ask, { signal }))
          : await server.db.tenant(staff.clinicId, ask)
      return raw.sent ? raw : (route.reply.parse(answer) ?? null)
    },
  })
}

/** Runs a question until it is answered, or until whoever asked closes the connection (a newer question, another page). */
async function untilGivenUp<T>(raw: FastifyReply, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const given = new AbortController()
  const onClose = () => {
    if (!raw.raw.writableFinished) given.abort()
  }
  raw.raw.once('close', onClose)
  try {
    return await work(given.signal)
  } catch (error) {
    // Nobody reads this answer; it only keeps the log free of a failure that is none.
    throw given.signal.aborted ? new HttpProblem(499, 'given_up') : error
  } finally {
    raw.raw.off('close', onClose)
  }
}

function accept<S extends Schema>(schema: S | undefined, value: unknown, part: string): z.infer<S> {
  if (schema === undefined) return undefined as z.infer<S>
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new HttpProblem(
    400,
    'not_accepted',
    parsed.error.issues.map((issue) => ({ path: [part, ...issue.path].join('.'), reason: issue.code })),
  )
}
