import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { DeliveryStatus, Receipt } from '../channels/channel.ts'

/** A receipt later than this is of nothing that anybody waits for. */
const matchWindowHours = 72

interface MatchedTest {
  readonly id: string
  readonly isCertain: boolean
}

/**
 * News that is of no message: perhaps of a test, by the provider's id or by our reference and the address. `early`: one to
 * that address is being submitted, and the news may be of it.
 */
export async function applyTestReceipt(
  db: ModuleDb<'outreach'>,
  accountId: string,
  receipt: Receipt,
): Promise<'test' | 'early' | 'none'> {
  const { providerMessageId, reference, to, status } = receipt
  const [found] = await db.sql<MatchedTest>(sql`
    select id, (provider_message_id = ${providerMessageId}) is true or (reference = ${reference}) is true as "isCertain"
    from outreach.test_message
    where clinic_id = ${db.clinicId} and account_id = ${accountId} and asked_at > ${db.now.subtract({ hours: matchWindowHours })}
      and (provider_message_id = ${providerMessageId}
        or address = ${to} and (reference = ${reference} or ${reference}::int is null and state = 'submitting'))
    order by 2 desc, asked_at desc limit 1 for update`)
  if (found === undefined) return 'none'
  if (!found.isCertain) return 'early'
  const { state, delivery } = newsOf(status)
  await db.run(sql`
    update outreach.test_message set
      state = case when state in ('submitting', 'ambiguous') then ${state} else state end,
      delivery = case when delivery = 'delivered' or ${delivery} = 'enroute' and delivery <> 'none' then delivery else ${delivery} end,
      state_reason = case when ${delivery} = 'failed' then ${receipt.detail ?? status} else state_reason end,
      provider_message_id = coalesce(provider_message_id, ${providerMessageId}),
      settled_at = coalesce(settled_at, ${db.now}::timestamptz),
      delivered_at = case when ${delivery} = 'enroute' then delivered_at else ${receipt.at ?? db.now}::timestamptz end,
      lease_token = null
    where clinic_id = ${db.clinicId} and id = ${found.id}`)
  return 'test'
}

/** Any news but a refusal of the submit itself proves that it was taken. */
function newsOf(status: DeliveryStatus): { readonly state: string; readonly delivery: string } {
  switch (status) {
    case 'delivered':
      return { state: 'accepted', delivery: 'delivered' }
    case 'failed':
    case 'expired':
    case 'rejected':
      return { state: 'accepted', delivery: 'failed' }
    case 'refused':
      return { state: 'failed', delivery: 'failed' }
    case 'accepted':
    case 'enroute':
    case 'unknown':
      return { state: 'accepted', delivery: 'enroute' }
  }
}
