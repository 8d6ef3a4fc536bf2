import { createHash } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance } from 'fastify'
import { HttpProblem, type Problem } from '../../platform/http/problem.ts'
import type { Log } from '../../platform/log/log.ts'

export interface ServerOptions {
  readonly log: Log
  /** Behind a proxy the client's address is in X-Forwarded-For; believed from loopback only. */
  readonly isPublic: boolean
}

/** Fastify with what every door needs: headers, limits, cookies, forms, and one map from errors to problem details (law 16). */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: 1024 * 1024,
    trustProxy: 'loopback',
    requestTimeout: 30_000,
    genReqId: (request) =>
      createHash('sha256')
        .update(`${request.socket.remotePort ?? 0}${process.hrtime.bigint()}`)
        .digest('hex')
        .slice(0, 8),
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        scriptSrc: ["'self'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: options.isPublic,
  })
  await app.register(cookie)
  await app.register(formbody)
  // A whole clinic may sit behind one address; the built files of the console cost nothing.
  await app.register(rateLimit, {
    max: 1200,
    timeWindow: '1 minute',
    allowList: (request) => request.url.startsWith('/console/assets/'),
  })
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request.id)
    if (problem.status >= 500)
      options.log.error({ err: error, trace: request.id, route: request.routeOptions.url }, 'request failed')
    return reply.code(problem.status).type('application/problem+json').send(problem)
  })
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('application/problem+json')
      .send({ type: 'not_found', title: 'not_found', status: 404, trace: request.id } satisfies Problem),
  )
  return app
}

/** The one exhaustive map; a 500 says nothing but its trace. */
function problemOf(error: unknown, trace: string): Problem {
  if (error instanceof HttpProblem) {
    return {
      type: error.type,
      title: error.type,
      status: error.status,
      trace,
      ...(error.fields === undefined ? {} : { fields: error.fields }),
    }
  }
  const status = statusOf(error)
  const type = status === 429 ? 'too_many_requests' : status < 500 ? 'not_accepted' : 'unexpected'
  return { type, title: type, status, trace }
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500
  const { statusCode } = error
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500
}
