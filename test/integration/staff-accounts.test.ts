import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endStaff } from '../../src/clinic/end-staff.ts'
import type { StaffRole } from '../../src/clinic/rules/actor.ts'
import { issueSetUpLink } from '../../src/main/auth/set-up-link.ts'
import { type RunningServer, startServer } from '../../src/main/http/start-server.ts'
import { readConfig } from '../../src/platform/config/read-config.ts'
import { openLog } from '../../src/platform/log/log.ts'
import { testDatabase } from '../support/database.ts'
import { outreachClinic } from '../support/outreach-clinic.ts'
import { send } from '../support/patient-pages.ts'

const { connection } = await testDatabase()
const { db, clock, clinicId } = await outreachClinic(connection)
let server: RunningServer
let callers = 0

beforeAll(async () => {
  const config = readConfig({ KEMBALI_SESSION_KEY: 'a test key that is long enough for anybody' })
  if (!config.ok) throw new Error('no configuration')
  const runtime = {
    config: config.value,
    log: openLog('silent'),
    db,
    connection,
    close: async () => undefined,
  }
  server = await startServer(runtime, { host: '127.0.0.1', port: 0 })
})

afterAll(async () => {
  await server.close()
  await db.close()
})

const linkFor = async (role?: StaffRole): Promise<string> =>
  (await issueSetUpLink(db, clinicId, role)).path.split('#')[1] ?? ''

async function setUp(
  token: string,
  email: string,
  given: { readonly headers?: Record<string, string>; readonly password?: string } = {},
) {
  const { headers = { 'x-kembali': '1' }, password = 'a long sentence is easy' } = given
  callers += 1
  const person = { name: 'Ewa Zając', email, password, language: 'pl' }
  const answer = await send(server.app, {
    method: 'POST',
    url: '/api/set-up',
    headers,
    // Each from an address of its own: set-up is limited by address.
    remoteAddress: `203.0.113.${callers}`,
    payload: { token, ...person },
  })
  const cookies = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]))
  return { status: answer.statusCode, type: answer.json().type, cookies }
}

async function sessionOf(cookies: Record<string, string>) {
  const answer = await send(server.app, { method: 'GET', url: '/api/session', cookies })
  return { status: answer.statusCode, staff: answer.json().staff }
}

describe('a set-up link', () => {
  it.each([
    [undefined, 'owner'],
    ['front_desk', 'front_desk'],
    ['read_only', 'read_only'],
  ] as const)('for %s makes one account, of that role, signed in', async (role, becomes) => {
    const token = await linkFor(role)
    const first = await setUp(token, `Ewa.${becomes}@klonowa.example`)
    expect(first.status).toBe(200)
    expect(await sessionOf(first.cookies)).toMatchObject({
      status: 200,
      staff: { role: becomes, email: `ewa.${becomes}@klonowa.example`, language: 'pl' },
    })
    expect(await setUp(token, 'second@klonowa.example')).toMatchObject({ status: 410, type: 'link_spent' })
  })

  it('stays good when the address has an account already and the password is not its own', async () => {
    const token = await linkFor()
    await setUp(await linkFor(), 'taken@klonowa.example')
    const stranger = { password: 'the password of somebody else' }
    expect(await setUp(token, 'taken@klonowa.example', stranger)).toMatchObject({
      status: 409,
      type: 'email_taken',
    })
    expect(await setUp(token, 'taken@klonowa.example')).toMatchObject({ status: 409, type: 'already_staff' })
    expect(await setUp(token, 'free@klonowa.example')).toMatchObject({ status: 200 })
  })

  it('brings back somebody who left, by their own password, with the role of the link', async () => {
    const email = 'returning@klonowa.example'
    const before = await sessionOf((await setUp(await linkFor('manager'), email)).cookies)
    await db.tenant(clinicId, async (tx) =>
      endStaff(tx.as('clinic'), { email, actor: { kind: 'command_line', name: 'kembali staff' } }),
    )
    const back = await setUp(await linkFor('front_desk'), email)
    expect(back.status).toBe(200)
    const after = await sessionOf(back.cookies)
    expect(after).toMatchObject({ status: 200, staff: { id: before.staff.id, role: 'front_desk', email } })
    const audited = await db.tenant(clinicId, async (tx) =>
      tx.read
        .selectFrom('clinic.audit')
        .select('action')
        .where('clinic_id', '=', clinicId)
        .where('subject_id', '=', before.staff.id)
        .execute(),
    )
    const actions = audited.map(({ action }) => action).sort()
    expect(actions).toEqual(['staff.added', 'staff.ended', 'staff.returned'])
  })

  it('of a second clinic gives the same account a second clinic, and opens it', async () => {
    const email = 'both@klonowa.example'
    await setUp(await linkFor('clinician'), email)
    const second = await outreachClinic(connection, { name: 'Druga' })
    const { path } = await issueSetUpLink(second.db, second.clinicId, 'owner')
    await second.db.close()
    const { cookies, status } = await setUp(path.split('#')[1] ?? '', email)
    expect(status).toBe(200)
    const answer = await send(server.app, { method: 'GET', url: '/api/session', cookies })
    expect(answer.json()).toMatchObject({ staff: { role: 'owner' }, clinic: { name: 'Druga' } })
    expect(answer.json().clinics).toHaveLength(2)
  })

  it('is of no use after seven days, to a foreign form, or when it is no link', async () => {
    const token = await linkFor()
    expect(await setUp(token, 'late@klonowa.example', { headers: {} })).toMatchObject({ status: 403 })
    clock.advance({ hours: 7 * 24 })
    expect(await setUp(token, 'late@klonowa.example')).toMatchObject({ status: 410 })
    expect(await setUp('no-such-token', 'late@klonowa.example')).toMatchObject({ status: 410 })
  })
})

