import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffRole } from '../../src/clinic/rules/actor.ts'
import { conversationRoutes } from '../../src/conversations/routes.ts'
import { patientRoutes } from '../../src/insights/routes/patients.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { recordConsent } from '../../src/patients/record-consent.ts'
import { desk } from '../support/campaign-clinic.ts'
import { type ConversationClinic, conversationClinic, rowsOf } from '../support/conversation-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
const words = await loadOutreachPacks()
const closing: (() => Promise<void>)[] = []
let clinic: ConversationClinic
let door: StaffDoor
let anna: TestPatient
let jan: TestPatient

// Each story has a clinic of its own. It is Tuesday, ten in the morning.
beforeEach(async () => {
  ;({ clinic, door } = await room())
  const [first, second] = clinic.patients
  if (first === undefined || second === undefined) throw new Error('two patients')
  anna = first
  jan = second
})
afterAll(async () => {
  for (const close of closing) await close()
})

async function room(): Promise<{ clinic: ConversationClinic; door: StaffDoor }> {
  const made = await conversationClinic(database.connection, { patients: 2 })
  const opened = await staffDoor(made, (server) => {
    conversationRoutes(server, words)
    patientRoutes(server, words)
  })
  closing.push(async () => {
    await opened.close()
    await made.db.close()
  })
  return { clinic: made, door: opened }
}

const key = '00000000-0000-4000-8000-0000000000aa'
const text = 'Dzień dobry, tu Klonowa. Dr Lis prosi o kontakt w sprawie wizyty.'

type Channel = 'sms' | 'email'
const wayTo = ({ id, contactPointId }: TestPatient, channel: Channel = 'sms') => ({
  patientId: id,
  contactPointId,
  channel,
})
const begin = async (way: object, as: StaffRole | 'nobody' = 'front_desk') => door.post('/api/inbox', way, as)
const reply = async (threadId: string, body: object = { text, key }) =>
  door.post(`/api/inbox/${threadId}/reply`, body, 'front_desk')
const writingOf = async ({ id }: TestPatient, as: StaffRole = 'front_desk') =>
  (await door.get(`/api/patients/${id}`, as)).body.writing
const tab = async (name: string) => (await door.get(`/api/inbox?tab=${name}`, 'front_desk')).body

async function begun(way: object): Promise<string> {
  const { status, body } = await begin(way)
  expect(status).toBe(200)
  return body.threadId
}

interface MessageRow {
  readonly origin: string
  readonly is_reply: boolean
  readonly patient_id: string
  readonly channel: Channel
  readonly state: string
}

const messages = async () =>
  rowsOf<MessageRow>(
    clinic,
    (clinicId) => sql`
      select origin, is_reply, patient_id, channel, state from outreach.message where clinic_id = ${clinicId} order by planned_at, id`,
  )

async function ledger(patient: TestPatient, purpose: 'visit_admin' | 'all'): Promise<void> {
  await clinic.db.tenant(clinic.clinicId, async (tx) =>
    recordConsent(
      tx.as('patients'),
      [
        {
          contactPointId: patient.contactPointId,
          patientId: patient.id,
          channel: 'any',
          purpose,
          state: 'withdrawn',
        },
      ],
      { method: 'front_desk', evidence: 'at the desk', actor: desk },
    ),
  )
}

