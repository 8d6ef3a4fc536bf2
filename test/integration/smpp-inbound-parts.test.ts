import { sql } from 'kysely'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { eventTable } from '../../src/main/events.ts'
import { handOnDueTexts, inboundParts } from '../../src/main/worker/inbound-parts.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { inboundReceiver, type ReceiveInbound } from '../../src/main/worker/receive.ts'
import { createSmppChannel } from '../../src/outreach/channels/smpp/smpp-channel.ts'
import { smppSettings } from '../../src/outreach/channels/smpp/smpp-settings.ts'
import { Database } from '../../src/platform/db/database.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import { dispatchBy } from '../../src/platform/events/event-table.ts'
import { randomIds } from '../../src/platform/ids/ids.ts'
import { testDatabase } from '../support/database.ts'
import { partFrom as part, textFrom as text } from '../support/inbound-sms.ts'
import { type OutreachClinic, outreachClinic } from '../support/outreach-clinic.ts'
import { quietLog } from '../support/quiet-log.ts'
import { type SmppServer, startSmppServer } from '../support/smpp-server.ts'

const database = await testDatabase()
const { packs } = await loadOutreachPacks()
const anna = '48601234567'
const jan = '48609876543'

const opened: OutreachClinic[] = []
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

/** What would be a process of its own: its pool, its link to the SMSC; the parts are in the tables they share. */
interface TestWorker {
  /** One turn of its loop that hands on what is due. */
  handOnDue(): Promise<number>
  stop(): Promise<void>
}

interface Desk {
  readonly clinic: OutreachClinic
  readonly smsc: SmppServer
  start(receive?: ReceiveInbound): Promise<TestWorker>
  /** What conversations have been told, in order. */
  heard(): Promise<readonly { readonly from: string; readonly text: string }[]>
}

const receiveForReal = inboundReceiver({ log: quietLog }, { packs, publicUrl: 'https://k.example' })

async function desk(): Promise<Desk> {
  const clinic = await outreachClinic(database.connection, { name: `Klinika ${opened.length}` })
  opened.push(clinic)
  const { clinicId, accountId, clock } = clinic
  const smsc = await startSmppServer()
  closing.push(() => smsc.close())
  const settings = smppSettings.parse({ host: '127.0.0.1', port: smsc.port, systemId: 'kembali' })
  return {
    clinic,
    smsc,
    start: async (receive = receiveForReal) => {
      const pool = openPool(database.connection, { size: 3 })
      const db = new Database({ pool, clock, ids: randomIds, dispatch: dispatchBy(eventTable) })
      const place = { db, log: quietLog }
      const channel = createSmppChannel({
        settings,
        password: '',
        clock,
        log: quietLog,
        listeners: {
          onReceipt: async () => undefined,
          onInbound: async (message) => db.tenant(clinicId, async (tx) => receive(tx, accountId, message)),
        },
        parts: inboundParts(place, receive, { clinic: clinicId, accountId }),
      })
      const before = smsc.links
      await channel.ready()
      await expect.poll(() => smsc.links).toBe(before + 1)
      let isStopped = false
      const stop = async (): Promise<void> => {
        if (isStopped) return
        isStopped = true
        const links = smsc.links
        await channel.close()
        await expect.poll(() => smsc.links).toBe(links - 1)
        await db.close()
      }
      closing.push(stop)
      return { handOnDue: async () => handOnDueTexts(place, receive, clinicId), stop }
    },
    heard: async () =>
      clinic.db.tenant(clinicId, async (tx) =>
        tx.sql<{ from: string; text: string }>(sql`
          select p.value as "from", e.text from conversations.entry e
          join conversations.thread t on t.clinic_id = e.clinic_id and t.id = e.thread_id
          join patients.contact_point p on p.clinic_id = t.clinic_id and p.id = t.contact_point_id
          where e.clinic_id = ${clinicId} and e.direction = 'in' order by e.at, e.id`),
      ),
  }
}

async function texts({ heard }: Desk): Promise<readonly string[]> {
  return (await heard()).map((entry) => entry.text)
}

