import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ChannelBoard } from '../../src/main/worker/open-channels.ts'
import { channelRoutes } from '../../src/outreach/routes/channels.ts'
import { setAccountState } from '../../src/outreach/set-account-state.ts'
import { runTests } from '../../src/outreach/test-message/run-tests.ts'
import { readConfig } from '../../src/platform/config/read-config.ts'
import { openLog } from '../../src/platform/log/log.ts'
import { addOne } from '../support/channels-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { addPatients, type OutreachClinic, outreachClinic } from '../support/outreach-clinic.ts'
import { type SmppServer, startSmppServer } from '../support/smpp-server.ts'
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const { connection } = await testDatabase()
let smsc: SmppServer
let mail: SmtpTestServer
let clinic: OutreachClinic
let other: OutreachClinic
let door: StaffDoor
let otherDoor: StaffDoor
let board: ChannelBoard
let sms: string
let email: string

beforeAll(async () => {
  smsc = await startSmppServer()
  mail = await startSmtpServer()
  clinic = await outreachClinic(connection, { name: 'Klinika Klonowa' })
  other = await outreachClinic(connection, { name: 'Inna' })
  const settings = {
    host: '127.0.0.1',
    port: smsc.port,
    systemId: 'kembali',
    reconnectMinMs: 1,
    reconnectMaxMs: 5,
  }
  sms = await addOne(clinic, {
    channel: 'sms',
    provider: 'smpp',
    sender: 'KLONOWA',
    settings,
    secretName: null,
  })
  email = await addOne(clinic, {
    settings: { host: '127.0.0.1', port: mail.port, tls: 'none' },
    secretName: null,
  })
  const routes = async (of: OutreachClinic) =>
    staffDoor(of, (server) => channelRoutes(server, () => 'https://klonowa.example'))
  door = await routes(clinic)
  otherDoor = await routes(other)
  const config = readConfig({})
  if (!config.ok) throw new Error('no configuration')
  board = new ChannelBoard(
    { db: clinic.db, connection, config: config.value, log: openLog('silent'), close: async () => undefined },
    async () => undefined,
  )
  await board.refresh()
  await vi.waitFor(() => expect(board.channelsOf(clinic.clinicId).has(sms)).toBe(true))
})
beforeEach(() => {
  smsc.answerSubmits(() => 'accept')
  mail.answer(() => 'accept')
  // So that tests of before are no longer counted.
  clinic.clock.advance({ hours: 25 })
})
afterAll(async () => {
  await board.close()
  await smsc.close()
  await mail.close()
  await door.close()
  await otherDoor.close()
  await clinic.db.close()
  await other.db.close()
})

const ask = async (to: string, accountId = sms) =>
  (await door.post(`/api/channels/${accountId}/test`, { to })).body
const run = async () =>
  runTests(clinic.db, clinic.clinicId, { channels: board.channelsOf(clinic.clinicId), leaseSeconds: 60 })
const progress = async (id: string) => (await door.get(`/api/channels/tests/${id}`)).body
/** Asked for and handed over. */
const sent = async (to: string, accountId = sms) => {
  const { test: asked } = await ask(to, accountId)
  await run()
  return progress(asked.id)
}
const audited = async () => {
  const rows = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ action: string; detail: unknown; actor_name: string }>(sql`
      select action, detail, actor_name from clinic.audit where clinic_id = ${clinic.clinicId} and action like 'account.test%'
      order by at desc, id desc limit 1`),
  )
  return rows[0]
}

