import Fastify, { type FastifyInstance, type InjectOptions, type LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addStaff } from '../../src/clinic/add-staff.ts'
import type { StaffRole } from '../../src/clinic/rules/actor.ts'
import type { StaffSession } from '../../src/clinic/staff-session.ts'
import { conversationRoutes } from '../../src/conversations/routes.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { HttpProblem } from '../../src/platform/http/problem.ts'
import {
  type ConversationClinic,
  conversationClinic,
  givenVisit,
  rowsOf,
} from '../support/conversation-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic: ConversationClinic = await conversationClinic(database.connection, { patients: 4 })
const [zofia, adam, ewa, olga] = clinic.patients
if (zofia === undefined || adam === undefined || ewa === undefined || olga === undefined)
  throw new Error('four patients')

const sessions = new Map<string, StaffSession>()
let app: FastifyInstance

beforeAll(async () => {
  for (const role of ['front_desk', 'read_only'] as const) sessions.set(role, await colleague(role))
  app = Fastify()
  // Problems as the server's own map tells them; the map itself is tested elsewhere.
  app.setErrorHandler((error, _request, reply) =>
    error instanceof HttpProblem
      ? reply.code(error.status).send({ type: error.type })
      : reply.code(500).send({}),
  )
  conversationRoutes(
    {
      app,
      db: clinic.db,
      sessionOf: async (request) => sessions.get(String(request.headers['x-test-role'])) ?? null,
    },
    await loadOutreachPacks(),
  )
})

afterAll(async () => {
  await app.close()
  await clinic.db.close()
})

async function colleague(role: StaffRole): Promise<StaffSession> {
  const staffId = await clinic.db.tenant(clinic.clinicId, async (tx) => {
    await addStaff(tx.as('clinic'), {
      person: {
        authUserId: `auth-${role}`,
        name: `Kolega ${role}`,
        email: `${role}@klonowa.example`,
        role,
        language: 'en',
      },
      actor: { kind: 'system', name: 'test' },
    })
    const [row] = await tx.sql<{ id: string }>(sql`
      select id from clinic.staff where clinic_id = ${clinic.clinicId} and auth_user_id = ${`auth-${role}`}`)
    if (row === undefined) throw new Error('no staff')
    return row.id
  })
  return {
    clinicId: clinic.clinicId,
    staffId,
    authUserId: `auth-${role}`,
    name: `Kolega ${role}`,
    email: `${role}@klonowa.example`,
    role,
    language: 'en',
  }
}

async function ask(
  method: 'GET' | 'POST',
  url: string,
  wish: { readonly as?: StaffRole | 'nobody'; readonly body?: object } = {},
) {
  const request: InjectOptions = {
    method,
    url,
    headers: { 'x-test-role': wish.as ?? 'front_desk' },
    ...(wish.body === undefined ? {} : { payload: wish.body }),
  }
  const answer: LightMyRequestResponse = await app.inject(request).then((response) => response)
  return { status: answer.statusCode, body: answer.json() }
}

async function threadId(of: { readonly contactPointId: string }): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(
    clinic,
    (clinicId) =>
      sql`select id from conversations.thread where clinic_id = ${clinicId} and contact_point_id = ${of.contactPointId}`,
  )
  if (row === undefined) throw new Error('no thread')
  return row.id
}

const key = '00000000-0000-4000-8000-0000000000aa'