describe('the parts of a long text', () => {
  it('are put together once when two links bring half of them each, at the same moment', async () => {
    const place = await desk()
    await place.start()
    await place.start()
    for (let reference = 1; reference <= 20; reference += 1) {
      const answers = await Promise.all([
        place.smsc.deliver(part(anna, `A${reference} `, [reference, 2, 1]), reference % 2),
        place.smsc.deliver(part(anna, `B${reference}`, [reference, 2, 2]), 1 - (reference % 2)),
      ])
      expect(answers).toEqual([0, 0])
    }
    const wanted = Array.from({ length: 20 }, (_, index) => `A${index + 1} B${index + 1}`)
    expect((await texts(place)).toSorted()).toEqual(wanted.toSorted())
  })

  it('outlive the worker that took the first of them', async () => {
    const place = await desk()
    const first = await place.start()
    expect(await place.smsc.deliver(part(anna, 'Proszę o inny ', [7, 2, 1]))).toBe(0)
    await first.stop()
    await place.start()
    expect(await place.smsc.deliver(part(anna, 'termin.', [7, 2, 2]))).toBe(0)
    expect(await place.heard()).toEqual([{ from: `+${anna}`, text: 'Proszę o inny termin.' }])
  })

  it('are taken once though each comes twice, by both links', async () => {
    const place = await desk()
    const worker = await place.start()
    await place.start()
    const parts = [part(anna, 'A', [9, 2, 1]), part(anna, 'B', [9, 2, 2])]
    for (const fields of parts) {
      const answers = await Promise.all([place.smsc.deliver(fields, 0), place.smsc.deliver(fields, 1)])
      expect(answers).toEqual([0, 0])
    }
    place.clinic.clock.advance({ minutes: 6 })
    await worker.handOnDue()
    expect(await texts(place)).toEqual(['AB'])
  })

  it('come in any order, between other texts, with the same reference from two senders', async () => {
    const place = await desk()
    await place.start()
    const { smsc } = place
    await smsc.deliver(part(anna, 'B', [7, 3, 2]))
    await smsc.deliver(part(jan, 'x', [7, 3, 1]))
    await smsc.deliver(part(anna, 'C', [7, 3, 3]))
    await smsc.deliver(text(anna, 'single'))
    await smsc.deliver(part(jan, 'y', [7, 3, 2]))
    await smsc.deliver(part(anna, 'A', [7, 3, 1]))
    await smsc.deliver(part(jan, 'z', [7, 3, 3]))
    expect((await place.heard()).toSorted((a, b) => (a.text < b.text ? -1 : 1))).toEqual([
      { from: `+${anna}`, text: 'ABC' },
      { from: `+${anna}`, text: 'single' },
      { from: `+${jan}`, text: 'xyz' },
    ])
  })

  it('may cut an emoji in two, and may be numbered by TLV', async () => {
    const place = await desk()
    await place.start()
    const [high = '', low = ''] = '🦷'.split('')
    await place.smsc.deliver(part(anna, `boli ${high}`, [1, 2, 1]))
    await place.smsc.deliver(part(anna, `${low}!`, [1, 2, 2]))
    for (const sar_segment_seqnum of [2, 1]) {
      const tlvs = { sar_msg_ref_num: 4711, sar_total_segments: 2, sar_segment_seqnum }
      await place.smsc.deliver({ ...text(jan, `part ${sar_segment_seqnum}.`), ...tlvs })
    }
    expect((await texts(place)).toSorted()).toEqual(['boli 🦷!', 'part 1.part 2.'])
  })

  it('are answered only when they are stored', async () => {
    const place = await desk()
    const worker = await place.start()
    await place.clinic.db.pool.query(
      'alter table outreach.inbound_part add constraint away check (false) not valid',
    )
    expect(await place.smsc.deliver(part(anna, 'A', [3, 2, 1]))).toBe(0x64)
    await place.clinic.db.pool.query('alter table outreach.inbound_part drop constraint away')
    expect(await place.smsc.deliver(part(anna, 'A', [3, 2, 1]))).toBe(0)
    expect(await place.smsc.deliver(part(anna, 'B', [3, 2, 2]))).toBe(0)
    expect(await texts(place)).toEqual(['AB'])
    expect(await worker.handOnDue()).toBe(0)
  })
})

