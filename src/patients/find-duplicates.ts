import type { Database } from '../platform/db/database.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import { markAllForMatching } from './mark-for-matching.ts'
import { mergeCertain } from './merge-certain.ts'
import { searchDuplicates } from './search-duplicates.ts'

export interface DuplicateFinding {
  /** Every record, not only what is new or changed since the last search. */
  readonly everyone: boolean
  /** Merge what is certain (rules/matching/judge-pair.ts); otherwise it waits among the proposals. */
  readonly mergesCertain: boolean
  readonly onProgress?: (patients: number) => void
  readonly signal?: AbortSignal
}

export interface FoundDuplicates {
  readonly patients: number
  readonly compared: number
  readonly proposed: number
  readonly merged: number
}

/** As many records as are looked at in one transaction: each is one pass over the clinic's keys. */
const atOnce = 20_000

/** Searches until no record is left to look at; stopped in between, the next run goes on. */
export async function findDuplicates(
  db: Database,
  clinicId: ClinicId,
  wish: DuplicateFinding,
): Promise<FoundDuplicates> {
  if (wish.everyone) await db.tenant(clinicId, async (tx) => markAllForMatching(tx.as('patients')))
  const sum = { patients: 0, compared: 0, proposed: 0 }
  while (wish.signal?.aborted !== true) {
    const step = await db.tenant(clinicId, async (tx) => searchDuplicates(tx.as('patients'), atOnce))
    if (step.patients === 0) break
    sum.patients += step.patients
    sum.compared += step.compared
    sum.proposed += step.proposed
    wish.onProgress?.(sum.patients)
  }
  const merged = wish.mergesCertain ? await mergeCertain(db, clinicId) : 0
  return { ...sum, merged }
}
