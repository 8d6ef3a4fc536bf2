import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { partReference, referenceRange } from './rules/message-parts.ts'

/**
 * Hands out references by account, one after the other: two messages share one only if tens of thousands lie between
 * them. Answers the first reference of each wish, in their order.
 */
export async function takeReferences(
  db: ModuleDb<'outreach'>,
  wishes: readonly { readonly accountId: string; readonly count: number }[],
): Promise<readonly number[]> {
  const next = new Map<string, number>()
  const byAccount = [...Map.groupBy(wishes, (wish) => wish.accountId)].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [accountId, list] of byAccount) {
    const count = list.reduce((sum, wish) => sum + wish.count, 0)
    const [row] = await db.sql<{ first: number }>(sql`
      update outreach.account set next_reference = (next_reference - 1 + ${count}) % ${referenceRange} + 1
      where clinic_id = ${db.clinicId} and id = ${accountId}
      returning (next_reference - 1 - ${count % referenceRange} + ${referenceRange} * 2) % ${referenceRange} + 1 as first`)
    if (row === undefined) throw new Error('a message names an account that is not there')
    next.set(accountId, row.first)
  }
  return wishes.map(({ accountId, count }) => {
    const reference = next.get(accountId) ?? 1
    next.set(accountId, partReference(reference, count + 1))
    return reference
  })
}
