import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { addStaff } from '../../clinic/add-staff.ts'
import { chooseLanguage } from '../../clinic/choose-language.ts'
import { ChooseClinic, ChooseLanguage, type Presence, SetUp, SpendSignInLink } from '../../clinic/contract.ts'
import { giveBackSetUpLink, spendSetUpLink } from '../../clinic/one-time-link.ts'
import { membershipsOf, type StaffSession } from '../../clinic/staff-session.ts'
import type { Database } from '../../platform/db/database.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import type { IdleLimit } from '../auth/idle-limit.ts'
import type { HeldSession, StaffAuth } from '../auth/staff-auth.ts'

/** better-auth endpoints that may be called from outside; everything else of it stays shut. */
const openAuthRoutes = [
  '/sign-in/email',
  '/sign-out',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
] as const

const clinicCookie = 'kembali_clinic'

export interface SessionRoutesOptions {
  readonly db: Database
  /** Made at the first request: its own address is known only once the server listens. */
  readonly auth: () => StaffAuth
  readonly idleLimit: IdleLimit
  readonly baseUrl: () => string
}

/** Sign-in, set-up and the choice of clinic and language. Every POST carries our header, which no foreign form can send. */
export function sessionRoutes(app: FastifyInstance, options: SessionRoutesOptions): void {
  const { auth, db } = options
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || !request.url.startsWith('/api/')) return
    if (request.headers['x-kembali'] !== '1') throw new HttpProblem(403, 'foreign_request')
  })

  for (const path of openAuthRoutes) {
    app.post(
      `/api/auth${path}`,
      { config: { rateLimit: { max: 20, timeWindow: '1 minute' } } },
      async (request, reply) => {
        const answer = await auth().auth.handler(webRequest(request, options.baseUrl()))
        return forward(answer, reply)
      },
    )
  }

  app.post(
    '/api/sign-in-link',
    { config: { rateLimit: { max: 20, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const { token } = accepted(SpendSignInLink, request.body)
      const answer = await auth().spendSignInLink(token, webHeaders(request))
      if (answer.headers.getSetCookie().length === 0) throw new HttpProblem(410, 'link_spent')
      copyCookies(answer, reply)
      return reply.code(200).send({})
    },
  )

  app.post(
    '/api/set-up',
    { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const person = accepted(SetUp, request.body)
      const clinic = await setUpAccount(db, auth(), person)
      const answer = await auth().auth.api.signInEmail({
        body: { email: person.email.toLowerCase(), password: person.password },
        headers: webHeaders(request),
        asResponse: true,
      })
      copyCookies(answer, reply)
      // Whoever works in several clinics begins in the one that asked them in.
      return chosenClinic(reply, clinic).code(200).send({})
    },
  )

  app.get('/api/session/presence', async (request): Promise<Presence> => {
    const { remainingSeconds } = await heldSession(options, request)
    return { limitSeconds: options.idleLimit.minutes * 60, remainingSeconds }
  })

  app.post('/api/session/clinic', async (request, reply) => {
    const { clinicId: chosen } = accepted(ChooseClinic, request.body)
    const sessions = await sessionsOf(options, request)
    if (!sessions.some((session) => session.clinicId === chosen)) throw new HttpProblem(403, 'not_allowed')
    return chosenClinic(reply, chosen).send({})
  })

  app.post('/api/session/language', async (request) => {
    const { language } = accepted(ChooseLanguage, request.body)
    for (const session of await sessionsOf(options, request)) {
      await db.tenant(session.clinicId, async (tx) =>
        chooseLanguage(tx.as('clinic'), { staffId: session.staffId, language }),
      )
    }
    return {}
  })
}

/**
 * Whose request this is, in the clinic they chose last; null when nobody is signed in or they belong to no clinic.
 * A session that was left alone for too long is a refusal of its own, so that the person can be told.
 */
export async function staffSessionOf(
  options: SessionRoutesOptions,
  request: FastifyRequest,
): Promise<StaffSession | null> {
  const sessions = await sessionsOf(options, request).catch((error: unknown) => {
    if (error instanceof HttpProblem && error.type === 'sign_in_needed') return []
    throw error
  })
  const chosen = request.cookies[clinicCookie]
  return sessions.find((session) => session.clinicId === chosen) ?? sessions[0] ?? null
}

async function sessionsOf(
  options: SessionRoutesOptions,
  request: FastifyRequest,
): Promise<readonly StaffSession[]> {
  const { user } = await heldSession(options, request)
  return membershipsOf(options.db, user.id)
}

async function heldSession(
  { auth, idleLimit }: SessionRoutesOptions,
  request: FastifyRequest,
): Promise<HeldSession & { readonly remainingSeconds: number }> {
  const held = await auth().sessionOf(webHeaders(request))
  if (held === null) throw new HttpProblem(401, 'sign_in_needed')
  const remainingSeconds = await idleLimit.secondsLeft(held.sessionId, idleSecondsOf(request))
  if (remainingSeconds > 0) return { ...held, remainingSeconds }
  await auth().endSession(held.token)
  throw new HttpProblem(401, 'session_idle')
}

/** How long ago somebody last did something at that browser, as it says; null: it does not say. */
function idleSecondsOf(request: FastifyRequest): number | null {
  const told = request.headers['x-kembali-idle']
  return typeof told === 'string' && /^\d{1,6}$/.test(told) ? Number(told) : null
}

/** Whoever has an account already, here or in another clinic, proves it by its password and keeps it. */
async function setUpAccount(db: Database, auth: StaffAuth, person: z.infer<typeof SetUp>): Promise<ClinicId> {
  const place = await spendSetUpLink(db, person.token)
  if (place === null) throw new HttpProblem(410, 'link_spent')
  const refuse = async (type: 'email_taken' | 'already_staff'): Promise<never> => {
    await giveBackSetUpLink(db, person.token)
    throw new HttpProblem(409, type, [{ path: 'body.email', reason: 'taken' }])
  }
  const user = (await auth.createUser(person)) ?? (await auth.userOf(person))
  if (user === null) return refuse('email_taken')
  const { outcome } = await db.tenant(place.clinic, async (tx) =>
    addStaff(tx.as('clinic'), {
      person: {
        authUserId: user.id,
        name: person.name,
        email: person.email,
        role: place.role,
        language: person.language,
      },
      actor: { kind: 'system', name: 'set-up link' },
    }),
  )
  return outcome === 'is_member' ? refuse('already_staff') : place.clinic
}

function chosenClinic(reply: FastifyReply, clinic: string): FastifyReply {
  return reply.setCookie(clinicCookie, clinic, { path: '/', httpOnly: true, sameSite: 'strict' })
}

function accepted<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new HttpProblem(
    400,
    'not_accepted',
    parsed.error.issues.map((issue) => ({ path: ['body', ...issue.path].join('.'), reason: issue.code })),
  )
}

function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

function webRequest(request: FastifyRequest, baseUrl: string): Request {
  const headers = webHeaders(request)
  headers.delete('content-length')
  return new Request(new URL(request.url, baseUrl), {
    method: request.method,
    headers,
    body: JSON.stringify(request.body ?? {}),
  })
}

async function forward(answer: Response, reply: FastifyReply): Promise<FastifyReply> {
  copyCookies(answer, reply)
  return reply
    .code(answer.status)
    .type('application/json')
    .send(await answer.text())
}

function copyCookies(answer: Response, reply: FastifyReply): void {
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
}
