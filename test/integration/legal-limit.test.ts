import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { addAccount } from '../../src/outreach/add-account.ts'
import { applyReceipt } from '../../src/outreach/apply-receipt.ts'
import type { Channel, OutgoingMessage, SendOutcome } from '../../src/outreach/channels/channel.ts'
import { type NewMessage, queueMessages } from '../../src/outreach/queue-messages.ts'
import { runOutbox } from '../../src/outreach/run-outbox.ts'
import { campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { invitation } from '../support/outbox-messages.ts'
import {
  addPatients,
  type ClinicPlace,
  type OutreachClinic,
  outreachClinic,
  type TestPatient,
  tuesday,
} from '../support/outreach-clinic.ts'

const database = await testDatabase()
const { rules } = await loadOutreachPacks()
const florida: ClinicPlace = { country: 'US', region: 'FL', zone: 'America/New_York' }
const texas: ClinicPlace = { country: 'US', region: 'TX', zone: 'America/Chicago' }
/** Ten in the morning in Florida. */
const morning = tuesday.add({ hours: 6 })
const opened: OutreachClinic[] = []

afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

interface Limited {
  readonly clinic: OutreachClinic
  readonly patients: readonly TestPatient[]
  readonly given: readonly OutgoingMessage[]
  /** Messages about visits: of no campaign, under no cap of one. Every other one goes by the second account. */
  queue(patient: TestPatient, count: number, change?: Partial<NewMessage>): Promise<void>
  /** One message at a time, until none is left that may go; a worker of one account leaves the other's to the other worker. */
  work(accounts?: 'first' | 'second'): Promise<void>
  answerAs(outcome: SendOutcome | null): void
}

async function clinicIn(place: ClinicPlace, patientCount = 1): Promise<Limited> {
  const clinic = await outreachClinic(database.connection, { name: `Clinic ${opened.length}`, place })
  opened.push(clinic)
  clinic.clock.moveTo(morning)
  const patients = await addPatients(clinic, patientCount)
  const given: OutgoingMessage[] = []
  let outcome: SendOutcome | null = null
  const channel: Channel = {
    kind: 'sms',
    capabilities: { statusQuery: 'none', receipts: true, inbound: true },
    send: async (message) => {
      given.push(message)
      return outcome ?? { kind: 'accepted', providerMessageId: message.messageId, partIds: [] }
    },
    query: async () => ({ kind: 'unsupported' }),
    ready: async () => true,
    health: () => ({ state: 'ready', since: tuesday, lastFailure: null, inFlight: 0 }),
    close: async () => undefined,
  }
  const second = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    addAccount(tx.as('outreach'), {
      channel: 'sms',
      provider: 'loopback',
      sender: 'CLINIC',
      settings: {},
      secretName: null,
      partCostMinor: 1,
      acceptsReplies: true,
      actor: { kind: 'system', name: 'test' },
    }),
  )
  const open = { channel, sender: 'CLINIC', replyTo: null }
  const channels = { first: new Map([[clinic.accountId, open]]), second: new Map([[second.id, open]]) }
  let queued = 0
  return {
    clinic,
    patients,
    given,
    queue: async (patient, count, change = {}) => {
      const now = clinic.clock.now()
      const messages = Array.from({ length: count }, () => {
        queued += 1
        return invitation(clinic, patient, {
          stepKey: `step-${queued}`,
          accountId: queued % 2 === 0 ? clinic.accountId : second.id,
          purpose: 'visit_admin',
          isInvitation: false,
          capPer30Days: null,
          notBefore: now,
          expiresAt: now.add({ hours: 24 * 30 }),
          ...change,
        })
      })
      await clinic.db.tenant(clinic.clinicId, async (tx) => queueMessages(tx.as('outreach'), messages))
    },
    work: async (accounts) => {
      for (const one of accounts === undefined ? (['first', 'second'] as const) : [accounts]) {
        const options = { rules, channels: channels[one], publicUrl: '', most: 1, leaseSeconds: 60 }
        for (let empty = 0; empty < 5; )
          empty = (await runOutbox(clinic.db, clinic.clinicId, options)) > 0 ? 0 : empty + 1
      }
    },
    answerAs: (next) => {
      outcome = next
    },
  }
}

