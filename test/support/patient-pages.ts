import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { buildServer } from '../../src/main/http/build-server.ts'
import { patientPages } from '../../src/main/patient-pages/patient-pages.ts'
import { visitorCookie } from '../../src/main/patient-pages/visitor-cookie.ts'
import { issuePageLink, type PageLinkPurpose } from '../../src/outreach/page-link.ts'
import { openLog } from '../../src/platform/log/log.ts'
import type { BookingClinic, TestPatient } from './booking-clinic.ts'

/** The patient pages of a test clinic, not listening yet. */
export async function patientServer(clinic: BookingClinic): Promise<FastifyInstance> {
  const log = openLog('silent')
  const app = await buildServer({ log, isPublic: false })
  await patientPages(app, { db: clinic.db, sessionKey: 'a test key that is long enough for anybody', log })
  await app.ready()
  return app
}

/** Starts listening on a free port of this machine; answers the address. */
export function listen(app: FastifyInstance): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 })
}

/** A link as a message would carry it: the path of its page. */
export async function linkFor(
  clinic: BookingClinic,
  patient: TestPatient,
  wish: {
    readonly purpose?: PageLinkPurpose
    readonly channel?: 'sms' | 'email'
    readonly appointmentId?: string
  } = {},
): Promise<string> {
  const { path } = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    issuePageLink(tx.as('outreach'), {
      patientId: patient.id,
      contactPointId: patient.contactPointId,
      channel: wish.channel ?? 'sms',
      purpose: wish.purpose ?? 'book',
      subjectKey: wish.appointmentId === undefined ? 'thread:test' : `appointment:${wish.appointmentId}`,
      origin: 'campaign:test',
      appointmentId: wish.appointmentId ?? null,
      expiresAt: tx.now.add({ hours: 14 * 24 }),
    }),
  )
  return path
}

/** One request, no redirect followed. */
export function send(app: FastifyInstance, request: InjectOptions): Promise<LightMyRequestResponse> {
  return app.inject(request)
}

/** A browser without script that follows nothing by itself and keeps one cookie; `below` is the path below the link. */
export function visitor(app: FastifyInstance, path: string, address = '203.0.113.7') {
  let cookie = ''
  let form = ''
  const request = async (
    method: 'GET' | 'POST',
    below: string,
    fields?: Readonly<Record<string, string>>,
  ) => {
    const answer = await send(app, {
      method,
      url: `${path}${below}`,
      remoteAddress: address,
      ...(cookie === '' ? {} : { cookies: { [visitorCookie]: cookie } }),
      ...(fields === undefined
        ? {}
        : {
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            payload: new URLSearchParams({ form, ...fields }).toString(),
          }),
    })
    cookie = answer.cookies.find(({ name }) => name === visitorCookie)?.value ?? cookie
    form = /name="form" value="([^"]+)"/.exec(answer.body)?.[1] ?? form
    return answer
  }
  return {
    get: async (below = '') => request('GET', below),
    post: async (below = '', fields: Readonly<Record<string, string>> = {}) => request('POST', below, fields),
    /** Gives the right date of birth of a test patient. */
    enter: async () => {
      await request('GET', '')
      return request('POST', '', { day: '14', month: '3', year: '1959' })
    },
  }
}
