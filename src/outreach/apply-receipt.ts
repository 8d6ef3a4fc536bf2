import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { DeliveryStatus, Receipt } from './channels/channel.ts'
import { uncountContacts } from './count-contacts.ts'
import type { OutreachSettled } from './events.ts'
import { noteTornMessage } from './note-torn-message.ts'
import { releaseCap } from './reserve-cap.ts'
import { judgePartNews, type PartsKnown, partOfReference } from './rules/message-parts.ts'
import { applyTestReceipt } from './test-message/apply-test-receipt.ts'

/** How far back a receipt may be matched by reference and number, or by number alone. */
const matchWindowHours = 72

interface MatchedRow {
  readonly id: string
  readonly state: string
  readonly delivery: 'none' | 'enroute' | 'delivered' | 'failed'
  readonly origin: string
  readonly subjectKey: string
  readonly stepKey: string
  readonly patientId: string
  readonly submissions: number
  /** The part the news is about; null: it does not say. */
  readonly part: number | null
}

/**
 * `early`: the message is still being submitted and the news does not say which it is; ask for it again. `test`: it is of no
 * message but of a test that staff sent to themselves.
 */
export type ReceiptMatch = 'provider_id' | 'reference' | 'number' | 'test' | 'early' | 'none'

/**
 * News of a message, possibly one whose answer we never saw: it is matched by the provider's id (of any part), else by
 * our reference and the number, else by a number that has exactly one undecided message in the window; otherwise it
 * stays unmatched. News that accounts for all parts proves acceptance, so `submitting` and `ambiguous` become `accepted`;
 * news of some parts only leaves them as they are. A late refusal proves that nothing left, so they become `failed`.
 */
export async function applyReceipt(
  db: ModuleDb<'outreach'>,
  accountId: string,
  receipt: Receipt,
): Promise<ReceiptMatch> {
  const found = await matchReceipt(db, accountId, receipt)
  if (typeof found === 'string') return found
  const { row, by } = found
  await db.write
    .insertInto('outreach.receipt')
    .values({
      clinic_id: db.clinicId,
      id: db.ids.uuid(db.now),
      message_id: row.id,
      at: receipt.at ?? db.now,
      status: receipt.status,
      detail: receipt.detail,
    })
    .execute()
  const known = judgePartNews({
    submissions: row.submissions,
    part: row.part,
    knownIds: await noteIdOfPart(db, { accountId, row, providerMessageId: receipt.providerMessageId }),
    isRefusal: receipt.status === 'refused' || (receipt.status === 'rejected' && row.submissions === 1),
  })
  const isOfWhole = speaksOfWhole(row, known)
  const delivery = nextDelivery(row.delivery, receipt.status, { known, isOfWhole })
  const isOpen = row.state === 'submitting' || row.state === 'ambiguous'
  const state = isOpen ? settledState(row.state, known) : row.state
  const isSettledNow = state !== row.state
  await db.run(sql`
    update outreach.message set
      delivery = ${delivery},
      delivered_at = case when ${delivery} = 'delivered' then coalesce(delivered_at, ${receipt.at ?? db.now}::timestamptz) end,
      provider_message_id = coalesce(provider_message_id, ${isOfWhole ? receipt.providerMessageId : null}),
      state = ${state},
      state_reason = case when ${isSettledNow} then ${`receipt matched by ${by}`} else state_reason end,
      settled_at = case when ${isSettledNow} then ${db.now}::timestamptz else settled_at end,
      lease_token = case when ${isSettledNow} then null else lease_token end
    where clinic_id = ${db.clinicId} and id = ${row.id}`)
  if (known === 'torn') await noteTornMessage(db, { messageId: row.id, accepted: (row.part ?? 1) - 1 })
  if (isSettledNow && state === 'failed') await uncountContacts(db, [row.id])
  await tell(db, row, {
    acceptedNow: isSettledNow && state === 'accepted',
    failedNow: delivery === 'failed' && row.delivery !== 'failed',
  })
  return by
}

/** Half a message is no message yet: only news of all parts, or of none, settles it. */
function settledState(state: string, known: PartsKnown): string {
  switch (known) {
    case 'all':
      return 'accepted'
    case 'none':
      return 'failed'
    case 'some':
    case 'torn':
      return state
  }
}

/**
 * Success is asked for of the last part alone (submissions.ts), so news that names no part is of the whole message where
 * all parts are known to be out.
 */
function speaksOfWhole(row: MatchedRow, known: PartsKnown): boolean {
  if (row.part !== null) return row.part === row.submissions
  return known === 'all' || row.state === 'accepted'
}