describe('a phone that uses a reference again', () => {
  it('begins a new text with it when the first is whole', async () => {
    const place = await desk()
    await place.start()
    for (const [words, sequence] of [
      ['A', 1],
      ['B', 2],
      ['C', 1],
      ['D', 2],
    ] as const) {
      place.clinic.clock.advance({ seconds: 1 })
      await place.smsc.deliver(part(anna, words, [9, 2, sequence]))
    }
    expect(await texts(place)).toEqual(['AB', 'CD'])
  })

  it('loses nothing of a text that never became whole', async () => {
    const place = await desk()
    await place.start()
    await place.smsc.deliver(part(anna, 'A', [9, 2, 1]))
    await place.smsc.deliver(part(anna, 'C', [9, 2, 1]))
    expect(await texts(place)).toEqual(['A[…]'])
    place.clinic.clock.advance({ seconds: 1 })
    await place.smsc.deliver(part(anna, 'D', [9, 2, 2]))
    expect(await texts(place)).toEqual(['A[…]', 'CD'])
  })
})

describe('a text whose rest does not come', () => {
  it('is handed on with […] after five minutes, once, by whichever worker is there: a STOP in it must count', async () => {
    const place = await desk()
    const gone = await place.start()
    await place.smsc.deliver(part(anna, 'STOP, ', [5, 3, 1]))
    await place.smsc.deliver(part(anna, ' bardzo.', [5, 3, 3]))
    await gone.stop()
    const workers = [await place.start(), await place.start()]
    const round = async (): Promise<number> =>
      (await Promise.all(workers.map(async (worker) => worker.handOnDue()))).reduce(
        (sum, one) => sum + one,
        0,
      )
    place.clinic.clock.advance({ seconds: 299 })
    expect(await round()).toBe(0)
    place.clinic.clock.advance({ seconds: 1 })
    expect(await round()).toBe(1)
    expect(await round()).toBe(0)
    expect(await place.heard()).toEqual([{ from: `+${anna}`, text: 'STOP, […] bardzo.' }])
    const { db, clinicId } = place.clinic
    const consents = await db.tenant(clinicId, async (tx) =>
      tx.sql(sql`select state from patients.consent where clinic_id = ${clinicId} and purpose = 'all'`),
    )
    expect(consents).toEqual([{ state: 'withdrawn' }])
  })

  it('is told by itself when it comes after all', async () => {
    const place = await desk()
    const worker = await place.start()
    await place.smsc.deliver(part(anna, 'Nie mogę ', [5, 2, 1]))
    place.clinic.clock.advance({ minutes: 5 })
    await worker.handOnDue()
    await place.smsc.deliver(part(anna, 'przyjść.', [5, 2, 2]))
    place.clinic.clock.advance({ minutes: 5 })
    await worker.handOnDue()
    expect(await texts(place)).toEqual(['Nie mogę […]', '[…]przyjść.'])
  })
})

describe('an SMSC that did not hear our answer', () => {
  it('delivers the last part again after the text was handed on, and nobody is told twice', async () => {
    const place = await desk()
    const worker = await place.start()
    await place.smsc.deliver(part(anna, 'A', [4, 2, 1]))
    await place.smsc.deliver(part(anna, 'B', [4, 2, 2]))
    place.clinic.clock.advance({ minutes: 3 })
    expect(await place.smsc.deliver(part(anna, 'B', [4, 2, 2]))).toBe(0)
    place.clinic.clock.advance({ minutes: 5 })
    expect(await worker.handOnDue()).toBe(0)
    expect(await texts(place)).toEqual(['AB'])
  })

  it('may deliver the same words again a day later, and they are a new text', async () => {
    const place = await desk()
    await place.start()
    for (let day = 0; day < 2; day += 1) {
      await place.smsc.deliver(part(anna, 'A', [4, 2, 1]))
      await place.smsc.deliver(part(anna, 'B', [4, 2, 2]))
      place.clinic.clock.advance({ hours: 24 })
    }
    expect(await texts(place)).toEqual(['AB', 'AB'])
  })
})

describe('a text that could not be handed on', () => {
  it('is handed on by the next round, without the SMSC', async () => {
    const place = await desk()
    let fails: boolean = true
    const worker = await place.start(async (tx, accountId, message) => {
      if (fails) throw new Error('a bug')
      await receiveForReal(tx, accountId, message)
    })
    await place.smsc.deliver(part(anna, 'A', [3, 2, 1]))
    expect(await place.smsc.deliver(part(anna, 'B', [3, 2, 2]))).toBe(0)
    expect(await worker.handOnDue()).toBe(0)
    expect(await texts(place)).toEqual([])
    fails = false
    const other = await place.start()
    expect((await Promise.all([worker.handOnDue(), other.handOnDue()])).toSorted()).toEqual([0, 1])
    expect(await texts(place)).toEqual(['AB'])
  })
})