describe('the inbox', () => {
  test('shows who waits, urgent first, with numbers hidden', async () => {
    await clinic.hear('krwawię', adam.number)
    await clinic.hear('ile kosztuje wizyta?', zofia.number)
    const { status, body } = await ask('GET', '/api/inbox')
    expect(status).toBe(200)
    expect(body.counts).toEqual({ mine: 0, team: 2, snoozed: 0, done: 0 })
    expect(body.threads).toMatchObject([
      { need: 'urgent', people: [{ id: adam.id }], waiting: expect.stringMatching(/^5\smin$/) },
      { need: 'question', people: [{ id: zofia.id }], lastText: 'ile kosztuje wizyta?' },
    ])
    expect(JSON.stringify(body)).not.toContain(zofia.number)
  })

  test('a thread tells everything that was said, in its order, and how it was understood', async () => {
    await givenVisit(clinic, zofia, '2026-12-03T09:00:00Z')
    await clinic.deliver(zofia.number)
    const { status, body } = await ask('GET', `/api/inbox/${await threadId(zofia)}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      language: 'pl',
      mayAnswer: true,
      hasEndedMessages: false,
      people: [{ id: zofia.id, age: '46 years', nextVisit: { isConfirmed: false } }],
      entries: [
        { kind: 'in', text: 'ile kosztuje wizyta?', understood: { intent: 'question', language: 'pl' } },
        { kind: 'out', by: { kind: 'itself' }, delivery: 'sent' },
      ],
    })
  })

  test('an answer is queued once, whoever presses twice, and the thread waits no longer', async () => {
    const url = `/api/inbox/${await threadId(zofia)}/reply`
    const body = { text: '  200 zł. Zapraszamy.  ', key }
    expect((await ask('POST', url, { body })).status).toBe(200)
    expect((await ask('POST', url, { body })).status).toBe(200)
    expect(await clinic.deliver(zofia.number)).toEqual(['200 zł. Zapraszamy.'])
    const page = await ask('GET', '/api/inbox?tab=mine')
    expect(page.body.threads).toMatchObject([
      { people: [{ id: zofia.id }], need: null, waiting: null, state: 'open' },
    ])
    const audit = await rowsOf<{ count: number }>(
      clinic,
      (clinicId) =>
        sql`select count(*) as count from clinic.audit where clinic_id = ${clinicId} and action = 'thread.answered'`,
    )
    expect(audit).toEqual([{ count: 1 }])
  })

  test('an answer is measured before it is sent: one letter outside GSM-7 makes two parts of it', async () => {
    const url = `/api/inbox/${await threadId(zofia)}/measure`
    const measured = async (text: string) => (await ask('POST', url, { body: { text } })).body.sms
    expect(await measured('a'.repeat(100))).toEqual({ parts: 1, units: 100, room: 160, offenders: [] })
    expect(await measured(`${'a'.repeat(99)}ż`)).toEqual({
      parts: 2,
      units: 100,
      room: 134,
      offenders: ['ż'],
    })
    expect((await ask('POST', url, { as: 'read_only', body: { text: 'a' } })).status).toBe(403)
    expect((await ask('POST', `/api/inbox/${key}/measure`, { body: { text: 'a' } })).status).toBe(404)
  })

  test('refuses an answer to somebody who said STOP, to nobody, and to a thread that is not there', async () => {
    await clinic.hear('STOP', ewa.number)
    const url = `/api/inbox/${await threadId(ewa)}/reply`
    expect(await ask('POST', url, { body: { text: 'Dzień dobry', key } })).toMatchObject({
      status: 409,
      body: { type: 'messages_ended' },
    })
    await clinic.hear('halo', '+48699111222')
    const [stranger] = await rowsOf<{ id: string }>(
      clinic,
      (clinicId) => sql`
        select t.id from conversations.thread t join patients.contact_point p on p.clinic_id = t.clinic_id and p.id = t.contact_point_id
        where t.clinic_id = ${clinicId} and p.value = '+48699111222'`,
    )
    expect(
      await ask('POST', `/api/inbox/${stranger?.id}/reply`, { body: { text: 'Dzień dobry', key } }),
    ).toMatchObject({
      status: 422,
      body: { type: 'nobody_known' },
    })
    expect(
      (await ask('POST', `/api/inbox/${key}/reply`, { body: { text: 'Dzień dobry', key } })).status,
    ).toBe(404)
    expect((await ask('GET', `/api/inbox/${key}`)).status).toBe(404)
  })
})

describe('a thread', () => {
  test('put off comes back by itself at its time, and at once when the patient writes', async () => {
    await clinic.hear('gdzie zaparkować?', olga.number)
    const id = await threadId(olga)
    const until = clinic.clock.now().add({ hours: 2 }).toString()
    expect((await ask('POST', `/api/inbox/${id}/snooze`, { body: { until } })).status).toBe(200)
    expect((await ask('GET', '/api/inbox?tab=snoozed')).body.threads).toMatchObject([
      { id, state: 'snoozed' },
    ])
    await clinic.hear('halo, gdzie?', olga.number)
    expect((await ask('GET', '/api/inbox?tab=snoozed')).body.threads).toEqual([])
    await ask('POST', `/api/inbox/${id}/snooze`, {
      body: { until: clinic.clock.now().add({ hours: 2 }).toString() },
    })
    clinic.clock.advance({ hours: 3 })
    expect((await ask('GET', '/api/inbox?tab=snoozed')).body.threads).toEqual([])
    expect((await ask('POST', `/api/inbox/${id}/snooze`, { body: { until } })).body).toEqual({
      type: 'in_the_past',
    })
  })

  test('is given to a colleague of this clinic only', async () => {
    const id = await threadId(olga)
    const staffId = sessions.get('front_desk')?.staffId
    expect((await ask('POST', `/api/inbox/${id}/assign`, { body: { staffId } })).status).toBe(200)
    expect((await ask('GET', `/api/inbox/${id}`)).body.thread.assignedTo).toMatchObject({ id: staffId })
    expect(await ask('POST', `/api/inbox/${id}/assign`, { body: { staffId: key } })).toMatchObject({
      status: 422,
      body: { type: 'unknown_staff' },
    })
    expect((await ask('POST', `/api/inbox/${id}/assign`, { body: { staffId: null } })).status).toBe(200)
  })

  test('that is finished stands under done until the patient needs somebody again', async () => {
    const id = await threadId(olga)
    expect((await ask('POST', `/api/inbox/${id}/finish`)).status).toBe(200)
    expect((await ask('GET', '/api/inbox?tab=done')).body.threads).toEqual(
      expect.arrayContaining([expect.objectContaining({ id, need: null })]),
    )
    await clinic.hear('dziękuję', olga.number)
    expect((await ask('GET', `/api/inbox/${id}`)).body.thread.state).toBe('done')
    await clinic.hear('jednak nie przyjdę', olga.number)
    expect((await ask('GET', `/api/inbox/${id}`)).body.thread).toMatchObject({
      state: 'open',
      need: 'cancel',
    })
  })
})

describe('the doors', () => {
  test('are shut for strangers and for roles that may not answer', async () => {
    const id = await threadId(zofia)
    expect((await ask('GET', '/api/inbox', { as: 'nobody' })).status).toBe(401)
    expect((await ask('GET', '/api/inbox', { as: 'read_only' })).status).toBe(200)
    for (const [path, body] of [
      ['reply', { text: 'x', key }],
      ['assign', { staffId: null }],
      ['snooze', { until: '2030-01-01T00:00:00Z' }],
      ['finish', undefined],
    ] as const) {
      const wish = body === undefined ? {} : { body }
      expect((await ask('POST', `/api/inbox/${id}/${path}`, { as: 'read_only', ...wish })).status).toBe(403)
    }
  })

  test('refuse what is malformed', async () => {
    const id = await threadId(zofia)
    expect((await ask('GET', '/api/inbox?tab=everything')).status).toBe(400)
    expect((await ask('GET', '/api/inbox/not-an-id')).status).toBe(400)
    expect((await ask('POST', `/api/inbox/${id}/reply`, { body: { text: '   ', key } })).status).toBe(400)
    expect((await ask('POST', `/api/inbox/${id}/snooze`, { body: { until: 'tomorrow' } })).status).toBe(400)
  })

  test('a GET writes nothing', async () => {
    const stand = async () =>
      rowsOf(
        clinic,
        (clinicId) =>
          sql`select xmin::text as version, id from conversations.thread where clinic_id = ${clinicId} order by id`,
      )
    const before = await stand()
    await ask('GET', '/api/inbox')
    await ask('GET', `/api/inbox/${await threadId(zofia)}`)
    expect(await stand()).toEqual(before)
  })
})
