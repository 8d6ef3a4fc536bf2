import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readClinic } from '../../src/clinic/read-clinic.ts'
import type { AddAccount, ChannelAccount } from '../../src/outreach/contract/channels.ts'
import { leaveEndedAccounts } from '../../src/outreach/leave-ended-accounts.ts'
import { changeChannelRoutes } from '../../src/outreach/routes/change-channels.ts'
import { channelRoutes } from '../../src/outreach/routes/channels.ts'
import { addOne, channelsClinic } from '../support/channels-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { type OutreachClinic, outreachClinic } from '../support/outreach-clinic.ts'
import { quietLog } from '../support/quiet-log.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const { connection } = await testDatabase()
const clinic = await channelsClinic(connection, 'Klinika Klonowa')
const secrets = new Map([
  ['fhir', 'of the practice system'],
  ['channel_sms', 'where a clinic is alone'],
])
let other: OutreachClinic
let door: StaffDoor
let otherDoor: StaffDoor
let prefix: string

const opened = async (of: OutreachClinic) =>
  staffDoor(of, (server) => {
    channelRoutes(server, () => 'https://klonowa.example')
    changeChannelRoutes(server, { secret: (name) => secrets.get(name) ?? null, log: quietLog })
  })

beforeAll(async () => {
  door = await opened(clinic)
})
afterAll(async () => {
  await door.close()
  await otherDoor.close()
  await clinic.db.close()
  await other.db.close()
})

const sms = (change: Partial<AddAccount> = {}): AddAccount => ({
  kind: 'smpp',
  sender: 'KLONOWA2',
  settings: { host: '127.0.0.1', port: 9, systemId: 'klonowa' },
  secret: 'sms',
  perSecond: 5,
  partCostMinor: 9.35,
  acceptsReplies: true,
  ...change,
})
const add = async (change: Partial<AddAccount> = {}, at = door) =>
  (await at.post('/api/channels', sms(change))).body
const accounts = async (at = door): Promise<readonly ChannelAccount[]> =>
  (await at.get('/api/channels')).body.accounts
const rowOf = async (id: string) => {
  const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql(sql`
      select channel, provider, sender, settings, secret_name, part_cost_minor::float as cost, accepts_replies, state
      from outreach.account where clinic_id = ${clinic.clinicId} and id = ${id}`),
  )
  return row
}

test('a clinic that is alone names secrets for channels; others are not asked about', async () => {
  expect((await door.get('/api/channels/form')).body).toEqual({ secretPrefix: 'channel_', currency: 'PLN' })
  const asked = async (name: string) => (await door.get(`/api/channels/secret?name=${name}`)).body
  expect(await asked('SMS')).toEqual({ variable: 'KEMBALI_SECRET_CHANNEL_SMS', isSet: true })
  expect(await asked('fhir')).toEqual({ variable: 'KEMBALI_SECRET_CHANNEL_FHIR', isSet: false })
  expect(await asked('a-b')).toEqual({ variable: null, isSet: false })
})

test('where there are several, each names its own, and may not take another’s', async () => {
  other = await outreachClinic(connection, { name: 'Inna' })
  otherDoor = await opened(other)
  const key = async (of: OutreachClinic) =>
    (await of.db.tenant(of.clinicId, async (tx) => readClinic(tx.as('clinic')))).key.toLowerCase()
  prefix = `channel_${await key(clinic)}_`
  secrets.set(`${prefix}sms`, 'of Klonowa')
  expect((await door.get('/api/channels/form')).body.secretPrefix).toBe(prefix)
  expect((await door.get('/api/channels/secret?name=sms')).body.isSet).toBe(true)
  expect((await otherDoor.get('/api/channels/secret?name=sms')).body).toEqual({
    variable: `KEMBALI_SECRET_CHANNEL_${(await key(other)).toUpperCase()}_SMS`,
    isSet: false,
  })
  expect(await add({}, otherDoor)).toMatchObject({ outcome: 'refused', problem: 'secret_missing' })
})