describe('by SMPP', () => {
  test('a test waits, is sent, and is delivered when the carrier says so', async () => {
    const { outcome, test: asked } = await ask('601 234 567')
    expect(outcome).toBe('queued')
    expect(asked).toMatchObject({
      stage: 'waiting',
      to: '+48 601 ··· 567',
      by: 'Ewa owner',
      isFollowed: true,
      reportsArrival: true,
    })
    expect(await run()).toBe(1)
    const arrived = smsc.accepted.at(-1)
    if (arrived === undefined) throw new Error('nothing arrived')
    expect(arrived).toMatchObject({
      from: 'KLONOWA',
      to: '48601234567',
      text: 'Klinika Klonowa: this is a test message. No answer is needed.',
    })
    expect(await progress(asked.id)).toMatchObject({ stage: 'sent', isFollowed: true })
    expect(await smsc.sendReceipt(arrived, 'DELIVRD')).toBe(0)
    expect(await progress(asked.id)).toMatchObject({ stage: 'delivered', failure: null, isFollowed: false })
    const { body } = await door.get('/api/channels')
    const account = body.accounts.find((one: { id: string }) => one.id === sms)
    expect(account).toMatchObject({ lastTest: { id: asked.id, stage: 'delivered' }, sent: 0, waiting: 0 })
    expect(await audited()).toEqual({
      action: 'account.tested',
      detail: { channel: 'sms' },
      actor_name: 'Ewa owner',
    })
  })

  test('a report that it did not arrive is told with the words of the carrier', async () => {
    const { id } = await sent('+48601234567')
    const arrived = smsc.accepted.at(-1)
    if (arrived === undefined) throw new Error('nothing arrived')
    await smsc.sendReceipt(arrived, 'UNDELIV')
    expect(await progress(id)).toMatchObject({ stage: 'failed', failure: 'not_delivered', isFollowed: false })
  })

  test('a report that overtakes the answer is asked for again, and then believed', async () => {
    smsc.answerSubmits(() => 'hold')
    const { test: asked } = await ask('601234567')
    const before = smsc.accepted.length
    const running = run()
    await vi.waitFor(() => expect(smsc.accepted.length).toBe(before + 1))
    const arrived = smsc.accepted.at(-1)
    if (arrived === undefined) throw new Error('nothing arrived')
    expect(await progress(asked.id)).toMatchObject({ stage: 'sending' })
    expect(await smsc.sendReceipt(arrived, 'DELIVRD')).not.toBe(0)
    smsc.releaseHeld()
    await running
    expect(await smsc.sendReceipt(arrived, 'DELIVRD')).toBe(0)
    expect(await progress(asked.id)).toMatchObject({ stage: 'delivered' })
  })

  test('a refusal for good says whose fault it is', async () => {
    smsc.answerSubmits(() => ({ status: 0x0b }))
    expect(await sent('601234567')).toMatchObject({ stage: 'failed', failure: 'address_refused' })
    smsc.answerSubmits(() => ({ status: 0x0a }))
    expect(await sent('601234567')).toMatchObject({
      stage: 'failed',
      failure: 'refused',
      detail: 'refused by the SMSC with command_status 0x000a',
    })
  })

  test('a refusal for now is tried again, ten minutes long', async () => {
    smsc.answerSubmits(() => ({ status: 0x14 }))
    const { id, stage, detail } = await sent('601234567')
    expect({ stage, detail }).toEqual({
      stage: 'waiting',
      detail: 'refused by the SMSC with command_status 0x0014',
    })
    expect(await run()).toBe(0)
    clinic.clock.advance({ seconds: 5 })
    expect(await run()).toBe(1)
    clinic.clock.advance({ minutes: 10 })
    expect(await run()).toBe(0)
    expect(await progress(id)).toMatchObject({
      stage: 'failed',
      failure: 'not_sent_in_time',
      detail: 'refused by the SMSC with command_status 0x0014',
    })
  })

  test('what a worker that died held is uncertain, and no other worker sends it', async () => {
    const { test: asked } = await ask('601234567')
    const before = smsc.accepted.length
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.as('outreach').run(sql`
        update outreach.test_message set state = 'submitting', lease_token = ${asked.id}, lease_until = ${clinic.clock.now().add({ seconds: 60 })}
        where clinic_id = ${clinic.clinicId} and id = ${asked.id}`),
    )
    expect(await run()).toBe(0)
    clinic.clock.advance({ seconds: 61 })
    expect(await run()).toBe(0)
    expect(await progress(asked.id)).toMatchObject({ stage: 'uncertain', isFollowed: false })
    expect(smsc.accepted.length).toBe(before)
  })
})

describe('by SMTP', () => {
  test('a test is sent, and that is all a mail server tells', async () => {
    expect(await sent('Ewa@Klonowa.example', email)).toMatchObject({
      stage: 'sent',
      to: 'e···@klonowa.example',
      reportsArrival: false,
      isFollowed: false,
    })
    expect(mail.accepted.at(-1)?.mail).toMatchObject({
      subject: 'Test message of Klinika Klonowa',
      to: [{ address: 'ewa@klonowa.example' }],
    })
  })

  test('an unknown mailbox is told from a refusal of the sender', async () => {
    mail.answer(() => ({ at: 'recipient', reply: '550 5.1.1 no such user' }))
    expect(await sent('nobody@klonowa.example', email)).toMatchObject({ failure: 'address_refused' })
    mail.answer(() => ({ at: 'recipient', reply: '550 5.7.1 sender not allowed' }))
    expect(await sent('ewa@klonowa.example', email)).toMatchObject({
      failure: 'refused',
      detail: 'RCPT TO: 550 5.7.1 sender not allowed',
    })
  })
})

