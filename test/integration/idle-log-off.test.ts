import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addStaff } from '../../src/clinic/add-staff.ts'
import { type RunningServer, startServer } from '../../src/main/http/start-server.ts'
import { readConfig } from '../../src/platform/config/read-config.ts'
import { openLog } from '../../src/platform/log/log.ts'
import { testDatabase } from '../support/database.ts'
import { outreachClinic } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const clinic = await outreachClinic(database.connection)
const folder = mkdtempSync(join(tmpdir(), 'kembali-idle-'))
const password = 'a long sentence is easy'
const email = 'ewa@klonowa.example'
let server: RunningServer

beforeAll(async () => {
  const environment = { KEMBALI_IDLE_MINUTES: '10', KEMBALI_LOG_LEVEL: 'silent' }
  const config = readConfig(environment, { dataDir: folder })
  if (!config.ok) throw new Error(config.error.join('\n'))
  const { connection } = database
  const runtime = {
    config: config.value,
    log: openLog('silent'),
    db: clinic.db,
    connection,
    close: async () => {},
  }
  server = await startServer(runtime, { host: '127.0.0.1', port: 0 })
  const user = await server.auth.createUser({ name: 'Ewa Zając', email, password })
  if (user === null) throw new Error('the address is taken')
  const person = {
    authUserId: user.id,
    name: 'Ewa Zając',
    email,
    role: 'front_desk',
    language: 'pl',
  } as const
  await clinic.db.tenant(clinic.clinicId, async (tx) =>
    addStaff(tx.as('clinic'), { person, actor: { kind: 'system', name: 'test' } }),
  )
})
afterAll(async () => {
  await server.close()
  await clinic.db.close()
  rmSync(folder, { recursive: true })
})

interface Browser {
  /** Asks as the console does; `idle`: seconds since somebody did something, as the header says it. */
  get(path: string, idle?: string): Promise<{ readonly status: number; readonly type?: string }>
  post(path: string, idle?: string): Promise<{ readonly status: number; readonly type?: string }>
  left(idle?: string): Promise<number>
}

/** By a one-time link, which may be used more often than a password may be tried. */
async function signIn(by: 'link' | 'password' = 'link'): Promise<Browser> {
  const [path, body] =
    by === 'link'
      ? ['/api/sign-in-link', { token: await server.auth.issueSignInLink(email) }]
      : ['/api/auth/sign-in/email', { email, password }]
  const signedIn = await fetch(`${server.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-kembali': '1', origin: server.address },
    body: JSON.stringify(body),
  })
  expect(signedIn.status).toBe(200)
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const ask = async (method: string, path: string, idle?: string) => {
    const answer = await fetch(`${server.address}${path}`, {
      method,
      headers: {
        cookie,
        'x-kembali': '1',
        'content-type': 'application/json',
        ...(idle === undefined ? {} : { 'x-kembali-idle': idle }),
      },
      ...(method === 'POST' ? { body: JSON.stringify({ language: 'pl' }) } : {}),
    })
    // biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asserts
    const body: any = await answer.json()
    return { status: answer.status, body }
  }
  const answerOf = async (method: string, path: string, idle?: string) => {
    const { status, body } = await ask(method, path, idle)
    return status < 400 ? { status } : { status, type: body.type }
  }
  return {
    get: async (path, idle) => answerOf('GET', path, idle),
    post: async (path, idle) => answerOf('POST', path, idle),
    left: async (idle) => {
      const { body } = await ask('GET', '/api/session/presence', idle)
      expect(body.limitSeconds).toBe(600)
      return body.remainingSeconds
    },
  }
}

const pass = (seconds: number): void => clinic.clock.advance({ seconds })
const ok = { status: 200 }
const isIdle = { status: 401, type: 'session_idle' }
const isSignedOut = { status: 401, type: 'sign_in_needed' }

describe('a session in which nobody does anything', () => {
  it.each(['link', 'password'] as const)(
    'begun by %s lasts to the last second and not longer',
    async (by) => {
      const browser = await signIn(by)
      pass(599)
      expect(await browser.get('/api/session')).toEqual(ok)
      pass(1)
      expect(await browser.get('/api/session')).toEqual(isIdle)
      expect(await browser.get('/api/session')).toEqual(isSignedOut)
    },
  )

  it('is refused whatever the browser says, and stays ended', async () => {
    const browser = await signIn()
    pass(600)
    expect(await browser.post('/api/session/language', '0')).toEqual(isIdle)
    expect(await browser.get('/api/session/presence', '0')).toEqual(isSignedOut)
    expect(await browser.get('/api/inbox', '0')).toEqual(isSignedOut)
  })

  it('is not kept alive by a page that asks for news every minute', async () => {
    const browser = await signIn()
    for (let minute = 1; minute < 10; minute += 1) {
      pass(60)
      expect(await browser.get('/api/session', String(minute * 60))).toEqual(ok)
      expect(await browser.left(String(minute * 60))).toBe(600 - minute * 60)
    }
    pass(60)
    expect(await browser.get('/api/session', '600')).toEqual(isIdle)
  })

  it.each([undefined, 'now', '-1', '1.5', '99999999'])('is not kept alive by the word %j', async (told) => {
    const browser = await signIn()
    pass(300)
    expect(await browser.get('/api/session', told)).toEqual(ok)
    expect(await browser.left(told)).toBe(300)
  })

  it('ends for one browser and goes on for another of the same person', async () => {
    const left = await signIn()
    const used = await signIn()
    pass(400)
    expect(await used.left('0')).toBe(600)
    pass(200)
    expect(await left.get('/api/session')).toEqual(isIdle)
    expect(await used.get('/api/session')).toEqual(ok)
  })
})

describe('a session in which somebody does something', () => {
  it('goes on for as long as they do', async () => {
    const browser = await signIn()
    for (const seconds of [590, 590, 590]) {
      pass(seconds)
      expect(await browser.get('/api/session', '0')).toEqual(ok)
    }
    expect(await browser.left()).toBe(600)
  })

  it('counts from the last key, also when the next request comes much later', async () => {
    const browser = await signIn()
    pass(500)
    // The last letter of a long answer was typed two minutes ago; nothing was asked of the server since.
    expect(await browser.left('120')).toBe(600 - 120)
    expect(await browser.left('400')).toBe(600 - 120)
  })
})

it('a session that nobody knows the last sign of life of has ended', async () => {
  const browser = await signIn()
  await clinic.db.discover(sql`update auth.session set "lastActiveAt" = null`)
  expect(await browser.get('/api/session', '0')).toEqual(isIdle)
})

it('who is not signed in learns nothing about sessions', async () => {
  const answer = await fetch(`${server.address}/api/session/presence`)
  expect(answer.status).toBe(401)
})

it.each(['1', '721', '1.5', 'never'])('KEMBALI_IDLE_MINUTES=%s is refused by name', (value) => {
  const config = readConfig({ KEMBALI_IDLE_MINUTES: value })
  expect(config).toEqual({ ok: false, error: [expect.stringContaining('KEMBALI_IDLE_MINUTES')] })
})
