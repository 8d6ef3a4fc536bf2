import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { patientTimeline } from '../../src/insights/patient-timeline.ts'
import { standingMessages } from '../../src/insights/store/standing-messages.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { addAccount } from '../../src/outreach/add-account.ts'
import { applyReceipt } from '../../src/outreach/apply-receipt.ts'
import type {
  Channel,
  OutgoingMessage,
  QueryAnswer,
  SendOutcome,
} from '../../src/outreach/channels/channel.ts'
import { claimMessages } from '../../src/outreach/claim-messages.ts'
import { leaveEndedAccounts } from '../../src/outreach/leave-ended-accounts.ts'
import { type NewMessage, queueMessages } from '../../src/outreach/queue-messages.ts'
import { reconcileMessages } from '../../src/outreach/reconcile-messages.ts'
import { runOutbox } from '../../src/outreach/run-outbox.ts'
import { setAccountState } from '../../src/outreach/set-account-state.ts'
import { setStreamState } from '../../src/outreach/set-stream-state.ts'
import { withdrawAtContactPoint } from '../../src/patients/withdraw-at-contact-point.ts'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
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

async function clinicWith(
  count: number,
): Promise<{ clinic: OutreachClinic; patients: readonly TestPatient[] }> {
  const clinic = await outreachClinic(database.connection, { name: `Klinika ${opened.length}` })
  opened.push(clinic)
  return { clinic, patients: await addPatients(clinic, count) }
}

/** A channel that answers as the test says and remembers what it was given. */
function scripted(
  answer: (message: OutgoingMessage) => SendOutcome,
  query: QueryAnswer = { kind: 'unsupported' },
) {
  const given: OutgoingMessage[] = []
  const channel: Channel = {
    kind: 'sms',
    capabilities: { statusQuery: 'by-reference', receipts: true, inbound: true },
    send: async (message) => {
      given.push(message)
      return answer(message)
    },
    query: async () => query,
    ready: async () => true,
    health: () => ({ state: 'ready', since: tuesday, lastFailure: null, inFlight: 0 }),
    close: async () => undefined,
  }
  return { given, channel }
}

const accepting = (message: OutgoingMessage): SendOutcome => ({
  kind: 'accepted',
  providerMessageId: `id-${message.messageId}`,
  partIds: [],
})

async function send(
  clinic: OutreachClinic,
  channel: Channel,
  publicUrl = 'https://k.example',
): Promise<number> {
  return runOutbox(clinic.db, clinic.clinicId, {
    rules,
    channels: new Map([[clinic.accountId, { channel, sender: 'KLONOWA', replyTo: null }]]),
    publicUrl,
    most: 100,
    leaseSeconds: 60,
  })
}

async function queue(clinic: OutreachClinic, messages: readonly NewMessage[]): Promise<void> {
  await clinic.db.tenant(clinic.clinicId, async (tx) => queueMessages(tx.as('outreach'), messages))
}

async function states(
  clinic: OutreachClinic,
): Promise<readonly { state: string; state_reason: string | null; delivery: string }[]> {
  return clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ state: string; state_reason: string | null; delivery: string }>(sql`
      select state, state_reason, delivery from outreach.message where clinic_id = ${clinic.clinicId} order by send_key`),
  )
}

