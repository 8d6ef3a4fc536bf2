import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { testDatabase } from '../support/database.ts'
import {
  type AcceptedSms,
  type SmppServer,
  type SubmitAnswer,
  startSmppServer,
} from '../support/smpp-server.ts'
import { end, invitationsFor, type KillRun, startWorkerProcess, stateCounts, until } from './kill-support.ts'

// A worker that dies between two parts of one message: the phone has half of it, or nothing it can show.
const database = await testDatabase()
const body = `Klonowa: ${'zbliza sie termin kontroli, '.repeat(6)}rejestracja {{link}}`

/** One long message at a provider that is asked by reference, and a worker that sends it. */
async function longMessage(
  name: string,
  onSubmit: (sms: AcceptedSms) => SubmitAnswer,
  pace: object = {},
): Promise<{ readonly smsc: SmppServer; readonly run: KillRun }> {
  const smsc = await startSmppServer({ statusQuery: 'by-reference', onSubmit })
  onTestFinished(async () => smsc.close())
  const settings = { statusQuery: 'by-reference', ...pace }
  const run = await invitationsFor(database, { port: smsc.port, count: 1, name, settings, body })
  onTestFinished(async () => run.clinic.db.close())
  return { smsc, run }
}

/** A worker is killed as soon as the server has so many parts; the next one finds what it left. */
async function killAfter(smsc: SmppServer, parts: number): Promise<void> {
  const first = startWorkerProcess(database)
  onTestFinished(async () => end(first, 'SIGKILL'))
  await until(async () => smsc.accepted.length === parts, 60, `${parts} parts to arrive`)
  await end(first, 'SIGKILL')
  const next = startWorkerProcess(database)
  onTestFinished(async () => end(next, 'SIGKILL'))
}

async function reasons({ clinic }: KillRun): Promise<readonly object[]> {
  return clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<object>(sql`
      select m.state, m.state_reason, d.outcome, d.trace -> -1 as last_check from outreach.message m
      left join outreach.decision d on d.clinic_id = m.clinic_id and d.message_id = m.id and d.reason = 'message_torn'
      where m.clinic_id = ${clinic.clinicId}`),
  )
}

it.each([
  ['waiting for the answer to it', 'hold', {}],
  ['with the answer in hand', 'accept', { partsPerSecond: 1 }],
] as const)(
  'leaves a message to staff whose first part went out before its worker died %s',
  async (_case, answer, pace) => {
    const { smsc, run } = await longMessage(`Torn, ${answer}`, () => answer, pace)
    await killAfter(smsc, 1)
    const torn = [
      {
        state: 'ambiguous',
        state_reason: 'message_torn',
        outcome: 'skip',
        last_check: { check: 'message_torn', passed: false, fact: '1 of 2' },
      },
    ]
    await until(
      async () => JSON.stringify(await reasons(run)).includes('message_torn'),
      60,
      'the message to be found torn',
    )
    expect(await reasons(run)).toEqual(torn)
    // another message passes meanwhile: the torn one had its chance to be repeated, and was not
    smsc.answerSubmits(() => 'accept')
    const after = await invitationsFor(database, { port: smsc.port, count: 1, name: `After, ${answer}` })
    onTestFinished(async () => after.clinic.db.close())
    await until(async () => (await stateCounts(after)).get('accepted') === 1, 60, 'a later message to pass')
    expect(smsc.accepted.map((sms) => sms.part?.sequence)).toEqual([1, undefined])
    expect(await reasons(run)).toEqual(torn)
  },
)

it('accepts a message of which all parts arrived before its worker died', async () => {
  const { smsc, run } = await longMessage('Whole', (sms) => (sms.part?.sequence === 2 ? 'hold' : 'accept'))
  await killAfter(smsc, 2)
  await until(async () => (await stateCounts(run)).get('accepted') === 1, 60, 'both parts to be found')
  expect(smsc.accepted.map((sms) => sms.part?.sequence)).toEqual([1, 2])
})
