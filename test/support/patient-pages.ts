import type { FastifyInstance } from 'fastify'
import { buildServer } from '../../src/main/http/build-server.ts'
import { patientPages } from '../../src/main/patient-pages/patient-pages.ts'
import { issuePageLink, type PageLinkPurpose } from '../../src/outreach/page-link.ts'
import { openLog } from '../../src/platform/log/log.ts'
import type { BookingClinic, TestPatient } from './booking-clinic.ts'

/** The patient pages of a test clinic, not listening yet. */
export async function patientServer(clinic: BookingClinic): Promise<FastifyInstance> {
  const app = await buildServer({ log: openLog('silent'), isPublic: false })
  await patientPages(app, { db: clinic.db, sessionKey: 'a test key that is long enough for anybody' })
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
