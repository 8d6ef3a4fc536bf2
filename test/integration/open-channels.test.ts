import { afterAll, expect, it, vi } from 'vitest'
import { ChannelBoard } from '../../src/main/worker/open-channels.ts'
import { addAccount } from '../../src/outreach/add-account.ts'
import { readConfig } from '../../src/platform/config/read-config.ts'
import { openLog } from '../../src/platform/log/log.ts'
import { testDatabase } from '../support/database.ts'
import { outreachClinic } from '../support/outreach-clinic.ts'
import { startSmtpServer } from '../support/smtp-server.ts'
import { outgoing } from './channel-contract.ts'

const { connection } = await testDatabase()
const { db, clock, clinicId } = await outreachClinic(connection)
const config = readConfig({})
if (!config.ok) throw new Error('no configuration')
const board = new ChannelBoard(
  { db, connection, config: config.value, log: openLog('silent'), close: async () => undefined },
  async () => undefined,
)

afterAll(async () => {
  await board.close()
  await db.close()
})

it('a mail server that was down for a while is found again by itself', async () => {
  const before = await startSmtpServer()
  await before.close()
  const { id } = await db.tenant(clinicId, async (tx) =>
    addAccount(tx.as('outreach'), {
      channel: 'email',
      provider: 'smtp',
      sender: 'recepcja@klonowa.example',
      settings: { host: '127.0.0.1', port: before.port, tls: 'none' },
      secretName: null,
      partCostMinor: 0,
      acceptsReplies: false,
      actor: { kind: 'system', name: 'test' },
    }),
  )
  await board.refresh()
  const open = board.channelsOf(clinicId).get(id)
  if (open === undefined) throw new Error('the account was not opened')
  expect(await open.channel.send(outgoing('anna@example.org'))).toMatchObject({ kind: 'temporary' })
  expect(board.channelsOf(clinicId).has(id)).toBe(false)

  const server = await startSmtpServer({ port: before.port })
  clock.advance({ seconds: 15 })
  await board.refresh()
  await vi.waitFor(() => expect(board.channelsOf(clinicId).has(id)).toBe(true))
  await server.close()
})
