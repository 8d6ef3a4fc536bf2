import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MadeDemo, makeDemo } from '../../src/main/demo/make-demo.ts'
import { systemClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import { type Connection, openPool } from '../../src/platform/db/pool.ts'
import { randomIds } from '../../src/platform/ids/ids.ts'
import { testDatabase } from '../support/database.ts'

const first = await testDatabase()
const second = await testDatabase()
const third = await testDatabase()

const plan = { patients: 120, months: 1, seed: 3, asOf: Temporal.Instant.from('2026-11-20T07:00:00Z') }

async function made(connection: Connection): Promise<MadeDemo> {
  const progress = { show: () => undefined, end: () => undefined }
  const signal = new AbortController().signal
  const demo = await makeDemo(connection, { plan, publicUrl: 'http://localhost', progress, signal })
  if (demo === null) throw new Error('the demo was stopped')
  return demo
}

let demo: MadeDemo
let db: Database

async function count(statement: ReturnType<typeof sql>): Promise<number> {
  const [row] = await db.discover<{ count: number }>(
    sql<{ count: number }>`select count(*) from (${statement}) as found`,
  )
  return row?.count ?? 0
}

beforeAll(async () => {
  demo = await made(first.connection)
  const dispatch = async (): Promise<void> => undefined
  db = new Database({ pool: openPool(first.connection), clock: systemClock, ids: randomIds, dispatch })
}, 120_000)

afterAll(async () => db.close())

describe('a simulated month', () => {
  it('are the same for the same seed and end', { timeout: 120_000 }, async () => {
    expect(await made(second.connection)).toEqual(demo)
  })

  it('bring invitations, answers, bookings by text and visits', async () => {
    const [recall, reactivation] = demo.summary.campaigns
    expect(recall?.figures.contacted).toBeGreaterThan(10)
    expect(reactivation?.figures.contacted).toBeGreaterThan(10)
    expect(await count(sql`select from conversations.entry where direction = 'in'`)).toBeGreaterThan(10)
    expect(await count(sql`select from scheduling.appointment where booked_via = 'sms'`)).toBeGreaterThan(0)
    expect(
      await count(sql`select from scheduling.appointment where state = 'fulfilled' and source = 'kembali'`),
    ).toBeGreaterThan(0)
  })

  it('file each visit that was kept once, linked to its appointment', async () => {
    expect(
      await count(sql`
        select from scheduling.appointment a
        where a.state = 'fulfilled' and a.source = 'kembali' and (
          select count(*) from scheduling.visit v where v.appointment_id = a.id and v.status = 'finished') <> 1`),
    ).toBe(0)
    // K: filed by the desk of the simulated months, not brought along from the years before.
    const filed = sql`select v.appointment_id from scheduling.visit v where v.external_id like '%-K20%'`
    expect(await count(filed)).toBeGreaterThan(0)
    expect(
      await count(sql`
        select from (${filed}) f where not exists (
          select from scheduling.appointment a where a.id = f.appointment_id and a.state = 'fulfilled')`),
    ).toBe(0)
  })

  it('hold out a tenth, and never write to them', async () => {
    expect(await count(sql`select from campaigns.enrolment where arm = 'hold_out'`)).toBeGreaterThan(0)
    expect(
      await count(sql`
        select from outreach.message m join campaigns.enrolment e on m.subject_key = 'enrolment:' || e.id
        where e.arm = 'hold_out'`),
    ).toBe(0)
  })

  it('write nothing to the dead, to who left, or after a stop', async () => {
    expect(
      await count(sql`
        select from outreach.message m join patients.patient p on p.id = m.patient_id
        where m.state = 'accepted' and (p.is_deceased or p.left_at is not null) and not m.is_reply`),
    ).toBe(0)
    expect(
      await count(sql`
        select from outreach.message m join patients.consent c on c.contact_point_id = m.contact_point_id
          and c.state = 'withdrawn' and c.purpose = 'all' and c.patient_id = m.patient_id
        where m.state = 'accepted' and not m.is_reply and m.submitted_at > c.at`),
    ).toBe(0)
  })

  it('write by day only', async () => {
    expect(
      await count(sql`
        select from outreach.message
        where state = 'accepted' and not is_reply
          and extract(hour from submitted_at at time zone 'Europe/Warsaw') not between 8 and 19`),
    ).toBe(0)
  })

  it('leave no visit of the past without an outcome, and no message in between', async () => {
    expect(
      await count(
        sql`select from scheduling.appointment where state = 'booked' and ends_at < ${plan.asOf.subtract({ hours: 24 })}`,
      ),
    ).toBe(0)
    expect(await count(sql`select from outreach.message where state in ('submitting', 'ambiguous')`)).toBe(0)
  })

  it('end when they are told to stop', { timeout: 60_000 }, async () => {
    const stopped = new AbortController()
    stopped.abort()
    const progress = { show: () => undefined, end: () => undefined }
    expect(
      await makeDemo(third.connection, {
        plan,
        publicUrl: 'http://localhost',
        progress,
        signal: stopped.signal,
      }),
    ).toBeNull()
  })
})
