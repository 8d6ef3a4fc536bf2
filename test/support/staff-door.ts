import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { addStaff } from '../../src/clinic/add-staff.ts'
import { type StaffRole, staffRoles } from '../../src/clinic/rules/actor.ts'
import type { StaffServer } from '../../src/clinic/staff-route.ts'
import type { StaffSession } from '../../src/clinic/staff-session.ts'
import { buildServer } from '../../src/main/http/build-server.ts'
import type { Database } from '../../src/platform/db/database.ts'
import { openLog } from '../../src/platform/log/log.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'
import type { Language } from '../../src/platform/rules/language.ts'

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asserts
  readonly body: any
}

export interface StaffDoor {
  /** Asks as a colleague of that role; as `nobody` without a session. */
  get(url: string, as?: StaffRole | 'nobody'): Promise<Answer>
  post(url: string, body: object, as?: StaffRole | 'nobody'): Promise<Answer>
  /** The answer to a POST as it went out, for what is no JSON. */
  raw(url: string, body: object, as?: StaffRole | 'nobody'): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

/** The staff routes of a server in process, with one colleague of every role. */
export async function staffDoor(
  clinic: { readonly db: Database; readonly clinicId: ClinicId },
  register: (server: StaffServer) => void | Promise<void>,
  language: Language = 'en',
): Promise<StaffDoor> {
  const sessions = new Map<string, StaffSession>()
  for (const role of staffRoles) sessions.set(role, await colleague(clinic, role, language))
  const app: FastifyInstance = await buildServer({ log: openLog('silent'), isPublic: false })
  await register({
    app,
    db: clinic.db,
    sessionOf: async (request) => sessions.get(String(request.headers['x-test-role'])) ?? null,
  })
  const reach = async (options: InjectOptions, as: StaffRole | 'nobody'): Promise<LightMyRequestResponse> => {
    const asked = { ...options, headers: { 'x-test-role': as, 'x-kembali': '1' } }
    return app.inject(asked).then((answer) => answer)
  }
  const ask = async (options: InjectOptions, as: StaffRole | 'nobody'): Promise<Answer> => {
    const reply = await reach(options, as)
    return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() }
  }
  return {
    get: async (url, as = 'owner') => ask({ method: 'GET', url }, as),
    post: async (url, body, as = 'owner') => ask({ method: 'POST', url, payload: body }, as),
    raw: async (url, body, as = 'owner') => reach({ method: 'POST', url, payload: body }, as),
    close: async () => app.close(),
  }
}

async function colleague(
  { db, clinicId }: { readonly db: Database; readonly clinicId: ClinicId },
  role: StaffRole,
  language: Language,
): Promise<StaffSession> {
  const person = {
    authUserId: `auth-${role}`,
    name: `Ewa ${role}`,
    email: `${role}@klonowa.example`,
    role,
    language,
  }
  const { id } = await db.tenant(clinicId, async (tx) =>
    addStaff(tx.as('clinic'), { person, actor: { kind: 'system', name: 'test' } }),
  )
  return { clinicId, staffId: id, ...person }
}