describe('a conversation that we begin', () => {
  test('is in no list before the first text, then waits for the patient', async () => {
    expect(await writingOf(anna)).toEqual([
      { contactPointId: anna.contactPointId, channel: 'sms', shown: '+48 601 ··· 000', refusal: null },
    ])
    const threadId = await begun(wayTo(anna))
    for (const name of ['mine', 'team', 'snoozed', 'done']) {
      expect((await tab(name)).threads).toEqual([])
      expect((await tab(name)).counts).toEqual({ mine: 0, team: 0, snoozed: 0, done: 0 })
    }
    expect((await door.get(`/api/inbox/${threadId}`, 'front_desk')).body).toMatchObject({
      thread: { state: 'begun', lastText: '' },
      mayAnswer: true,
      refusal: null,
      entries: [],
      people: [{ id: anna.id }],
    })
    clinic.clock.advance({ minutes: 1 })
    expect((await reply(threadId)).body).toEqual({ leavesAt: null })
    expect(await messages()).toMatchObject([
      { origin: 'desk', is_reply: false, patient_id: anna.id, state: 'queued' },
    ])
    expect(await clinic.deliver(anna.number)).toEqual([text])
    expect((await tab('mine')).threads).toMatchObject([
      { id: threadId, state: 'open', lastText: text, waiting: null },
    ])
    const audit = await rowsOf<{ action: string }>(
      clinic,
      (clinicId) => sql`
        select action from clinic.audit where clinic_id = ${clinicId} and subject_kind = 'thread' order by at, id`,
    )
    expect(audit.map(({ action }) => action)).toEqual(['thread.begun', 'thread.answered'])
  })

  test('is the same one however often it is begun, and the text goes out once', async () => {
    const threadId = await begun(wayTo(anna))
    expect(await begun(wayTo(anna))).toBe(threadId)
    expect((await reply(threadId)).status).toBe(200)
    expect((await reply(threadId)).status).toBe(200)
    expect(await clinic.deliver(anna.number)).toEqual([text])
    expect(await begun(wayTo(anna))).toBe(threadId)
    expect((await tab('team')).threads).toMatchObject([{ id: threadId, state: 'open' }])
  })

  test('keeps quiet hours, and says when it leaves; an answer does not', async () => {
    const threadId = await begun(wayTo(anna))
    await clinic.hear('ile kosztuje wizyta?', jan.number)
    clinic.clock.advance({ hours: 12 })
    const sent = await reply(threadId)
    expect(sent.body.leavesAt).toMatchObject({ iso: '2026-11-25T07:00:00Z' })
    expect(await clinic.deliver(anna.number)).toEqual([])
    const waiting = await begun(wayTo(jan))
    expect(
      (await reply(waiting, { text: '200 zł', key: '00000000-0000-4000-8000-0000000000ab' })).body,
    ).toEqual({
      leavesAt: null,
    })
    expect(await clinic.deliver(jan.number)).toEqual(['200 zł'])
    clinic.clock.advance({ hours: 10 })
    expect(await clinic.deliver(anna.number)).toEqual([text])
  })

  test('brings the answer to a person, whatever it says', async () => {
    const threadId = await begun(wayTo(anna))
    await reply(threadId)
    await clinic.deliver(anna.number)
    await clinic.hear('tak', anna.number)
    expect((await tab('team')).threads).toMatchObject([{ id: threadId, waiting: expect.any(String) }])
  })

  test('by e-mail needs an account and leaves with the name of the clinic', async () => {
    const { db, clinicId } = clinic
    const point = '00000000-0000-4000-8000-0000000000e1'
    await db.tenant(clinicId, async (tx) => {
      await tx.run(sql`
        insert into patients.contact_point (clinic_id, id, kind, value, created_at)
        values (${clinicId}, ${point}, 'email', 'anna@poczta.example', ${tx.now})`)
      await tx.run(sql`
        insert into patients.patient_contact (clinic_id, patient_id, contact_point_id, use) values (${clinicId}, ${anna.id}, ${point}, 'home')`)
      await tx.run(sql`
        insert into patients.consent (clinic_id, id, contact_point_id, patient_id, channel, purpose, state, at, zone, method, evidence)
        values (${clinicId}, ${key}, ${point}, ${anna.id}, 'any', 'visit_admin', 'given', ${tx.now}, 'Europe/Warsaw', 'import', 'test')`)
    })
    const email = { contactPointId: point, channel: 'email' }
    const refusals = async () =>
      (await writingOf(anna)).map((way: { channel: string; refusal: string | null }) => [
        way.channel,
        way.refusal,
      ])
    expect(await refusals()).toEqual([
      ['sms', null],
      ['email', 'no_account'],
    ])
    expect(await begin({ patientId: anna.id, ...email })).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('no_account') },
    })
    await db.tenant(clinicId, async (tx) =>
      tx.run(sql`
        insert into outreach.account (clinic_id, id, channel, provider, sender, settings, created_at)
        values (${clinicId}, ${point}, 'email', 'loopback', 'recepcja@klonowa.example', '{}', ${tx.now})`),
    )
    expect(await refusals()).toEqual([
      ['sms', null],
      ['email', null],
    ])
    const threadId = await begun({ patientId: anna.id, ...email })
    await reply(threadId)
    const [mail] = await rowsOf<{ subject: string; body: string }>(
      clinic,
      (id) => sql`select subject, body from outreach.message where clinic_id = ${id} and channel = 'email'`,
    )
    expect(mail).toEqual({ subject: 'Klonowa', body: text })
  })

  test('at a number of two people is with the one who was chosen', async () => {
    const { db, clinicId } = clinic
    await db.tenant(clinicId, async (tx) =>
      tx.run(sql`
        insert into patients.patient_contact (clinic_id, patient_id, contact_point_id, use)
        values (${clinicId}, ${jan.id}, ${anna.contactPointId}, 'mobile')`),
    )
    await clinic.db.tenant(clinicId, async (tx) =>
      tx.run(sql`
        insert into patients.consent (clinic_id, id, contact_point_id, patient_id, channel, purpose, state, at, zone, method, evidence)
        values (${clinicId}, ${key}, ${anna.contactPointId}, ${jan.id}, 'any', 'visit_admin', 'given', ${tx.now}, 'Europe/Warsaw', 'import', 'test')`),
    )
    const threadId = await begun({ ...wayTo(anna), patientId: jan.id })
    await reply(threadId)
    expect(await messages()).toMatchObject([{ patient_id: jan.id }])
    clinic.clock.advance({ minutes: 1 })
    expect(await begun(wayTo(anna))).toBe(threadId)
    await reply(threadId, { text, key: '00000000-0000-4000-8000-0000000000ab' })
    expect((await messages()).map((one) => one.patient_id)).toEqual([jan.id, anna.id])
  })
})

