import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { noticePage } from '../../../web/patient/pages/leave.ts'
import type { PageLinkPurpose } from '../../outreach/page-link.ts'
import { type OpenedLink, type Opener, openLink } from './opened-link.ts'
import { visitorCookie } from './visitor-cookie.ts'

/** Where links live, by what they are for. */
const doors = { book: '/b', confirm: '/c', unsubscribe: '/u' } as const

export interface Visit {
  readonly opened: OpenedLink
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Fields of the form, or of the address. */
  readonly given: Readonly<Record<string, unknown>>
}

/** Answers a page as text, or has redirected. */
export type Answer = (visit: Visit) => Promise<string | FastifyReply>

export interface Door {
  readonly purposes: readonly PageLinkPurpose[]
  readonly method: 'GET' | 'POST'
  /** Below the link: '' or '/times'. */
  readonly path: string
  /** `birth_date`: only after it was given. `form`: from one of our pages. `anybody`: a mail program, too. */
  readonly needs: 'birth_date' | 'form' | 'anybody'
  readonly perMinute?: number
}

const fields = z.record(z.string(), z.unknown()).catch({})
const parameters = z.object({ token: z.string().max(64) })

/** Registers one address below the links of these purposes. */
export function openDoor(
  app: FastifyInstance,
  opener: Opener & { readonly door: Door },
  answer: Answer,
): void {
  const { door } = opener
  for (const purpose of door.purposes) {
    app.route({
      method: door.method,
      url: `${doors[purpose]}/:token${door.path}`,
      config: { rateLimit: { max: door.perMinute ?? 60, timeWindow: '1 minute' } },
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const { token } = parameters.parse(request.params)
        const query = fields.parse(request.query)
        const path = `${doors[purpose]}/${token}`
        const result = await openLink(opener, {
          token,
          path,
          purpose,
          cookie: request.cookies[visitorCookie],
          wishedLanguage: query['l'],
        })
        reply.type('text/html; charset=utf-8')
        if (result.kind === 'over') return reply.code(404).send(noticePage(result.frame, { kind: 'over' }))
        const { opened } = result
        const given = door.method === 'GET' ? query : fields.parse(request.body)
        if (!mayEnter(opener, opened, given)) return reply.redirect(opened.to(''), 303)
        const page = await answer({ opened, request, reply, given })
        return typeof page === 'string' ? reply.send(page) : page
      },
    })
  }
}

/** A foreign form, or a date of birth that was forgotten, leads back to the first question. */
function mayEnter(
  { seal, door }: Opener & { readonly door: Door },
  opened: OpenedLink,
  given: Readonly<Record<string, unknown>>,
): boolean {
  if (door.needs === 'anybody') return true
  if (door.method === 'POST' && !seal.isFormToken(given['form'], opened.link.tokenHash)) return false
  return door.needs === 'form' || opened.isVerified
}
