import type { Database } from '../platform/db/database.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import { mergeDuplicate } from './merge-duplicate.ts'
import { type PairIds, wereKeptApart } from './store/duplicate-pairs.ts'
import { certainProposals } from './store/found-pairs.ts'

const atOnce = 100

/**
 * Merges the pairs that need nobody's judgement, each in its own transaction; answers how many. What somebody kept apart,
 * also by another record of the same person, waits for a person.
 */
export async function mergeCertain(db: Database, clinicId: ClinicId): Promise<number> {
  let merged = 0
  let after: PairIds | null = null
  for (;;) {
    const from: PairIds | null = after
    const pairs: readonly PairIds[] = await db.tenant(clinicId, async (tx) =>
      certainProposals(tx.as('patients'), from, atOnce),
    )
    for (const pair of pairs) if (await mergeOne(db, clinicId, pair)) merged += 1
    after = pairs.at(-1) ?? null
    if (pairs.length < atOnce) return merged
  }
}

async function mergeOne(db: Database, clinicId: ClinicId, { oneId, otherId }: PairIds): Promise<boolean> {
  return db.tenant(clinicId, async (tx) => {
    const patients = tx.as('patients')
    if (await wereKeptApart(patients, [oneId, otherId])) return false
    const by = { kind: 'system', name: 'duplicate search' } as const
    return (await mergeDuplicate(patients, { oneId, otherId, survivorId: null, by })).ok
  })
}
