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
      const answer = await server.db.tenant(staff.clinicId, async (tx) =>
        handle({ tx, staff, actor, params, query, body, raw }),
      )
      return raw.sent ? raw : (route.reply.parse(answer) ?? null)
    },
  })
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
