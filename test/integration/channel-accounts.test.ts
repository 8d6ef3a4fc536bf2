import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readClinic } from '../../src/clinic/read-clinic.ts'
import { ChannelBoard } from '../../src/main/worker/open-channels.ts'
import type { Channels } from '../../src/outreach/contract/channels.ts'
import { noteInboundAt } from '../../src/outreach/note-channel-health.ts'
import { channelRoutes } from '../../src/outreach/routes/channels.ts'
import { readConfig } from '../../src/platform/config/read-config.ts'
import { openLog } from '../../src/platform/log/log.ts'
import { addOne, channelsClinic } from '../support/channels-clinic.ts'
import { commandLine } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'
import { outreachClinic } from '../support/outreach-clinic.ts'
import { startSmppServer } from '../support/smpp-server.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const { connection } = await testDatabase()
const clinic = await channelsClinic(connection, 'Klinika Klonowa')
const other = await outreachClinic(connection, { name: 'Inna' })
let publicUrl = 'https://klonowa.example'
let door: StaffDoor
let otherDoor: StaffDoor

beforeAll(async () => {
  const routes = (of: typeof clinic) => staffDoor(of, (server) => channelRoutes(server, () => publicUrl))
  door = await routes(clinic)
  otherDoor = await routes(other)
})
afterAll(async () => {
  await door.close()
  await otherDoor.close()
  await clinic.db.close()
  await other.db.close()
})

const channels = async (at = door): Promise<Channels> => (await at.get('/api/channels')).body

test('accounts are for those who manage the clinic', async () => {
  expect((await door.get('/api/channels', 'nobody')).status).toBe(401)
  for (const role of ['front_desk', 'clinician', 'read_only'] as const)
    expect((await door.get('/api/channels', role)).status).toBe(403)
  expect((await door.get('/api/channels', 'manager')).status).toBe(200)
})

test('each account says how it stands, what waits and what is held, and whether answers come in', async () => {
  const { accounts, currency, linksOpen } = await channels()
  expect({ currency, linksOpen }).toEqual({ currency: 'PLN', linksOpen: true })
  expect(accounts.map(({ sender, standing }) => [sender, standing])).toEqual([
    ['KLONOWA', 'open'],
    ['Klinika Klonowa <recepcja@klonowa.example>', 'failing'],
    ['+48221112233', 'unopened'],
    ['newsletter@klonowa.example', 'paused'],
    ['KLON-OLD', 'ended'],
  ])
  expect(accounts[0]).toMatchObject({
    waiting: 3,
    lateSince: { text: 'Tue 24 Nov 09:20' },
    held: [
      { reason: 'link_unreachable', count: 1 },
      { reason: 'quiet_hours', count: 1 },
    ],
    sent: 2,
    undelivered: 1,
    server: 'smpp.carrier.example:2775',
    secretName: 'carrier',
    acceptsReplies: true,
    canListen: true,
    lastInbound: { text: 'Tue 24 Nov 10:00' },
    partCostMinor: 9,
    trouble: null,
  })
  expect(accounts[1]).toMatchObject({
    trouble: { kind: 'login_refused' },
    canListen: false,
    waiting: 0,
    sent: 0,
  })
  expect(accounts[2]?.trouble).toEqual({ kind: 'secret_missing', detail: 'reserve' })
})

test('where links open on this network only, that is said', async () => {
  publicUrl = 'http://localhost:4480'
  expect((await channels()).linksOpen).toBe(false)
  publicUrl = 'https://klonowa.example'
})

test('the accounts of another clinic are its own', async () => {
  const { accounts } = await channels(otherDoor)
  expect(accounts.map(({ id, waiting, standing }) => ({ id, waiting, standing }))).toEqual([
    { id: other.accountId, waiting: 0, standing: 'connecting' },
  ])
})

test('the command lists what is held beside what waits', async () => {
  const { run } = commandLine(connection)
  const { key } = await clinic.db.tenant(clinic.clinicId, async (tx) => readClinic(tx.as('clinic')))
  const table = await run('channel', 'list', '--clinic', key)
  expect(table.out).toMatch(/sender +state +waiting +held/)
  expect(table.out).toMatch(/KLONOWA +active +3 +2/)
  const listed = JSON.parse((await run('channel', 'list', '--clinic', key, '--json')).out)
  expect(listed[0]).toMatchObject({ sender: 'KLONOWA', secret_name: 'carrier', waiting: 3, held: 2 })
})

test('what the worker finds of a connection is known to the clinic, and grows old', async () => {
  const config = readConfig({ KEMBALI_SECRET_SMSC: 'secret' })
  if (!config.ok) throw new Error('no configuration')
  const server = await startSmppServer({ password: 'secret' })
  const settings = {
    host: '127.0.0.1',
    port: server.port,
    systemId: 'kembali',
    reconnectMinMs: 1,
    reconnectMaxMs: 5,
  }
  const account = {
    channel: 'sms',
    provider: 'smpp',
    sender: 'INNA',
    settings,
    acceptsReplies: true,
  } as const
  const good = await addOne(other, { ...account, secretName: 'smsc' })
  const bad = await addOne(other, { ...account, secretName: null })
  const without = await addOne(other, { ...account, secretName: 'nowhere' })
  const board = new ChannelBoard(
    { db: other.db, connection, config: config.value, log: openLog('silent'), close: async () => undefined },
    async () => undefined,
  )
  const of = async (id: string) => (await channels(otherDoor)).accounts.find((one) => one.id === id)
  await vi.waitFor(async () => {
    await board.refresh()
    expect((await of(good))?.standing).toBe('open')
    expect(await of(bad)).toMatchObject({
      standing: 'failing',
      trouble: { kind: 'login_refused', detail: 'bind refused with command_status 0x000d' },
    })
  })
  expect(await of(without)).toMatchObject({
    standing: 'unopened',
    trouble: { kind: 'secret_missing', detail: 'nowhere' },
  })
  await other.db.tenant(other.clinicId, async (tx) => noteInboundAt(tx.as('outreach'), good))
  expect((await of(good))?.lastInbound?.text).toBe('Tue 24 Nov 10:00')

  // The worker says it again in time; one that has gone does not.
  const since = (await of(good))?.since
  other.clock.advance({ minutes: 3 })
  await board.refresh()
  other.clock.advance({ minutes: 4 })
  expect(await of(good)).toMatchObject({ standing: 'open', since })
  await board.close()
  await server.close()
  other.clock.advance({ minutes: 1 })
  expect(await of(good)).toMatchObject({ standing: 'unseen', since: { text: 'Tue 24 Nov 10:03' } })
})
