import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { when } from '../../platform/i18n/format-time.ts'
import { maskEmail, maskPhone } from '../../platform/i18n/mask.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import type { TestMessage } from '../contract/channels.ts'
import { type TestFacts, testProgress } from '../rules/test-progress.ts'

interface TestRow extends TestFacts {
  readonly id: string
  readonly accountId: string
  readonly channel: 'sms' | 'email'
  readonly address: string
  readonly askedAt: Temporal.Instant
  readonly by: string
}

const columns = sql`
  t.id, t.account_id as "accountId", a.channel, t.address, t.asked_at as "askedAt", s.name as by, t.state, t.state_reason as reason,
  t.delivery, case a.provider when 'smpp' then coalesce((a.settings ->> 'receipts')::boolean, true)
    when 'loopback' then a.channel = 'sms' else false end as "reportsArrival"`

const joined = sql`
  join outreach.account a on a.clinic_id = t.clinic_id and a.id = t.account_id
  join clinic.staff s on s.clinic_id = t.clinic_id and s.id = t.staff_id`

/** A test by its id; null: there is none. */
export async function readTest(
  db: ModuleDb<'outreach'>,
  id: string,
  reading: Reading,
): Promise<TestMessage | null> {
  const [row] = await db.sql<TestRow>(sql`
    select ${columns} from outreach.test_message t ${joined} where t.clinic_id = ${db.clinicId} and t.id = ${id}`)
  return row === undefined ? null : present(row, reading, db.now)
}

/** The newest test of each account. */
export async function readLastTests(
  db: ModuleDb<'outreach'>,
  reading: Reading,
): Promise<ReadonlyMap<string, TestMessage>> {
  const rows = await db.sql<TestRow>(sql`
    select ${columns} from outreach.account own
    cross join lateral (
      select * from outreach.test_message l where l.clinic_id = own.clinic_id and l.account_id = own.id
      order by l.asked_at desc, l.id desc limit 1) t
    ${joined} where own.clinic_id = ${db.clinicId}`)
  return new Map(rows.map((row) => [row.accountId, present(row, reading, db.now)]))
}

/** A report of arrival that takes longer is not waited for on the page. */
const followMinutes = 15

function present(row: TestRow, reading: Reading, now: Temporal.Instant): TestMessage {
  const { isFinal, ...progress } = testProgress(row)
  return {
    id: row.id,
    to: row.channel === 'email' ? maskEmail(row.address) : maskPhone(row.address),
    askedAt: when(row.askedAt, reading, now),
    by: row.by,
    ...progress,
    reportsArrival: row.reportsArrival,
    isFollowed: !isFinal && row.askedAt.until(now).total('minutes') < followMinutes,
  }
}