it('a sign-in link signs its person in once', async () => {
  await setUp(await linkFor('clinician'), 'forgetful@klonowa.example')
  const token = await server.auth.issueSignInLink('forgetful@klonowa.example')
  const spend = async () =>
    send(server.app, {
      method: 'POST',
      url: '/api/sign-in-link',
      headers: { 'x-kembali': '1' },
      payload: { token },
    })
  const first = await spend()
  const cookies = Object.fromEntries(first.cookies.map(({ name, value }) => [name, value]))
  expect(await sessionOf(cookies)).toMatchObject({ staff: { role: 'clinician' } })
  expect((await spend()).statusCode).toBe(410)
})

it('whoever left is signed out at once, and the audit says who ended it', async () => {
  const { cookies } = await setUp(await linkFor('manager'), 'leaver@klonowa.example')
  const { status, staff } = await sessionOf(cookies)
  expect(status).toBe(200)
  const actor = { kind: 'command_line', name: 'kembali staff' } as const
  const end = async () =>
    db.tenant(clinicId, async (tx) => endStaff(tx.as('clinic'), { email: 'Leaver@klonowa.example ', actor }))
  expect(await end()).toBe(true)
  expect(await end()).toBe(false)
  expect((await sessionOf(cookies)).status).toBe(401)
  const audited = await db.tenant(clinicId, async (tx) =>
    tx.read
      .selectFrom('clinic.audit')
      .select(['action', 'actor_kind', 'actor_name', 'detail'])
      .where('clinic_id', '=', clinicId)
      .where('action', '=', 'staff.ended')
      .where('subject_id', '=', staff.id)
      .execute(),
  )
  expect(audited).toEqual([
    {
      action: 'staff.ended',
      actor_kind: 'command_line',
      actor_name: 'kembali staff',
      detail: { role: 'manager' },
    },
  ])
})

describe('a server that nobody gave a public address', () => {
  const person = { email: 'lan@klonowa.example', password: 'a long sentence is easy' }
  const signIn = async (host: string, origin: string) =>
    send(server.app, {
      method: 'POST',
      url: '/api/auth/sign-in/email',
      headers: { 'x-kembali': '1', host, origin, cookie: 'kembali_clinic=none', 'sec-fetch-mode': 'cors' },
      payload: person,
    })

  it.each(['192.168.1.20:4480', 'localhost:4480', 'reception-pc:4480', '[fd00::2]:4480'])(
    'lets staff sign in from its page at %s, and from no other page',
    async (host) => {
      await server.auth.createUser({ name: 'Jan Lis', ...person })
      const answer = await signIn(host, `http://${host}`)
      expect(answer.statusCode).toBe(200)
      expect(answer.cookies.map(({ secure }) => secure ?? false)).not.toContain(true)
      expect((await signIn(host, 'http://elsewhere.example')).statusCode).toBe(403)
    },
  )

  it('that listens everywhere names an address that opens', async () => {
    const config = readConfig({ KEMBALI_SESSION_KEY: 'a test key that is long enough for anybody' })
    if (!config.ok) throw new Error('no configuration')
    const log = openLog('silent')
    const runtime = { config: config.value, log, db, connection, close: async () => undefined }
    const everywhere = await startServer(runtime, { host: '0.0.0.0', port: 0 })
    try {
      expect(everywhere.address).not.toContain('0.0.0.0')
      expect((await fetch(`${everywhere.address}/healthz`)).status).toBe(200)
    } finally {
      await everywhere.close()
    }
  })
})
