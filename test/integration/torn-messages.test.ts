import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { type WhyEntry, why } from '../../src/insights/why.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { applyReceipt } from '../../src/outreach/apply-receipt.ts'
import type {
  Channel,
  OutgoingMessage,
  QueryAnswer,
  Receipt,
  SendOutcome,
  StatusLookup,
} from '../../src/outreach/channels/channel.ts'
import { queueMessages } from '../../src/outreach/queue-messages.ts'
import { reconcileMessages } from '../../src/outreach/reconcile-messages.ts'
import { runOutbox } from '../../src/outreach/run-outbox.ts'
import { testDatabase } from '../support/database.ts'
import { invitation } from '../support/outbox-messages.ts'
import {
  addPatients,
  type OutreachClinic,
  outreachClinic,
  type TestPatient,
  tuesday,
} from '../support/outreach-clinic.ts'

const database = await testDatabase()
const { rules } = await loadOutreachPacks()
const opened: OutreachClinic[] = []

afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

interface Torn {
  readonly clinic: OutreachClinic
  readonly patient: TestPatient
  readonly given: readonly OutgoingMessage[]
  readonly asked: readonly StatusLookup[]
  send(): Promise<number>
  reconcile(): ReturnType<typeof reconcileMessages>
  receive(news: Partial<Receipt>): ReturnType<typeof applyReceipt>
  row(): Promise<{ readonly state: string; readonly state_reason: string | null; readonly delivery: string }>
}

/** A message of two parts that the channel was given once, with the outcome `outcome`, at a provider that answers by reference. */
async function sentInTwoParts(
  outcome: SendOutcome,
  query: (lookup: StatusLookup, message: OutgoingMessage) => QueryAnswer = () => ({ kind: 'unsupported' }),
  whileSending: (clinic: OutreachClinic) => Promise<unknown> = () => Promise.resolve(),
): Promise<Torn> {
  const clinic = await outreachClinic(database.connection, { name: `Klinika ${opened.length}` })
  opened.push(clinic)
  const [patient] = await addPatients(clinic, 1)
  if (patient === undefined) throw new Error('no patient')
  const { db, clinicId, accountId } = clinic
  await db.tenant(clinicId, async (tx) =>
    queueMessages(tx.as('outreach'), [invitation(clinic, patient, { parts: 2 })]),
  )
  const given: OutgoingMessage[] = []
  const asked: StatusLookup[] = []
  const channel: Channel = {
    kind: 'sms',
    capabilities: { statusQuery: 'by-reference', receipts: true, inbound: true },
    submissionsOf: () => 2,
    send: async (message) => {
      given.push(message)
      await whileSending(clinic)
      return outcome
    },
    query: async (lookup) => {
      asked.push(lookup)
      const [message] = given
      if (message === undefined) throw new Error('asked before anything was sent')
      return query(lookup, message)
    },
    ready: async () => true,
    health: () => ({ state: 'ready', since: tuesday, lastFailure: null, inFlight: 0 }),
    close: async () => undefined,
  }
  const torn: Torn = {
    clinic,
    patient,
    given,
    asked,
    send: async () =>
      runOutbox(db, clinicId, {
        rules,
        channels: new Map([[accountId, { channel, sender: 'KLONOWA', replyTo: null }]]),
        publicUrl: 'https://k.example',
        most: 10,
        leaseSeconds: 60,
      }),
    reconcile: async () => {
      clinic.clock.advance({ minutes: 6 })
      return reconcileMessages(db, clinicId, {
        channels: new Map([[accountId, channel]]),
        windowSeconds: 300,
        most: 10,
      })
    },
    receive: async (news) =>
      db.tenant(clinicId, async (tx) =>
        applyReceipt(tx.as('outreach'), accountId, {
          providerMessageId: null,
          reference: null,
          to: patient.number,
          status: 'delivered',
          at: null,
          detail: null,
          ...news,
        }),
      ),
    row: async () => {
      const [row] = await db.tenant(clinicId, async (tx) =>
        tx.sql<Awaited<ReturnType<Torn['row']>>>(
          sql`select state, state_reason, delivery from outreach.message where clinic_id = ${clinicId}`,
        ),
      )
      if (row === undefined) throw new Error('no message')
      return row
    },
  }
  await torn.send()
  return torn
}

const lost: SendOutcome = { kind: 'unknown', reason: 'connection_lost' }
const foundAs = (id: string): QueryAnswer => ({ kind: 'found', status: 'delivered', providerMessageId: id })

/** Answers by the place of the asked part: the first, or the second. */
const byPart =
  (first: QueryAnswer, second: QueryAnswer) =>
  (lookup: StatusLookup, message: OutgoingMessage): QueryAnswer =>
    lookup.reference === message.reference ? first : second