describe('adding an account', () => {
  test('keeps what was written, and the name of the secret only; it is on record', async () => {
    const { outcome, id } = await add()
    expect(outcome).toBe('added')
    expect(await rowOf(id)).toEqual({
      channel: 'sms',
      provider: 'smpp',
      sender: 'KLONOWA2',
      settings: { host: '127.0.0.1', port: 9, systemId: 'klonowa', partsPerSecond: 5 },
      secret_name: `${prefix}sms`,
      cost: 9.35,
      accepts_replies: true,
      state: 'active',
    })
    const [audited] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.sql(sql`
        select action, actor_name from clinic.audit where clinic_id = ${clinic.clinicId} and subject_id = ${id}`),
    )
    expect(audited).toEqual({ action: 'account.added', actor_name: 'Ewa owner' })
    expect(JSON.stringify((await door.get('/api/channels')).body)).not.toContain('of Klonowa')
  })

  test.each([
    [
      { settings: { port: 0, systemId: 'x'.repeat(16) } },
      { problem: 'settings', fields: ['host', 'port', 'systemId'] },
    ],
    [{ settings: { host: 'a', systemId: 'a', password: 'x' } }, { problem: 'settings' }],
    [{ sender: 'Klinika Klonowa' }, { problem: 'sender' }],
    [{ sender: 'Żonkil' }, { problem: 'sender' }],
    [{ kind: 'smtp', settings: { host: 'a' }, sender: 'KLONOWA' }, { problem: 'sender' }],
    [{ secret: '../fhir' }, { problem: 'secret_name' }],
    [{ secret: 'fhir' }, { problem: 'secret_missing' }],
    [
      {
        kind: 'smtp',
        sender: 'a@k.example',
        settings: { host: 'a', dkim: { domain: 'k.example', selector: 's', privateKeySecretName: 'fhir' } },
      },
      { problem: 'secret_name' },
    ],
  ] as const)('%o is refused: %o', async (change, refusal) => {
    const before = (await accounts()).length
    expect(await add(change as Partial<AddAccount>)).toMatchObject({ outcome: 'refused', ...refusal })
    expect((await accounts()).length).toBe(before)
  })

  test('a trial account needs a sender and nothing else', async () => {
    const { id } = await add({
      kind: 'loopback-email',
      sender: 'a@k.example',
      settings: {},
      secret: null,
      perSecond: null,
    })
    expect(await rowOf(id)).toMatchObject({ channel: 'email', provider: 'loopback', secret_name: null })
  })
})

describe('pausing, resuming, ending', () => {
  const change = async (id: string, state: string, at = door) =>
    (await at.post(`/api/channels/${id}/state`, { state })).status
  const standingOf = async (id: string) => (await accounts()).find((one) => one.id === id)?.standing

  test('an account is paused and resumed', async () => {
    expect(await change(clinic.accountId, 'paused')).toBe(200)
    expect(await standingOf(clinic.accountId)).toBe('paused')
    expect(await change(clinic.accountId, 'active')).toBe(200)
    expect(await standingOf(clinic.accountId)).toBe('open')
  })

  test('what waits at one that ends goes where the page said it would', async () => {
    const named = (await accounts()).find(({ id }) => id === clinic.accountId)?.movesTo
    // The reserve takes no answers, and these texts promise to hear one.
    expect(named).toBe('KLONOWA2')
    expect(await change(clinic.accountId, 'ended')).toBe(200)
    await clinic.db.tenant(clinic.clinicId, async (tx) => leaveEndedAccounts(tx.as('outreach')))
    const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.sql(sql`
        select distinct a.sender from outreach.message m
        join outreach.account a on a.clinic_id = m.clinic_id and a.id = m.account_id
        where m.clinic_id = ${clinic.clinicId} and m.state = 'queued'`),
    )
    expect(row).toEqual({ sender: named })
    expect(await change(clinic.accountId, 'active')).toBe(404)
  })

  test('where no account takes over, none is named', async () => {
    const only = await addOne(other, { channel: 'email', secretName: null })
    expect((await accounts(otherDoor)).find(({ id }) => id === only)?.movesTo).toBeNull()
  })

  test('the account of another clinic is not there', async () => {
    expect(await change(clinic.accountId, 'paused', otherDoor)).toBe(404)
    const [mine] = await accounts()
    expect(await change(mine?.id ?? '', 'paused', otherDoor)).toBe(404)
  })
})

test.each([
  ['get', '/api/channels/form'],
  ['get', '/api/channels/secret?name=sms'],
  ['post', '/api/channels'],
  ['post', `/api/channels/${clinic.accountId}/state`],
] as const)('%s %s is for those who manage the clinic', async (method, url) => {
  const ask = async (as: 'nobody' | 'front_desk' | 'clinician' | 'read_only') =>
    (method === 'get' ? await door.get(url, as) : await door.post(url, {}, as)).status
  expect(await ask('nobody')).toBe(401)
  for (const role of ['front_desk', 'clinician', 'read_only'] as const) expect(await ask(role)).toBe(403)
  if (method === 'post') expect((await door.post(url, {})).status).toBe(400)
})
