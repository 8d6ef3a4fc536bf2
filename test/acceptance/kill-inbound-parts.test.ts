import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { partFrom } from '../support/inbound-sms.ts'
import { type SmppServer, startSmppServer } from '../support/smpp-server.ts'
import { end, invitationsFor, type KillRun, startWorkerProcess, until } from './kill-support.ts'

// A worker that is killed while a patient's long text comes in: real processes, half of the text by the link of each.
const database = await testDatabase()

async function textsOf({ clinic }: KillRun): Promise<readonly string[]> {
  const rows = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ text: string }>(sql`
      select text from conversations.entry where clinic_id = ${clinic.clinicId} and direction = 'in' order by at, id`),
  )
  return rows.map((row) => row.text)
}

async function clinicBehind(smsc: SmppServer, name: string): Promise<KillRun> {
  const settings = { partsAgeLimitSeconds: 5 }
  const run = await invitationsFor(database, { port: smsc.port, count: 1, name, settings })
  onTestFinished(async () => run.clinic.db.close())
  return run
}

async function linked(smsc: SmppServer, links: number): Promise<void> {
  await until(async () => smsc.links === links, 60, `${links} links`)
}

it('puts a text together once when the worker that took its first part is killed', async () => {
  const smsc = await startSmppServer()
  onTestFinished(async () => smsc.close())
  const run = await clinicBehind(smsc, 'Two halves')
  const first = startWorkerProcess(database)
  onTestFinished(async () => end(first, 'SIGKILL'))
  await linked(smsc, 1)
  const second = startWorkerProcess(database)
  onTestFinished(async () => end(second, 'SIGKILL'))
  await linked(smsc, 2)
  expect(await smsc.deliver(partFrom('48601000000', 'Czy mogę przyjść ', [7, 2, 1]), 0)).toBe(0)
  await end(first, 'SIGKILL')
  await linked(smsc, 1)
  expect(await smsc.deliver(partFrom('48601000000', 'z dzieckiem?', [7, 2, 2]))).toBe(0)
  // the answer to the last part is lost with its worker: the SMSC delivers it again to the next one
  await end(second, 'SIGKILL')
  const third = startWorkerProcess(database)
  onTestFinished(async () => end(third, 'SIGKILL'))
  await linked(smsc, 1)
  expect(await smsc.deliver(partFrom('48601000000', 'z dzieckiem?', [7, 2, 2]))).toBe(0)
  await until(
    async () => (await states(run)).join() === 'handed_on,repeated',
    60,
    'the repetition to be known for one',
  )
  expect(await textsOf(run)).toEqual(['Czy mogę przyjść z dzieckiem?'])
})

it('hands on what came, once, when every worker that had a part of it is gone', async () => {
  const smsc = await startSmppServer()
  onTestFinished(async () => smsc.close())
  const run = await clinicBehind(smsc, 'Half')
  const gone = startWorkerProcess(database)
  onTestFinished(async () => end(gone, 'SIGKILL'))
  await linked(smsc, 1)
  expect(await smsc.deliver(partFrom('48601000000', 'STOP, ', [8, 2, 1]))).toBe(0)
  await end(gone, 'SIGKILL')
  for (let worker = 0; worker < 2; worker += 1) {
    const next = startWorkerProcess(database)
    onTestFinished(async () => end(next, 'SIGKILL'))
  }
  await until(async () => (await textsOf(run)).length > 0, 60, 'what came to be handed on')
  await linked(smsc, 2)
  expect(await textsOf(run)).toEqual(['STOP, […]'])
  expect(await states(run)).toEqual(['handed_on'])
})

async function states({ clinic }: KillRun): Promise<readonly string[]> {
  const rows = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ state: string }>(sql`
      select state from outreach.inbound_text where clinic_id = ${clinic.clinicId} order by started_at, id`),
  )
  return rows.map((row) => row.state)
}
