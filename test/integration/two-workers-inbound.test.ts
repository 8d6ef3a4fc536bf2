import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { receiveInbound } from '../../src/conversations/receive-inbound.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { createLoopbackChannel } from '../../src/outreach/channels/loopback/loopback-channel.ts'
import { runOutbox } from '../../src/outreach/run-outbox.ts'
import { findOpenTimes, type OpenTime } from '../../src/scheduling/find-open-times.ts'
import { type ConversationClinic, conversationClinic, givenMessage } from '../support/conversation-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { expectSameStory, type Workers } from '../support/two-workers.ts'

const databases = [await testDatabase(), await testDatabase()] as const
const connections = [databases[0].connection, databases[1].connection] as const
const { rules } = await loadOutreachPacks()

interface Delivery {
  readonly from: string
  readonly text: string
  readonly key: string
}

/** The workers take the deliveries as they come, whoever is free. A provider that is unsure delivers twice, to either. */
async function hearAll(
  clinic: ConversationClinic,
  workers: Workers,
  texts: readonly Delivery[],
): Promise<void> {
  const waiting = texts.flatMap((text) => [text, text])
  await workers(async (db) => {
    const next = waiting.shift()
    if (next === undefined) return 0
    await db.tenant(clinic.clinicId, async (tx) =>
      receiveInbound(tx.as('conversations'), clinic.options, {
        channel: 'sms',
        accountId: clinic.accountId,
        from: next.from,
        text: next.text,
        providerKey: next.key,
        keyScope: 'unique',
      }),
    )
    return 1
  })
  clinic.clock.advance({ minutes: 30 })
}

async function send(clinic: ConversationClinic, workers: Workers): Promise<void> {
  const channel = createLoopbackChannel({
    kind: 'sms',
    clock: clinic.clock,
    listeners: { onReceipt: async () => {}, onInbound: async () => {} },
    receiptsBy: 'caller',
  })
  await workers(async (db) =>
    runOutbox(db, clinic.clinicId, {
      rules,
      channels: new Map([[clinic.accountId, { channel, sender: 'KLONOWA', replyTo: null }]]),
      publicUrl: clinic.options.publicUrl,
      most: 3,
      leaseSeconds: 60,
    }),
  )
  clinic.clock.advance({ minutes: 30 })
}

async function openTimes(clinic: ConversationClinic, limit: number): Promise<readonly OpenTime[]> {
  const now = clinic.clock.now()
  return clinic.db.tenant(clinic.clinicId, async (tx) =>
    findOpenTimes(tx.as('scheduling'), {
      serviceId: clinic.checkUp,
      from: now.add({ hours: 24 * 7 }),
      to: now.add({ hours: 24 * 28 }),
      limit,
      order: 'soonest',
    }),
  )
}

/** Everybody gets two times of their own. */
async function inviteEach(clinic: ConversationClinic): Promise<void> {
  const times = await openTimes(clinic, clinic.patients.length * 2)
  for (const [index, patient] of clinic.patients.entries())
    await givenMessage(clinic, patient, {
      key: 'recall_invitation',
      subjectKey: `enrolment:${patient.id}`,
      offers: times.slice(index * 2, index * 2 + 2),
    })
}

function said(
  clinic: ConversationClinic,
  round: number,
  words: readonly (string | null)[],
): readonly Delivery[] {
  return clinic.patients.flatMap((patient, index) => {
    const text = words[index % words.length] ?? null
    return text === null ? [] : [{ from: patient.number, text, key: `round ${round}: ${index}` }]
  })
}

async function tally(clinic: ConversationClinic): Promise<Readonly<Record<string, number>>> {
  const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<Record<string, number>>(sql`
      select (select count(*)::int from scheduling.appointment where clinic_id = ${clinic.clinicId} and state = 'booked') as booked,
        (select count(*)::int from scheduling.appointment where clinic_id = ${clinic.clinicId} and state = 'cancelled') as cancelled,
        (select count(*)::int from patients.consent where clinic_id = ${clinic.clinicId} and state = 'withdrawn') as withdrawn,
        (select count(*)::int from conversations.entry where clinic_id = ${clinic.clinicId} and direction = 'in') as heard,
        (select count(*)::int from outreach.message where clinic_id = ${clinic.clinicId} and is_reply) as replies,
        (select count(*)::int from conversations.thread where clinic_id = ${clinic.clinicId} and state = 'open') as open`),
  )
  return row ?? {}
}

describe('two workers hear a clinic as one does', () => {
  it('whatever patients answer, each text delivered to both', async () => {
    let seen: Readonly<Record<string, number>> = {}
    await expectSameStory({
      name: 'Answers',
      connections,
      open: async (connection, ids) => {
        const clinic = await conversationClinic(connection, { patients: 24, name: 'Answers', ids })
        await inviteEach(clinic)
        return clinic
      },
      tell: async (clinic, workers) => {
        await hearAll(clinic, workers, said(clinic, 1, ['1', '2', 'STOP', 'Ile to kosztuje?', '9', null]))
        await send(clinic, workers)
        // Who has booked confirms or calls off; who asked to be left alone says so again.
        await hearAll(clinic, workers, said(clinic, 2, ['TAK', 'odwołuję wizytę', 'stop', '1', null, '2']))
        await send(clinic, workers)
        seen = await tally(clinic)
      },
    })
    expect(seen['booked']).toBeGreaterThan(8)
    expect(seen['withdrawn']).toBeGreaterThan(3)
    expect(seen['heard']).toBe(20 + 20)
    expect(seen['replies']).toBeGreaterThan(20)
  })

  it('when all of them want the same hour', async () => {
    const tallies: Readonly<Record<string, number>>[] = []
    for (const count of [1, 2]) {
      const clinic = await conversationClinic(databases[0].connection, {
        patients: 16,
        name: `Hour ${count}`,
      })
      const [only] = await openTimes(clinic, 1)
      if (only === undefined) throw new Error('no open time')
      for (const patient of clinic.patients)
        await givenMessage(clinic, patient, {
          key: 'recall_invitation',
          subjectKey: `enrolment:${patient.id}`,
          offers: [only],
        })
      const texts = clinic.patients.map(({ number }, index) => ({ from: number, text: '1', key: `${index}` }))
      await hearAll(clinic, atOnce(clinic, count), texts)
      tallies.push(await tally(clinic))
      await clinic.db.close()
    }
    expect(tallies[1]).toEqual(tallies[0])
    expect(tallies[0]).toMatchObject({ booked: 1, heard: 16, replies: 16 })
  })
})

/** So many pairs of hands on the connections of one clinic. */
function atOnce(clinic: ConversationClinic, hands: number): Workers {
  return async (work) => {
    const hand = async (): Promise<void> => {
      while ((await work(clinic.db)) > 0);
    }
    await Promise.all(Array.from({ length: hands }, hand))
  }
}
