import type { FastifyInstance } from 'fastify'
import { noticePage } from '../../../web/patient/pages/leave.ts'
import type { Database } from '../../platform/db/database.ts'
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
    pages.setErrorHandler(async (error, _request, reply) => {
      if (typeof error !== 'object' || error === null || !('statusCode' in error) || error.statusCode !== 429)
        throw error
      const { frame } = await nobodysFrame(opener)
      return reply
        .code(429)
        .type('text/html; charset=utf-8')
        .send(noticePage(frame, { kind: 'tooMany' }))
    })
    birthDateDoors(pages, { ...opener, tries: countWrongTries() })
    bookingDoors(pages, opener)
    visitDoors(pages, opener)
    leaveDoors(pages, opener)
    ready()
  })
}

/** The frame of a page that belongs to no clinic. */
async function nobodysFrame(opener: Opener) {
  const result = await openLink(opener, {
    token: '',
    path: '/',
    purpose: 'book',
    cookie: undefined,
    wishedLanguage: undefined,
  })
  return result.kind === 'over' ? result : result.opened
}
