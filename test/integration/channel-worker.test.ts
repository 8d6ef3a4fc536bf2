import { once } from 'node:events'
import { afterAll, expect, test, vi } from 'vitest'
import { channelRoutes } from '../../src/outreach/routes/channels.ts'
import { systemClock } from '../../src/platform/clock/clock.ts'
import { addOne } from '../support/channels-clinic.ts'
import { commandLine } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'
import { outreachClinic } from '../support/outreach-clinic.ts'
import { startSmppServer } from '../support/smpp-server.ts'
import { staffDoor } from '../support/staff-door.ts'

const { connection } = await testDatabase()
const clinic = await outreachClinic(connection)
// The worker is a process of its own and lives in the present.
clinic.clock.advance(clinic.clock.now().until(systemClock.now()))
const smsc = await startSmppServer()
const settings = { host: '127.0.0.1', port: smsc.port, systemId: 'kembali' }
const accountId = await addOne(clinic, {
  channel: 'sms',
  provider: 'smpp',
  sender: 'KLONOWA',
  settings,
  secretName: null,
})
const door = await staffDoor(clinic, (server) => channelRoutes(server, () => 'https://klonowa.example'))
const worker = commandLine(connection).start('serve', '--role', 'worker')
afterAll(async () => {
  worker.kill('SIGTERM')
  await once(worker, 'exit')
  await smsc.close()
  await door.close()
  await clinic.db.close()
})

test('a worker as it is shipped says how the account is, and carries a test from asking to arrival', async () => {
  const account = async () => {
    const { body } = await door.get('/api/channels')
    return body.accounts.find((one: { id: string }) => one.id === accountId)
  }
  await vi.waitFor(async () => expect((await account()).standing).toBe('open'), { timeout: 30_000 })
  await door.post(`/api/channels/${accountId}/test`, { to: '601 234 567' })
  await vi.waitFor(() => expect(smsc.accepted).toHaveLength(1), { timeout: 10_000 })
  const [arrived] = smsc.accepted
  if (arrived === undefined) throw new Error('nothing arrived')
  await vi.waitFor(async () => expect((await account()).lastTest.stage).toBe('sent'), { timeout: 10_000 })
  expect(await smsc.sendReceipt(arrived, 'DELIVRD')).toBe(0)
  expect((await account()).lastTest).toMatchObject({ stage: 'delivered' })
})