describe('a long message whose answers were lost', () => {
  it('is accepted when the provider has each of its parts', async () => {
    const { asked, given, reconcile, row } = await sentInTwoParts(lost, byPart(foundAs('a'), foundAs('b')))
    expect(await reconcile()).toMatchObject({ accepted: 1 })
    const first = given[0]?.reference ?? 0
    expect(asked.map((lookup) => lookup.reference)).toEqual([first, first + 1])
    expect(await row()).toMatchObject({ state: 'accepted', delivery: 'delivered' })
  })

  it('stays with staff when the provider has the first part only, and says so where reasons are', async () => {
    const { clinic, patient, given, asked, reconcile, send, row } = await sentInTwoParts(
      lost,
      byPart(foundAs('a'), { kind: 'absent' }),
    )
    expect(await reconcile()).toMatchObject({ accepted: 0, released: 0, leftForStaff: 1 })
    expect(await row()).toMatchObject({ state: 'ambiguous', state_reason: 'message_torn' })
    const told: WhyEntry[] = []
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      for await (const entry of why(tx.as('insights'), patient.id))
        if (entry.kind === 'decision' && entry.reason === 'message_torn') told.push(entry)
    })
    expect(told).toMatchObject([
      {
        stage: 'sending',
        outcome: 'skip',
        trace: expect.arrayContaining([{ check: 'message_torn', passed: false, fact: '1 of 2' }]),
        replayed: { agrees: true },
      },
    ])
    expect(asked).toHaveLength(2)
    expect(await reconcile()).toMatchObject({ accepted: 0, released: 0 })
    expect(asked).toHaveLength(2)
    expect(await send()).toBe(0)
    expect(given).toHaveLength(1)
  })

  it('goes out again, once, when the provider has no part of it', async () => {
    const { given, reconcile, send } = await sentInTwoParts(lost, () => ({ kind: 'absent' }))
    expect(await reconcile()).toMatchObject({ released: 1 })
    expect(await send()).toBe(1)
    expect(given).toHaveLength(2)
    expect(await reconcile()).toMatchObject({ released: 0, leftForStaff: 1 })
  })

  it('waits while the provider does not answer for one part', async () => {
    const silent: QueryAnswer = { kind: 'unavailable', reason: 'no answer in time' }
    const { reconcile, row } = await sentInTwoParts(lost, byPart(foundAs('a'), silent))
    expect(await reconcile()).toMatchObject({ accepted: 0, released: 0, leftForStaff: 1 })
    expect(await row()).toMatchObject({ state: 'ambiguous', state_reason: 'connection_lost' })
  })

  it('is accepted by a receipt for its last part, and not by one for its first', async () => {
    const { given, receive, row } = await sentInTwoParts(lost)
    const first = given[0]?.reference ?? 0
    expect(await receive({ providerMessageId: 'a', reference: first })).toBe('reference')
    expect(await row()).toMatchObject({ state: 'ambiguous', delivery: 'none' })
    expect(await receive({ providerMessageId: 'b', reference: first + 1 })).toBe('reference')
    expect(await row()).toMatchObject({ state: 'accepted', delivery: 'delivered' })
  })

  it('is accepted by number when as many different receipts came as it has parts', async () => {
    const { receive, row } = await sentInTwoParts(lost)
    expect(await receive({ providerMessageId: 'a' })).toBe('number')
    expect(await receive({ providerMessageId: 'a' })).toBe('provider_id')
    expect(await row()).toMatchObject({ state: 'ambiguous', delivery: 'none' })
    expect(await receive({ providerMessageId: 'b' })).toBe('number')
    expect(await row()).toMatchObject({ state: 'accepted', delivery: 'delivered' })
  })

  it('needs one receipt where the id of the first part is known', async () => {
    const { receive, row } = await sentInTwoParts({ ...lost, partIds: ['a'] })
    expect(await receive({ providerMessageId: 'a' })).toBe('provider_id')
    expect(await row()).toMatchObject({ state: 'ambiguous' })
    expect(await receive({ providerMessageId: 'b' })).toBe('number')
    expect(await row()).toMatchObject({ state: 'accepted', delivery: 'delivered' })
  })
})

describe('a long message that took longer than its lease', () => {
  it('is accepted by the answer of the worker that went on sending it', async () => {
    const { row } = await sentInTwoParts(
      { kind: 'accepted', providerMessageId: 'b', partIds: ['a', 'b'] },
      undefined,
      async ({ db, clinicId, clock }) => {
        clock.advance({ minutes: 2 })
        const recovered = { channels: new Map(), windowSeconds: 300, most: 10 }
        expect(await reconcileMessages(db, clinicId, recovered)).toMatchObject({ orphaned: 1 })
      },
    )
    expect(await row()).toMatchObject({ state: 'accepted', delivery: 'enroute' })
  })
})

describe('a late answer', () => {
  it('that refuses the first part proves that nothing left', async () => {
    const { given, receive, row } = await sentInTwoParts(lost)
    await receive({ reference: given[0]?.reference ?? 0, status: 'refused' })
    expect(await row()).toMatchObject({ state: 'failed' })
  })

  it('that refuses the second part proves that the message is torn', async () => {
    const { given, receive, row } = await sentInTwoParts(lost)
    await receive({ reference: (given[0]?.reference ?? 0) + 1, status: 'refused' })
    expect(await row()).toMatchObject({ state: 'ambiguous', state_reason: 'message_torn' })
  })
})

describe('a message torn before the eyes of its worker', () => {
  it('is left to staff at once, and a failed first part tells that nobody can read it', async () => {
    const { receive, row } = await sentInTwoParts({
      kind: 'torn',
      reason: 'part 2 of 2: refused',
      accepted: 1,
      partIds: ['a'],
    })
    expect(await row()).toMatchObject({ state: 'ambiguous', state_reason: 'message_torn', delivery: 'none' })
    expect(await receive({ providerMessageId: 'a', status: 'failed' })).toBe('provider_id')
    expect(await row()).toMatchObject({ state: 'ambiguous', delivery: 'failed' })
  })
})
