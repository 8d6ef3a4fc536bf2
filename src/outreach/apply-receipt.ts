import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { DeliveryStatus, Receipt } from './channels/channel.ts'
import type { OutreachSettled } from './events.ts'
import { releaseCap } from './reserve-cap.ts'

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
}

export type ReceiptMatch = 'provider_id' | 'reference' | 'number' | 'none'

/**
 * News of a message, possibly one whose answer we never saw: it is matched by the provider's id, else by our reference
 * and the number, else by a number that has exactly one undecided message in the window; otherwise it stays unmatched.
 * A receipt proves acceptance, so `submitting` and `ambiguous` become `accepted`.
 */
export async function applyReceipt(db: ModuleDb<'outreach'>, accountId: string, receipt: Receipt): Promise<ReceiptMatch> {
  const found = await matchReceipt(db, accountId, receipt)
  if (found === null) return 'none'
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
  const delivery = nextDelivery(row.delivery, receipt.status)
  const wasOpen = row.state === 'submitting' || row.state === 'ambiguous'
  await db.run(sql`
    update outreach.message set
      delivery = ${delivery},
      delivered_at = case when ${delivery} = 'delivered' then coalesce(delivered_at, ${receipt.at ?? db.now}::timestamptz) end,
      provider_message_id = coalesce(provider_message_id, ${receipt.providerMessageId}),
      state = case when state in ('submitting', 'ambiguous') then 'accepted' else state end,
      state_reason = case when state in ('submitting', 'ambiguous') then ${`receipt matched by ${by}`} else state_reason end,
      settled_at = case when state in ('submitting', 'ambiguous') then ${db.now}::timestamptz else settled_at end,
      lease_token = case when state in ('submitting', 'ambiguous') then null else lease_token end
    where clinic_id = ${db.clinicId} and id = ${row.id}`)
  await tell(db, row, { wasOpen, failedNow: delivery === 'failed' && row.delivery !== 'failed' })
  return by
}

async function tell(db: ModuleDb<'outreach'>, row: MatchedRow, news: { wasOpen: boolean; failedNow: boolean }): Promise<void> {
  const base = { ...row, messageId: row.id, isFinal: false }
  if (news.wasOpen) await db.emit<OutreachSettled>({ type: 'outreach.settled', messages: [{ ...base, outcome: 'accepted', reason: 'receipt' }] })
  if (!news.failedNow) return
  // A contact that never arrived is no contact: its place under the cap is free again, another channel may follow.
  await releaseCap(db, [row.id])
  await db.emit<OutreachSettled>({ type: 'outreach.settled', messages: [{ ...base, outcome: 'failed', reason: 'not_delivered' }] })
}

async function matchReceipt(
  db: ModuleDb<'outreach'>,
  accountId: string,
  receipt: Receipt,
): Promise<{ row: MatchedRow; by: Exclude<ReceiptMatch, 'none'> } | null> {
  const columns = sql`m.id, m.state, m.delivery, m.origin, m.subject_key as "subjectKey", m.step_key as "stepKey", m.patient_id as "patientId"`
  const floor = db.now.subtract({ hours: matchWindowHours })
  if (receipt.providerMessageId !== null) {
    const rows = await db.sql<MatchedRow>(sql`
      select ${columns} from outreach.message m
      where m.clinic_id = ${db.clinicId} and m.account_id = ${accountId} and m.provider_message_id = ${receipt.providerMessageId}
      order by m.id limit 2 for update`)
    if (rows[0] !== undefined) return { row: rows[0], by: 'provider_id' }
  }
  if (receipt.to === null) return null
  const undecided = await db.sql<MatchedRow & { readonly reference: number }>(sql`
    select ${columns}, m.reference from outreach.message m
    join patients.contact_point cp on cp.clinic_id = m.clinic_id and cp.id = m.contact_point_id
    where m.clinic_id = ${db.clinicId} and m.account_id = ${accountId} and cp.value = ${receipt.to}
      and m.state in ('submitting', 'ambiguous', 'accepted') and m.submitted_at >= ${floor} and m.provider_message_id is null
    order by m.id for update of m`)
  const byReference = undecided.filter((row) => row.reference === receipt.reference)
  if (byReference.length === 1 && byReference[0] !== undefined) return { row: byReference[0], by: 'reference' }
  if (receipt.reference !== null) return null
  const [only, ...others] = undecided
  return only !== undefined && others.length === 0 ? { row: only, by: 'number' } : null
}

/** Late or repeated news never takes a final state back; a delivery after a failure is believed. */
function nextDelivery(current: MatchedRow['delivery'], status: DeliveryStatus): MatchedRow['delivery'] {
  switch (status) {
    case 'delivered':
      return 'delivered'
    case 'failed':
    case 'expired':
    case 'rejected':
      return current === 'delivered' ? current : 'failed'
    case 'accepted':
    case 'enroute':
    case 'unknown':
      return current === 'none' ? 'enroute' : current
  }
}