describe('what is refused', () => {
  test.each([
    ['601', 'not_an_address'],
    ['ewa@klonowa.example', 'not_an_address'],
    // A line on a desk gets no SMS.
    ['+48 22 123 45 67', 'not_an_address'],
  ])('by SMS, %s is %s', async (to, reason) => {
    expect(await ask(to)).toEqual({ outcome: 'refused', reason })
  })

  test('a number by e-mail, an account of nobody, a paused one, an ended one', async () => {
    expect(await ask('601234567', email)).toEqual({ outcome: 'refused', reason: 'not_an_address' })
    expect(await ask('601234567', clinic.clinicId)).toEqual({ outcome: 'refused', reason: 'not_found' })
    const set = async (state: 'paused' | 'ended') =>
      clinic.db.tenant(clinic.clinicId, async (tx) =>
        setAccountState(tx.as('outreach'), {
          accountId: clinic.accountId,
          state,
          actor: { kind: 'system', name: 'test' },
        }),
      )
    await set('paused')
    expect(await ask('601234567', clinic.accountId)).toEqual({ outcome: 'refused', reason: 'account_paused' })
    await set('ended')
    expect(await ask('601234567', clinic.accountId)).toEqual({ outcome: 'refused', reason: 'account_ended' })
  })

  test('an address that opted out, of whatever purpose, and the refusal is on record; another patient’s is none of ours to refuse', async () => {
    const [gone, stays] = await addPatients(clinic, 2)
    if (gone === undefined || stays === undefined) throw new Error('no patients')
    await withdraw(gone, 'marketing')
    expect(await ask(gone.number)).toEqual({ outcome: 'refused', reason: 'opted_out' })
    expect(await audited()).toMatchObject({
      action: 'account.test_refused',
      detail: { channel: 'sms', reason: 'opted_out' },
    })
    expect((await ask(stays.number)).outcome).toBe('queued')
    // A STOP that comes before the test leaves holds as well.
    await withdraw(stays, 'all')
    const before = smsc.accepted.length
    expect(await run()).toBe(0)
    const { body } = await door.get('/api/channels')
    expect(body.accounts.find((one: { id: string }) => one.id === sms).lastTest).toMatchObject({
      stage: 'failed',
      failure: 'opted_out',
    })
    expect(smsc.accepted.length).toBe(before)
  })

  test('a sixth test in ten minutes', async () => {
    for (let one = 1; one <= 5; one += 1) expect((await ask('601234567')).outcome).toBe('queued')
    expect(await ask('ewa@klonowa.example', email)).toEqual({ outcome: 'refused', reason: 'too_many' })
    clinic.clock.advance({ minutes: 10 })
    expect((await ask('601234567')).outcome).toBe('queued')
    await run()
  })
})

test('a test to a patient’s own number counts as no contact and needs no consent', async () => {
  const [patient] = await addPatients(other, 1)
  if (patient === undefined) throw new Error('no patient')
  const { body } = await otherDoor.post(`/api/channels/${other.accountId}/test`, { to: patient.number })
  expect(body.outcome).toBe('queued')
  const [counts] = await other.db.tenant(other.clinicId, async (tx) =>
    tx.sql<{ days: number; contacts: number; messages: number }>(sql`
      select (select count(*)::int from outreach.contact_day where clinic_id = ${other.clinicId}) as days,
        (select count(*)::int from outreach.recent_contact where clinic_id = ${other.clinicId}) as contacts,
        (select count(*)::int from outreach.message where clinic_id = ${other.clinicId}) as messages`),
  )
  expect(counts).toEqual({ days: 0, contacts: 0, messages: 0 })
})

test('a test is for those who manage the clinic, and for their own accounts', async () => {
  const url = `/api/channels/${sms}/test`
  expect((await door.post(url, { to: '601234567' }, 'nobody')).status).toBe(401)
  for (const role of ['front_desk', 'clinician', 'read_only'] as const)
    expect((await door.post(url, { to: '601234567' }, role)).status).toBe(403)
  expect((await door.post(url, {})).status).toBe(400)
  expect((await otherDoor.post(url, { to: '601234567' })).body).toEqual({
    outcome: 'refused',
    reason: 'not_found',
  })
  const { test: asked } = await ask('601234567')
  expect((await otherDoor.get(`/api/channels/tests/${asked.id}`)).status).toBe(404)
  expect((await door.get(`/api/channels/tests/${asked.id}`, 'front_desk')).status).toBe(403)
  await run()
})

async function withdraw(patient: { id: string; contactPointId: string }, purpose: string): Promise<void> {
  const { clinicId, clock } = clinic
  clock.advance({ seconds: 1 })
  await clinic.db.tenant(clinicId, async (tx) =>
    tx.as('patients').run(sql`
      insert into patients.consent (clinic_id, id, contact_point_id, patient_id, channel, purpose, state, at, zone, method, evidence)
      values (${clinicId}, ${clinic.db.ids.uuid(clock.now())}, ${patient.contactPointId}, ${patient.id}, 'sms', ${purpose}, 'withdrawn',
        ${clock.now()}, 'Europe/Warsaw', 'sms', 'STOP')`),
  )
}