/** Keeps the id of a part of a long message, so that the next news finds it; answers how many are known. */
async function noteIdOfPart(
  db: ModuleDb<'outreach'>,
  news: {
    readonly accountId: string
    readonly row: MatchedRow
    readonly providerMessageId: string | null
  },
): Promise<number> {
  const { accountId, row, providerMessageId } = news
  if (row.submissions === 1) return 1
  if (providerMessageId !== null) {
    await db.write
      .insertInto('outreach.message_part')
      .values({
        clinic_id: db.clinicId,
        account_id: accountId,
        provider_message_id: providerMessageId,
        message_id: row.id,
        sequence: row.part,
        is_last: row.part === row.submissions,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const [known] = await db.sql<{ count: number }>(sql`
    select count(*) as count from outreach.message_part
    where clinic_id = ${db.clinicId} and account_id = ${accountId} and message_id = ${row.id}`)
  return known?.count ?? 0
}

async function tell(
  db: ModuleDb<'outreach'>,
  row: MatchedRow,
  news: { acceptedNow: boolean; failedNow: boolean },
): Promise<void> {
  const base = { ...row, messageId: row.id, isFinal: false }
  if (news.acceptedNow)
    await db.emit<OutreachSettled>({
      type: 'outreach.settled',
      messages: [{ ...base, outcome: 'accepted', reason: 'receipt' }],
    })
  if (!news.failedNow) return
  // A contact that never arrived is no contact: its place under the cap is free again, another channel may follow.
  await releaseCap(db, [row.id])
  await db.emit<OutreachSettled>({
    type: 'outreach.settled',
    messages: [{ ...base, outcome: 'failed', reason: 'not_delivered' }],
  })
}

async function matchReceipt(
  db: ModuleDb<'outreach'>,
  accountId: string,
  receipt: Receipt,
): Promise<{ row: MatchedRow; by: 'provider_id' | 'reference' | 'number' } | 'test' | 'none' | 'early'> {
  const byId =
    receipt.providerMessageId === null
      ? null
      : await messageByProviderId(db, accountId, receipt.providerMessageId)
  if (byId !== null) return { row: byId, by: 'provider_id' }
  const ofTest = await applyTestReceipt(db, accountId, receipt)
  if (ofTest === 'test') return 'test'
  if (receipt.to === null) return ofTest
  const candidates = await recentTo(db, accountId, receipt.to)
  const byReference = candidates.flatMap((row) => {
    const part = partOfReference(row, receipt.reference)
    return part === null ? [] : [{ ...row, part }]
  })
  if (byReference.length === 1 && byReference[0] !== undefined)
    return { row: byReference[0], by: 'reference' }
  if (receipt.reference !== null) return ofTest
  const undecided = candidates.filter((row) => !row.hasProviderId)
  const [only, ...others] = undecided
  if (only !== undefined && others.length === 0) return { row: only, by: 'number' }
  return undecided.some((row) => row.state === 'submitting') ? 'early' : ofTest
}

const columns = sql`m.id, m.state, m.delivery, m.origin, m.subject_key as "subjectKey", m.step_key as "stepKey", m.patient_id as "patientId", m.submissions`

async function messageByProviderId(
  db: ModuleDb<'outreach'>,
  accountId: string,
  id: string,
): Promise<MatchedRow | null> {
  const [whole] = await db.sql<MatchedRow>(sql`
    select ${columns}, m.submissions as part from outreach.message m
    where m.clinic_id = ${db.clinicId} and m.account_id = ${accountId} and m.provider_message_id = ${id}
    order by m.id limit 1 for update`)
  if (whole !== undefined) return whole
  const [part] = await db.sql<MatchedRow>(sql`
    select ${columns}, case when p.is_last then m.submissions else p.sequence end as part from outreach.message_part p
    join outreach.message m on m.clinic_id = p.clinic_id and m.id = p.message_id
    where p.clinic_id = ${db.clinicId} and p.account_id = ${accountId} and p.provider_message_id = ${id}
    order by m.id limit 1 for update of m`)
  return part ?? null
}

interface Candidate extends MatchedRow {
  readonly reference: number
  readonly hasProviderId: boolean
}

async function recentTo(
  db: ModuleDb<'outreach'>,
  accountId: string,
  to: string,
): Promise<readonly Candidate[]> {
  return db.sql<Candidate>(sql`
    select ${columns}, case when m.submissions = 1 then 1 end as part, m.reference, m.provider_message_id is not null as "hasProviderId"
    from patients.contact_point cp
    join outreach.message m on m.clinic_id = cp.clinic_id and m.contact_point_id = cp.id
    where cp.clinic_id = ${db.clinicId} and cp.value = ${to} and m.account_id = ${accountId}
      and m.state in ('submitting', 'ambiguous', 'accepted') and m.submitted_at >= ${db.now.subtract({ hours: matchWindowHours })}
    order by m.id for update of m`)
}

/**
 * Late or repeated news never takes a final state back; a delivery after a failure is believed; a part alone delivers
 * nothing, and one that fails fails the message.
 */
function nextDelivery(
  before: MatchedRow['delivery'],
  status: DeliveryStatus,
  { known, isOfWhole }: { readonly known: PartsKnown; readonly isOfWhole: boolean },
): MatchedRow['delivery'] {
  switch (status) {
    case 'delivered':
      return isOfWhole ? 'delivered' : before
    case 'failed':
    case 'expired':
    case 'rejected':
      return before === 'delivered' ? before : 'failed'
    case 'refused':
      return known === 'none' && before !== 'delivered' ? 'failed' : before
    case 'accepted':
    case 'enroute':
    case 'unknown':
      return before === 'none' ? 'enroute' : before
  }
}