function only(patients: readonly TestPatient[]): TestPatient {
  const [patient] = patients
  if (patient === undefined) throw new Error('no patient')
  return patient
}

interface DecisionRow {
  readonly stage: string
  readonly outcome: string
  readonly hold_until: Temporal.Instant
  readonly trace: readonly object[]
}

async function limitDecisions({ db, clinicId }: OutreachClinic): Promise<readonly DecisionRow[]> {
  return db.tenant(clinicId, async (tx) =>
    tx.sql<DecisionRow>(sql`
      select stage, outcome, hold_until, trace from outreach.decision
      where clinic_id = ${clinicId} and reason = 'legal_limit' order by at, id`),
  )
}

const law = {
  contacts: 3,
  withinHours: 24,
  source: 'state telephone solicitation laws, summary',
  verifiedOn: '2026-11',
  status: 'secondary',
}

describe('where the law allows three contacts in 24 hours', () => {
  it('the fourth waits until a day after the first, and its decision names the law', async () => {
    const { clinic, patients, given, queue, work } = await clinicIn(florida)
    await queue(only(patients), 4)
    await work()
    expect(given).toHaveLength(3)
    const freeAt = morning.add({ hours: 24, minutes: 5 })
    expect(await limitDecisions(clinic)).toMatchObject([
      {
        stage: 'sending',
        outcome: 'hold',
        hold_until: freeAt,
        trace: expect.arrayContaining([
          { check: 'legal_limit', passed: false, fact: freeAt.toString(), rule: law },
        ]),
      },
    ])
    clinic.clock.moveTo(freeAt.subtract({ seconds: 1 }))
    await work()
    expect(given).toHaveLength(3)
    clinic.clock.moveTo(freeAt)
    await work()
    expect(given).toHaveLength(4)
  })

  it('a campaign plans nothing for somebody who has had three', async () => {
    const clinic = await campaignClinic(database.connection, {
      patients: 1,
      name: 'Campaign in Florida',
      place: florida,
    })
    opened.push(clinic)
    clinic.clock.moveTo(morning)
    const patient = only(clinic.patients)
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      queueMessages(
        tx.as('outreach'),
        ['a', 'b', 'c'].map((stepKey) =>
          invitation(clinic, patient, { stepKey, isInvitation: false, capPer30Days: null }),
        ),
      ),
    )
    await clinic.work()
    expect(clinic.given).toHaveLength(3)
    await clinic.start({ ...(await shippedDocument('recall')), holdOutShare: 0 })
    await clinic.work()
    expect(clinic.given).toHaveLength(3)
    expect(await limitDecisions(clinic)).toMatchObject([{ stage: 'planned', outcome: 'hold' }])
    clinic.clock.moveTo(morning.add({ hours: 24, minutes: 5 }))
    await clinic.work()
    expect(clinic.given).toHaveLength(4)
  })

  it('a family with one number counts as that number', async () => {
    const { clinic, patients, given, queue, work } = await clinicIn(florida, 2)
    const [mother, son] = patients
    if (mother === undefined || son === undefined) throw new Error('two patients are needed')
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(sql`
        insert into patients.consent (clinic_id, id, contact_point_id, patient_id, channel, purpose, state, at, zone, method, evidence)
        values (${clinic.clinicId}, ${clinic.db.ids.uuid(morning)}, ${mother.contactPointId}, ${son.id}, 'any', 'visit_admin', 'given',
          ${tuesday}, 'America/New_York', 'import', 'test')`),
    )
    await queue(mother, 2)
    await queue(son, 2, { contactPointId: mother.contactPointId })
    await work()
    expect(given).toHaveLength(3)
    expect(await limitDecisions(clinic)).toHaveLength(1)
  })

  it('an answer to the patient goes out at once and does not count', async () => {
    const { patients, given, queue, work } = await clinicIn(florida)
    const patient = only(patients)
    await queue(patient, 5, { isReply: true })
    await queue(patient, 4)
    await work()
    expect(given).toHaveLength(5 + 3)
    await queue(patient, 1, { isReply: true })
    await work()
    expect(given).toHaveLength(5 + 3 + 1)
  })

  it('what was refused at the door is taken back, what was not delivered still counts', async () => {
    const { clinic, patients, given, queue, work, answerAs } = await clinicIn(florida)
    const patient = only(patients)
    answerAs({ kind: 'permanent', reason: 'no', addressIsBad: false })
    await queue(patient, 2)
    await work()
    answerAs(null)
    await queue(patient, 3)
    await work()
    expect(given).toHaveLength(2 + 3)
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      applyReceipt(tx.as('outreach'), clinic.accountId, {
        providerMessageId: given.at(-1)?.messageId ?? '',
        reference: null,
        to: patient.number,
        status: 'failed',
        at: null,
        detail: null,
      }),
    )
    await queue(patient, 1)
    await work()
    expect(given).toHaveLength(2 + 3)
  })

  it('two workers together let as many through as one', async () => {
    const { clinic, patients, given, queue, work } = await clinicIn(florida, 3)
    for (const patient of patients) await queue(patient, 6)
    await Promise.all([work('first'), work('second'), work('first'), work('second')])
    await work()
    const perNumber = [...Map.groupBy(given, (message) => message.to).values()].map((list) => list.length)
    expect(perNumber).toEqual([3, 3, 3])
    await expect.poll(async () => (await limitDecisions(clinic)).length).toBeGreaterThan(0)
  })

  it('no window of 24 hours holds more than three, whatever is wanted when and by how many workers', async () => {
    const { clinic, patients, given, queue, work, answerAs } = await clinicIn(florida, 2)
    const sentAt: { readonly to: string; readonly at: number }[] = []
    const step = fc.record({
      afterMinutes: fc.integer({ min: 1, max: 500 }),
      wanted: fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 4 }),
      isRefused: fc.integer({ min: 0, max: 4 }).map((draw) => draw === 0),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 15 }), async (steps) => {
        for (const { afterMinutes, wanted, isRefused } of steps) {
          clinic.clock.advance({ minutes: afterMinutes })
          answerAs(isRefused ? { kind: 'permanent', reason: 'no', addressIsBad: false } : null)
          for (const index of wanted) {
            const patient = patients[index]
            if (patient !== undefined) await queue(patient, 1)
          }
          const before = given.length
          await Promise.all([work('first'), work('second')])
          const at = clinic.clock.now().epochMilliseconds
          if (!isRefused) sentAt.push(...given.slice(before).map(({ to }) => ({ to, at })))
        }
        for (const { to, at } of sentAt) {
          const inWindow = sentAt.filter(
            (one) => one.to === to && one.at >= at && one.at < at + 24 * 3_600_000,
          )
          expect(inWindow.length).toBeLessThanOrEqual(3)
        }
      }),
      { numRuns: 6 },
    )
    expect(sentAt.length).toBeGreaterThan(20)
  })
})