describe('nobody is written to', () => {
  const refused = async (patient: TestPatient, reason: string) => {
    expect(await writingOf(patient)).toMatchObject([{ refusal: reason }])
    expect(await begin(wayTo(patient))).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining(reason) },
    })
    expect(
      await rowsOf(
        clinic,
        (id) => sql`select 1 from conversations.thread where clinic_id = ${id} and state = 'begun'`,
      ),
    ).toEqual([])
  }

  test('who has said STOP, by any way', async () => {
    await clinic.hear('STOP', anna.number)
    await refused(anna, 'opted_out')
  })

  test('who took the consent back, wants no contact, or whose number is dead', async () => {
    const { db, clinicId } = clinic
    await ledger(anna, 'visit_admin')
    await refused(anna, 'opted_out')
    await db.tenant(clinicId, async (tx) => {
      await tx.run(
        sql`update patients.patient set safe_contact = 'none' where clinic_id = ${clinicId} and id = ${jan.id}`,
      )
    })
    await refused(jan, 'no_contact_wanted')
    await db.tenant(clinicId, async (tx) => {
      await tx.run(
        sql`update patients.patient set safe_contact = 'normal' where clinic_id = ${clinicId} and id = ${jan.id}`,
      )
      await tx.run(
        sql`update patients.contact_point set validity = 'invalid' where clinic_id = ${clinicId} and id = ${jan.contactPointId}`,
      )
    })
    await refused(jan, 'address_invalid')
  })

  test('by a number that nobody was ever asked about', async () => {
    const { db, clinicId } = clinic
    const point = '00000000-0000-4000-8000-0000000000e2'
    await db.tenant(clinicId, async (tx) => {
      await tx.run(sql`
        insert into patients.contact_point (clinic_id, id, kind, value, created_at)
        values (${clinicId}, ${point}, 'phone', '+48221112233', ${tx.now})`)
      await tx.run(sql`
        insert into patients.patient_contact (clinic_id, patient_id, contact_point_id, use, rank)
        values (${clinicId}, ${anna.id}, ${point}, 'home', 2)`)
    })
    expect(await writingOf(anna)).toMatchObject([
      { contactPointId: anna.contactPointId, refusal: null },
      { contactPointId: point, refusal: 'no_consent' },
    ])
  })

  test('whose STOP comes while the text waits for the morning: the gate asks again', async () => {
    const threadId = await begun(wayTo(anna))
    clinic.clock.advance({ hours: 12 })
    await reply(threadId)
    await ledger(anna, 'all')
    clinic.clock.advance({ hours: 11 })
    expect(await clinic.deliver(anna.number)).toEqual([])
    expect(await messages()).toMatchObject([{ state: 'withheld' }])
  })

  test('who ends messages between the beginning and the text', async () => {
    const threadId = await begun(wayTo(anna))
    await ledger(anna, 'all')
    expect(await reply(threadId)).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('messages_ended') },
    })
    expect(await messages()).toEqual([])
  })

  test('a fortnight after their last word without consent; before that, they asked', async () => {
    await clinic.hear('ile kosztuje wizyta?', anna.number)
    await ledger(anna, 'visit_admin')
    const threadId = await begun(wayTo(anna))
    const page = async () => (await door.get(`/api/inbox/${threadId}`, 'front_desk')).body
    expect((await reply(threadId)).status).toBe(200)
    expect(await page()).toMatchObject({ mayAnswer: true })
    clinic.clock.advance({ hours: 24 * 15 })
    expect(await page()).toMatchObject({ mayAnswer: false, hasEndedMessages: false, refusal: 'opted_out' })
    expect(await reply(threadId, { text, key: '00000000-0000-4000-8000-0000000000ab' })).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('opted_out') },
    })
  })
})

describe('the doors', () => {
  test('are shut for strangers and for who may only look', async () => {
    expect((await begin(wayTo(anna), 'nobody')).status).toBe(401)
    expect((await begin(wayTo(anna), 'read_only')).status).toBe(403)
    expect(await writingOf(anna, 'read_only')).toBeNull()
  })

  test('refuse what is malformed or belongs to somebody else', async () => {
    expect((await begin({ ...wayTo(anna), channel: 'pigeon' })).status).toBe(400)
    expect((await begin({ patientId: anna.id })).status).toBe(400)
    expect((await begin({ ...wayTo(anna), contactPointId: jan.contactPointId })).status).toBe(404)
    expect((await begin(wayTo(anna, 'email'))).status).toBe(404)
  })

  test('keep clinics apart', async () => {
    const other = await room()
    const [stranger] = other.clinic.patients
    if (stranger === undefined) throw new Error('two patients')
    expect((await begin(wayTo(stranger))).status).toBe(404)
    expect((await begin({ ...wayTo(stranger), patientId: anna.id })).status).toBe(404)
  })

  test('a GET writes nothing', async () => {
    const count = async () =>
      rowsOf(clinic, (id) => sql`select count(*) from conversations.thread where clinic_id = ${id}`)
    const before = await count()
    await writingOf(anna)
    expect(await count()).toEqual(before)
  })
})
