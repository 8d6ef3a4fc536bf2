import { expect, it, onTestFinished } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { type AcceptedSms, type SmppServer, startSmppServer } from '../support/smpp-server.ts'
import { end, invitationsFor, type KillRun, startWorkerProcess, stateCounts, until } from './kill-support.ts'

// A server that accepts and then drops the connection: the answer is lost, the message is out.
const database = await testDatabase()
const messages = 200

/** Every 20th message is accepted and its answer dropped with the connection. */
function dropsSomeAnswers(): (sms: AcceptedSms) => 'accept' | 'accept-then-drop' {
  let seen = 0
  return () => {
    seen += 1
    return seen % 20 === 0 ? 'accept-then-drop' : 'accept'
  }
}

async function sendWhileDropping(smsc: SmppServer, name: string): Promise<KillRun> {
  const run = await invitationsFor(database, { port: smsc.port, count: messages, name })
  onTestFinished(async () => run.clinic.db.close())
  return run
}

async function settled(run: KillRun): Promise<boolean> {
  const counts = await stateCounts(run)
  return !counts.has('queued') && !counts.has('submitting')
}

async function receiptsFor(smsc: SmppServer): Promise<void> {
  for (const sms of smsc.accepted) {
    // A receipt that comes before the worker has written its answer down is refused and delivered again.
    await until(
      async () => (await smsc.sendReceipt(sms, 'DELIVRD').catch(() => 1)) === 0,
      60,
      'a receipt to be taken',
    )
  }
}

/** What was in flight when the connection dropped may never have arrived: that stays uncertain, and is never repeated. */
function expectNothingTwice(smsc: SmppServer): void {
  expect(new Set(smsc.accepted.map((sms) => sms.to)).size).toBe(smsc.accepted.length)
}

function report(title: string, smsc: SmppServer, counts: ReadonlyMap<string, number>): void {
  process.stdout.write(
    `drop run, ${title}: ${messages} messages, ${smsc.accepted.length} accepted by the server, states ${JSON.stringify([...counts])}\n`,
  )
}

it('matches a lost answer by the reference in its receipt', async () => {
  const smsc = await startSmppServer({
    receiptsCarryReference: true,
    submitIds: 'none',
    onSubmit: dropsSomeAnswers(),
  })
  onTestFinished(async () => smsc.close())
  const run = await sendWhileDropping(smsc, 'Drop by reference')
  const worker = startWorkerProcess(database)
  onTestFinished(async () => end(worker, 'SIGKILL'))
  await until(async () => settled(run), 120, 'every message to be tried')
  const uncertain = (await stateCounts(run)).get('ambiguous') ?? 0
  await receiptsFor(smsc)
  await until(
    async () => (await stateCounts(run)).get('accepted') === smsc.accepted.length,
    60,
    'receipts to settle what the server has',
  )
  report(`by reference (${uncertain} uncertain before)`, smsc, await stateCounts(run))
  expect(uncertain).toBeGreaterThan(0)
  expectNothingTwice(smsc)
  expect((await stateCounts(run)).get('ambiguous') ?? 0).toBe(messages - smsc.accepted.length)
})

it('matches a lost answer by its number where the receipt has no reference', async () => {
  const smsc = await startSmppServer({
    receiptsCarryReference: false,
    submitIds: 'none',
    onSubmit: dropsSomeAnswers(),
  })
  onTestFinished(async () => smsc.close())
  const run = await sendWhileDropping(smsc, 'Drop by number')
  const worker = startWorkerProcess(database)
  onTestFinished(async () => end(worker, 'SIGKILL'))
  await until(async () => settled(run), 120, 'every message to be tried')
  await receiptsFor(smsc)
  await until(
    async () => (await stateCounts(run)).get('accepted') === smsc.accepted.length,
    60,
    'receipts to settle what the server has',
  )
  report('by number', smsc, await stateCounts(run))
  expectNothingTwice(smsc)
  expect((await stateCounts(run)).get('ambiguous') ?? 0).toBe(messages - smsc.accepted.length)
})

it('leaves a lost answer to staff where neither receipt nor query tells', async () => {
  const smsc = await startSmppServer({ onSubmit: dropsSomeAnswers() })
  onTestFinished(async () => smsc.close())
  const run = await sendWhileDropping(smsc, 'Drop without a word')
  const worker = startWorkerProcess(database)
  onTestFinished(async () => end(worker, 'SIGKILL'))
  await until(async () => settled(run), 120, 'every message to be tried')
  const before = smsc.accepted.length
  const uncertain = (await stateCounts(run)).get('ambiguous') ?? 0
  // Longer than lease and window together: nothing may be sent again meanwhile.
  await until(async () => performance.now() > 0 && (await waitedOut()), 30, 'the windows to pass')
  report('without a word', smsc, await stateCounts(run))
  expect(uncertain).toBeGreaterThan(0)
  expect((await stateCounts(run)).get('ambiguous')).toBe(uncertain)
  expect(smsc.accepted).toHaveLength(before)
  expectNothingTwice(smsc)
})

let lookedAt: number | undefined
async function waitedOut(): Promise<boolean> {
  lookedAt ??= performance.now()
  return performance.now() - lookedAt > 10_000
}
