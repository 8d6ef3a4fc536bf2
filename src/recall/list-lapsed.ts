import type { ModuleDb } from '../platform/db/module-db.ts'
import type { LapseReason } from './rules/lapsed.ts'
import { lapsedQuery } from './store/lapsed-patients.ts'
import { momentOf } from './store/moment.ts'
import { streamRows } from './stream-rows.ts'

export interface LapsedQuestion {
  readonly asOf: Temporal.Instant
  /** Days of 24 hours. */
  readonly overDays: number
}

export interface LapsedRow {
  readonly externalId: string
  readonly lastVisitEnd: Temporal.Instant
  readonly reasons: readonly LapseReason[]
}

/**
 * Patients living at T whose last completed visit ended more than `overDays` × 24 h before T, longest away first; needs
 * no recall type. Merged records count once, under the survivor. Writes nothing; rows are valid inside the transaction.
 */
export async function listLapsed(
  db: ModuleDb<'recall'>,
  { asOf, overDays }: LapsedQuestion,
): Promise<AsyncIterable<LapsedRow>> {
  return streamRows<LapsedRow>(db, lapsedQuery(db, await momentOf(db, asOf), overDays))
}
