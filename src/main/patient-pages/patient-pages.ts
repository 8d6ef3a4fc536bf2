import type { FastifyInstance } from 'fastify'
import type { Frame } from '../../../web/patient/layout.ts'
import { noticePage } from '../../../web/patient/pages/leave.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Log } from '../../platform/log/log.ts'
import { birthDateDoors } from './birth-date-doors.ts'
import { bookingDoors } from './booking-doors.ts'
import { leaveDoors } from './leave-doors.ts'
import { type Opener, openLink } from './opened-link.ts'
import { patientStyleSheet } from './style-sheet.ts'
import { visitDoors } from './visit-doors.ts'
import { visitorSeal } from './visitor-cookie.ts'
import { countWrongTries } from './wrong-tries.ts'

export interface PatientPagesOptions {
  readonly db: Database
  /** Signs what a browser is given; 32 characters or more. */
  readonly sessionKey: string
  readonly log: Pick<Log, 'error'>
}

const styleSeconds = 365 * 24 * 60 * 60
const contentPolicy =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * The pages behind patients' links: /b/<token> books, /c/<token> asks about a visit, /u/<token> stops messages.
 * Plain HTML and forms; nothing personal before the date of birth. Needs the cookie, form and rate-limit plugins.
 */
export async function patientPages(app: FastifyInstance, options: PatientPagesOptions): Promise<void> {
  const style = await patientStyleSheet()
  const opener: Opener = { db: options.db, seal: visitorSeal(options.sessionKey), styleHref: style.path }
  app.get(style.path, async (_request, reply) =>
    reply
      .header('cache-control', `public, max-age=${styleSeconds}, immutable`)
      .type('text/css; charset=utf-8')
      .send(style.css),
  )
  await app.register((pages, _options, ready) => {
    // One-click requests of mail programs may be multipart; what they say does not matter (RFC 8058 §3.1).
    pages.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'string', bodyLimit: 4096 },
      (_request, _body, done) => done(null, {}),
    )
    pages.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', contentPolicy)
      reply.header('referrer-policy', 'no-referrer')
      reply.header('x-robots-tag', 'noindex, nofollow')
      reply.header('cache-control', 'no-store')
    })
    pages.setErrorHandler(async (error, request, reply) => {
      const { status, kind } = troubleOf(error)
      if (status >= 500) {
        options.log.error(
          { err: error, trace: request.id, route: request.routeOptions.url },
          'a patient page failed',
        )
      }
      const frame = await plainFrame(opener, request.query)
      return reply.code(status).type('text/html; charset=utf-8').send(noticePage(frame, { kind }))
    })
    birthDateDoors(pages, { ...opener, tries: countWrongTries() })
    bookingDoors(pages, opener)
    visitDoors(pages, opener)
    leaveDoors(pages, opener)
    ready()
  })
}

function troubleOf(error: unknown): {
  readonly status: number
  readonly kind: 'tooMany' | 'over' | 'broken'
} {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
  if (status === 429) return { status, kind: 'tooMany' }
  // What a browser sends by itself is always understood: everything else is no visitor of ours.
  return typeof status === 'number' && status < 500
    ? { status, kind: 'over' }
    : { status: 500, kind: 'broken' }
}

/** The frame of a page that asks nothing of the database. */
async function plainFrame(opener: Opener, query: unknown): Promise<Frame> {
  const wishedLanguage = typeof query === 'object' && query !== null && 'l' in query ? query.l : undefined
  const result = await openLink(opener, {
    token: '',
    path: '/',
    purpose: 'book',
    cookie: undefined,
    wishedLanguage,
  })
  return result.kind === 'over' ? result.frame : result.opened.frame
}