describe('the outbox', () => {
  it('writes on the record of everybody there, once, that an address was refused for good', async () => {
    const { clinic, patients } = await clinicWith(2)
    const [patient, other] = patients
    if (!patient || !other) throw new Error('no patient')
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(sql`
        insert into patients.patient_contact (clinic_id, patient_id, contact_point_id, use)
        values (${clinic.clinicId}, ${other.id}, ${patient.contactPointId}, 'mobile')`),
    )
    const { channel } = scripted(() => ({ kind: 'permanent', reason: 'no such number', addressIsBad: true }))
    const again = { stepKey: 'reminder#0' }
    await queue(clinic, [invitation(clinic, patient), invitation(clinic, patient, again)])
    await send(clinic, channel)
    const timelines = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      Promise.all(
        [patient, other].map(async ({ id }) => {
          const reading = { language: 'pl', country: 'PL', zone: 'Europe/Warsaw' } as const
          const question = { patientId: id, view: 'all', before: undefined, most: 50, reading } as const
          const found = await patientTimeline(tx.as('insights'), question)
          if (!found.ok) throw new Error(found.error.kind)
          return found.value.entries.flatMap((entry) => (entry.kind === 'change' ? [entry.action] : []))
        }),
      ),
    )
    expect(timelines).toEqual([['contact_point.bounced'], ['contact_point.bounced']])
  })

  it('keeps what has a link until the link opens on a telephone, and tells Today; a loopback needs none', async () => {
    const clinic = await outreachClinic(database.connection, { name: 'Klinika bez adresu', provider: 'smpp' })
    opened.push(clinic)
    const [patient, other] = await addPatients(clinic, 2)
    if (!patient || !other) throw new Error('no patient')
    const linkless = { body: 'Klinika: proszę o telefon', linkPurpose: null }
    await queue(clinic, [invitation(clinic, patient), invitation(clinic, other, linkless)])
    const { channel, given } = scripted(accepting)
    const own = 'http://127.0.0.1:4480'
    await send(clinic, channel, own)
    expect(given.map(({ text }) => text)).toEqual([linkless.body])
    const waiting = async () => (await states(clinic)).filter(({ state }) => state === 'queued')
    expect(await waiting()).toMatchObject([{ state_reason: 'link_unreachable' }])
    const standing = async () =>
      clinic.db.tenant(clinic.clinicId, async (tx) => standingMessages(tx.as('insights')))
    expect(await standing()).toMatchObject([{ channel: 'sms', messages: 1 }])
    clinic.clock.advance({ minutes: 15 })
    await send(clinic, channel, own)
    expect(given).toHaveLength(1)
    clinic.clock.advance({ minutes: 15 })
    await send(clinic, channel)
    expect(given[1]?.text).toContain('k.example/b/')
    expect(await waiting()).toEqual([])
    expect(await standing()).toEqual([])

    const inside = await clinicWith(1)
    const [known] = inside.patients
    if (known === undefined) throw new Error('no patient')
    await queue(inside.clinic, [invitation(inside.clinic, known)])
    await send(inside.clinic, channel, own)
    expect(given[2]?.text).toContain('127.0.0.1:4480/b/')
  })

  it('sends a queued message once, with a link whose secret is stored nowhere', async () => {
    const { clinic, patients } = await clinicWith(1)
    const [patient] = patients
    if (patient === undefined) throw new Error('no patient')
    await queue(clinic, [invitation(clinic, patient), invitation(clinic, patient)])
    const { channel, given } = scripted(accepting)
    expect(await send(clinic, channel)).toBe(1)
    expect(await send(clinic, channel)).toBe(0)
    expect(given).toHaveLength(1)
    const link = /k\.example\/b\/[a-z0-9]+\.([A-Za-z0-9_-]{22})$/.exec(given[0]?.text ?? '')
    expect(link).not.toBeNull()
    const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.sql<{ found: number }>(sql`select count(*) as found from outreach.message m, outreach.page_link l
        where (m.body like ${`%${link?.[1] ?? '?'}%`} or l.token_hash like ${`%${link?.[1] ?? '?'}%`})`),
    )
    expect(row?.found).toBe(0)
    expect(await states(clinic)).toMatchObject([{ state: 'accepted' }])
  })

  it('withholds everything to a number that said stop before the claim', async () => {
    const { clinic, patients } = await clinicWith(2)
    await queue(
      clinic,
      patients.map((patient) => invitation(clinic, patient)),
    )
    const [first] = patients
    if (first === undefined) throw new Error('no patient')
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      withdrawAtContactPoint(
        tx.as('patients'),
        { contactPointId: first.contactPointId, channel: 'sms', purpose: 'all' },
        { method: 'sms', evidence: 'STOP', actor: { kind: 'patient', id: first.id } },
      ),
    )
    const { channel, given } = scripted(accepting)
    await send(clinic, channel)
    expect(given.map((message) => message.to)).toEqual([patients[1]?.number])
    expect((await states(clinic)).map((row) => row.state_reason)).toContain('opted_out')
  })

  it('holds a message in quiet hours and while its stream is paused, and sends it afterwards', async () => {
    const { clinic, patients } = await clinicWith(1)
    await queue(
      clinic,
      patients.map((patient) => invitation(clinic, patient)),
    )
    const { channel, given } = scripted(accepting)
    clinic.clock.moveTo(Temporal.Instant.from('2026-11-24T22:30:00Z'))
    await send(clinic, channel)
    expect(await states(clinic)).toMatchObject([{ state: 'queued', state_reason: 'quiet_hours' }])
    clinic.clock.moveTo(Temporal.Instant.from('2026-11-25T09:00:00Z'))
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      setStreamState(tx.as('outreach'), 'campaign:test', 'paused'),
    )
    await send(clinic, channel)
    expect(await states(clinic)).toMatchObject([{ state: 'queued', state_reason: 'stream_paused' }])
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      setStreamState(tx.as('outreach'), 'campaign:test', 'running'),
    )
    clinic.clock.advance({ minutes: 20 })
    await send(clinic, channel)
    expect(given).toHaveLength(1)
  })

  it('counts days of contact against the cap, and gives a failed one back', async () => {
    const { clinic, patients } = await clinicWith(1)
    const [patient] = patients
    if (patient === undefined) throw new Error('no patient')
    const steps = ['a#0', 'b#0', 'c#0']
    const { channel, given } = scripted((message) =>
      given.length === 1 ? { kind: 'permanent', reason: 'no', addressIsBad: false } : accepting(message),
    )
    for (const [day, stepKey] of steps.entries()) {
      clinic.clock.moveTo(tuesday.add({ hours: 24 * day }))
      await queue(clinic, [
        invitation(clinic, patient, {
          stepKey,
          expiresAt: tuesday.add({ hours: 24 * 60 }),
          notBefore: clinic.clock.now(),
        }),
      ])
      await send(clinic, channel)
    }
    expect((await states(clinic)).map((row) => row.state)).toEqual(['failed', 'accepted', 'accepted'])
    clinic.clock.moveTo(tuesday.add({ hours: 72 }))
    await queue(clinic, [
      invitation(clinic, patient, {
        stepKey: 'd#0',
        expiresAt: tuesday.add({ hours: 24 * 60 }),
        notBefore: clinic.clock.now(),
      }),
    ])
    await send(clinic, channel)
    expect((await states(clinic)).at(-1)).toMatchObject({ state: 'queued', state_reason: 'cap_reached' })
  })

  it('never repeats a send whose answer was lost: a receipt by reference and number settles it', async () => {
    const { clinic, patients } = await clinicWith(1)
    await queue(
      clinic,
      patients.map((patient) => invitation(clinic, patient)),
    )
    const { channel, given } = scripted(() => ({ kind: 'unknown', reason: 'connection_lost' }))
    await send(clinic, channel)
    expect(await states(clinic)).toMatchObject([{ state: 'ambiguous' }])
    expect(await send(clinic, channel)).toBe(0)
    const [message] = given
    if (message === undefined) throw new Error('nothing was sent')
    const receipt = {
      providerMessageId: 'smsc-1',
      status: 'delivered' as const,
      at: null,
      detail: null,
      to: message.to,
    }
    const match = async (reference: number | null) =>
      clinic.db.tenant(clinic.clinicId, async (tx) =>
        applyReceipt(tx.as('outreach'), clinic.accountId, { ...receipt, reference }),
      )
    expect(await match((message.reference % 65_535) + 1)).toBe('none')
    expect(await match(message.reference)).toBe('reference')
    expect(await states(clinic)).toMatchObject([{ state: 'accepted', delivery: 'delivered' }])
  })

  it('releases an uncertain message that the provider has no record of, once only', async () => {
    const { clinic, patients } = await clinicWith(1)
    await queue(
      clinic,
      patients.map((patient) => invitation(clinic, patient)),
    )
    const { channel, given } = scripted(() => ({ kind: 'unknown', reason: 'connection_lost' }), {
      kind: 'absent',
    })
    await send(clinic, channel)
    const reconcile = async () =>
      reconcileMessages(clinic.db, clinic.clinicId, {
        channels: new Map([[clinic.accountId, channel]]),
        windowSeconds: 300,
        most: 10,
      })
    expect(await reconcile()).toMatchObject({ released: 0 })
    clinic.clock.advance({ minutes: 6 })
    expect(await reconcile()).toMatchObject({ released: 1 })
    await send(clinic, channel)
    expect(given).toHaveLength(2)
    clinic.clock.advance({ minutes: 6 })
    expect(await reconcile()).toMatchObject({ released: 0, leftForStaff: 1 })
    expect(await states(clinic)).toMatchObject([{ state: 'ambiguous' }])
  })

  it('makes a message uncertain when its worker dies between submitting and writing it down', async () => {
    const { clinic, patients } = await clinicWith(3)
    await queue(
      clinic,
      patients.map((patient) => invitation(clinic, patient)),
    )
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      claimMessages(tx.as('outreach'), { rules, accountIds: [clinic.accountId], most: 10, leaseSeconds: 60 }),
    )
    const { channel, given } = scripted(accepting)
    expect(await send(clinic, channel)).toBe(0)
    clinic.clock.advance({ seconds: 61 })
    await reconcileMessages(clinic.db, clinic.clinicId, { channels: new Map(), windowSeconds: 300, most: 10 })
    expect((await states(clinic)).map((row) => row.state)).toEqual(['ambiguous', 'ambiguous', 'ambiguous'])
    expect(given).toHaveLength(0)
  })

  it('expires in its time what waits for a channel that does not open', async () => {
    const { clinic, patients } = await clinicWith(1)
    const [patient] = patients
    if (patient === undefined) throw new Error('no patient')
    await queue(clinic, [invitation(clinic, patient)])
    const withoutChannel = { rules, channels: new Map(), publicUrl: '', most: 100, leaseSeconds: 60 }
    expect(await runOutbox(clinic.db, clinic.clinicId, withoutChannel)).toBe(0)
    expect(await states(clinic)).toMatchObject([{ state: 'queued' }])
    clinic.clock.advance({ hours: 48 })
    expect(await runOutbox(clinic.db, clinic.clinicId, withoutChannel)).toBe(0)
    expect(await states(clinic)).toMatchObject([{ state: 'expired', state_reason: 'expired' }])
  })

  it('sends what waited at an ended account by the one that took its place', async () => {
    const { clinic, patients } = await clinicWith(1)
    const [patient] = patients
    if (patient === undefined) throw new Error('no patient')
    await queue(clinic, [invitation(clinic, patient)])
    const inClinic = async <T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
      clinic.db.tenant(clinic.clinicId, work)
    const actor = { kind: 'system', name: 'test' } as const
    const leave = async () => inClinic(async (tx) => leaveEndedAccounts(tx.as('outreach')))
    const add = async (acceptsReplies: boolean) =>
      inClinic(async (tx) =>
        addAccount(tx.as('outreach'), {
          channel: 'sms',
          provider: 'loopback',
          sender: 'KLONOWA',
          settings: {},
          secretName: null,
          partCostMinor: 0,
          acceptsReplies,
          actor,
        }),
      )
    expect(await leave()).toBe(0)
    await inClinic(async (tx) =>
      setAccountState(tx.as('outreach'), { accountId: clinic.accountId, state: 'ended', actor }),
    )
    await add(false)
    expect(await leave()).toBe(0)
    const { id } = await add(true)
    expect(await leave()).toBe(1)
    const { channel, given } = scripted(accepting)
    expect(await send({ ...clinic, accountId: id }, channel)).toBe(1)
    expect(given).toHaveLength(1)
  })

  it('gives two workers different messages', async () => {
    const { clinic, patients } = await clinicWith(60)
    await queue(
      clinic,
      patients.map((patient) => invitation(clinic, patient)),
    )
    const { channel, given } = scripted(accepting)
    const rounds = async (): Promise<void> => {
      while ((await send(clinic, channel)) > 0);
    }
    await Promise.all([rounds(), rounds()])
    await rounds()
    expect(new Set(given.map((message) => message.messageId)).size).toBe(60)
    expect(given).toHaveLength(60)
  })
})
