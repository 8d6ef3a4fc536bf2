import { randomInt } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { type AcceptedSms, startSmppServer } from '../support/smpp-server.ts'
import { end, invitationsFor, startWorkerProcess, stateCounts, until } from './kill-support.ts'

const database = await testDatabase()
const messages = 10_000
const kills = 5

function timesPerNumber(accepted: readonly AcceptedSms[]): readonly number[] {
  return [...Map.groupBy(accepted, (sms) => sms.to).values()].map((list) => list.length)
}

it('sends 10,000 SMS once each while its worker is killed five times', async () => {
  const smsc = await startSmppServer({ statusQuery: 'by-reference', receiptsCarryReference: true })
  onTestFinished(async () => smsc.close())
  const run = await invitationsFor(database, {
    port: smsc.port,
    count: messages,
    name: 'Kill',
    settings: { statusQuery: 'by-reference' },
  })
  onTestFinished(async () => run.clinic.db.close())

  const killedAt: number[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    const worker = startWorkerProcess(database)
    const before = smsc.accepted.length
    await until(async () => smsc.accepted.length > before + randomInt(100, 1_500), 60, 'the worker to send')
    await end(worker, 'SIGKILL')
    killedAt.push(smsc.accepted.length)
  }
  const worker = startWorkerProcess(database)
  onTestFinished(async () => end(worker, 'SIGKILL'))
  await until(
    async () => (await stateCounts(run)).get('accepted') === messages,
    240,
    'every message to be settled',
  )
  await end(worker, 'SIGTERM')

  const counts = timesPerNumber(smsc.accepted)
  process.stdout.write(
    `kill run: ${messages} messages, killed after ${killedAt.join(', ')} accepted; numbers written to ${counts.length}, twice ${counts.filter((times) => times > 1).length}; states ${JSON.stringify([...(await stateCounts(run))])}\n`,
  )
  expect(counts).toHaveLength(messages)
  expect(Math.max(...counts)).toBe(1)
  expect(await stateCounts(run)).toEqual(new Map([['accepted', messages]]))
})
