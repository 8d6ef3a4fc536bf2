import { sql } from 'kysely'
import { addAccount, type NewAccount } from '../../src/outreach/add-account.ts'
import {
  type FoundChannel,
  noteChannelHealth,
  noteInboundAt,
} from '../../src/outreach/note-channel-health.ts'
import { queueMessages } from '../../src/outreach/queue-messages.ts'
import { setAccountState } from '../../src/outreach/set-account-state.ts'
import type { Connection } from '../../src/platform/db/pool.ts'
import { invitation } from './outbox-messages.ts'
import { addPatients, type OutreachClinic, outreachClinic, tuesday } from './outreach-clinic.ts'

const actor = { kind: 'system', name: 'test' } as const

/** One more account of a clinic, added after those before it. */
export async function addOne(clinic: OutreachClinic, wish: Partial<NewAccount> = {}): Promise<string> {
  clinic.clock.advance({ seconds: 1 })
  const { id } = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    addAccount(tx.as('outreach'), {
      channel: 'email',
      provider: 'smtp',
      sender: 'Klinika Klonowa <recepcja@klonowa.example>',
      settings: { host: 'smtp.klonowa.example', port: 587 },
      secretName: 'mail',
      partCostMinor: 0,
      acceptsReplies: true,
      actor,
      ...wish,
    }),
  )
  return id
}

/** As the worker finds it, at the clinic's own time. */
async function findIt(
  { db, clinicId }: OutreachClinic,
  accountId: string,
  found: Omit<FoundChannel, 'accountId'> = { state: 'ready', trouble: null },
): Promise<void> {
  await db.tenant(clinicId, async (tx) => noteChannelHealth(tx.as('outreach'), { accountId, ...found }))
}

/**
 * A clinic with an SMS account that works and has messages of every kind, a mail account whose password is refused, one whose
 * secret is missing, one that is paused and one that has ended.
 */
export async function channelsClinic(connection: Connection, name: string): Promise<OutreachClinic> {
  const clinic = await outreachClinic(connection, {
    name,
    provider: 'smpp',
    settings: { host: 'smpp.carrier.example', port: 2775, systemId: 'klonowa' },
  })
  await queueSome(clinic)
  await findIt(clinic, clinic.accountId)
  await clinic.db.tenant(clinic.clinicId, async (tx) => noteInboundAt(tx.as('outreach'), clinic.accountId))
  await findIt(clinic, await addOne(clinic), {
    state: 'failing',
    trouble: { kind: 'login_refused', detail: 'AUTH PLAIN: 535 5.7.8 Authentication credentials invalid' },
  })
  const reserve = { channel: 'sms', provider: 'smpp', acceptsReplies: false } as const
  await findIt(clinic, await addOne(clinic, { ...reserve, sender: '+48221112233', secretName: 'reserve' }), {
    state: 'unopened',
    trouble: { kind: 'secret_missing', detail: 'reserve' },
  })
  const paused = await addOne(clinic, { sender: 'newsletter@klonowa.example' })
  const ended = await addOne(clinic, { ...reserve, sender: 'KLON-OLD', secretName: null })
  await findIt(clinic, paused)
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    await setAccountState(tx.as('outreach'), { accountId: paused, state: 'paused', actor })
    await setAccountState(tx.as('outreach'), { accountId: ended, state: 'ended', actor })
  })
  return clinic
}

/** Seven messages at the clinic's own account: three wait, one held until morning, one for its link, two left, of which one never arrived. */
async function queueSome(clinic: OutreachClinic): Promise<void> {
  const patients = await addPatients(clinic, 7)
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    const db = tx.as('outreach')
    const ids = [
      ...(
        await queueMessages(
          db,
          patients.map((patient) => invitation(clinic, patient, { notBefore: tuesday.add({ hours: 1 }) })),
        )
      ).values(),
    ]
    const set = async (id: string | undefined, values: ReturnType<typeof sql>) =>
      db.run(
        sql`update outreach.message set ${values} where clinic_id = ${clinic.clinicId} and id = ${id ?? ''}`,
      )
    await set(ids[0], sql`not_before = ${tuesday.subtract({ minutes: 40 })}`)
    await set(ids[3], sql`state_reason = 'quiet_hours'`)
    await set(ids[4], sql`state_reason = 'link_unreachable'`)
    await set(ids[5], sql`state = 'accepted', submitted_at = ${tuesday.subtract({ hours: 23 })}`)
    await set(
      ids[6],
      sql`state = 'accepted', delivery = 'failed', submitted_at = ${tuesday.subtract({ minutes: 3 })}`,
    )
    await db.run(sql`
      update outreach.account set secret_name = 'carrier', part_cost_minor = 9
      where clinic_id = ${clinic.clinicId} and id = ${clinic.accountId}`)
  })
}