describe('elsewhere', () => {
  it('nothing is counted in a state without a limit, and a patient of Maryland brings theirs along', async () => {
    const { clinic, patients, given, queue, work } = await clinicIn(texas, 2)
    const [local, guest] = patients
    if (local === undefined || guest === undefined) throw new Error('two patients are needed')
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(
        sql`update patients.patient set region = 'Maryland' where clinic_id = ${clinic.clinicId} and id = ${guest.id}`,
      ),
    )
    await queue(local, 5)
    await queue(guest, 5)
    await work()
    expect(given.filter((message) => message.to === local.number)).toHaveLength(5)
    expect(given.filter((message) => message.to === guest.number)).toHaveLength(3)
  })

  it('a country without any limit keeps no counters and says nothing about one', async () => {
    const clinic = await outreachClinic(database.connection, { name: 'Klonowa' })
    opened.push(clinic)
    const patient = only(await addPatients(clinic, 1))
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      queueMessages(tx.as('outreach'), [invitation(clinic, patient)]),
    )
    await runOutbox(clinic.db, clinic.clinicId, {
      rules,
      channels: new Map(),
      publicUrl: '',
      most: 10,
      leaseSeconds: 60,
    })
    const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.sql<{ counters: number; told: number }>(sql`
        select (select count(*) from outreach.recent_contact where clinic_id = ${clinic.clinicId}) as counters,
          (select count(*) from outreach.decision where clinic_id = ${clinic.clinicId} and trace::text like '%legal_limit%') as told`),
    )
    expect(row).toEqual({ counters: 0, told: 0 })
  })
})
