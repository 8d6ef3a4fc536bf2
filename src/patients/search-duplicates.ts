import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { judgePair } from './rules/matching/judge-pair.ts'
import { candidatePairs } from './store/candidate-pairs.ts'
import { type FoundPair, noteFoundPairs, openFoundPairs, settleFoundPairs } from './store/found-pairs.ts'
import { readScene, refreshMatchRecords, takeUnmatched } from './store/match-records.ts'

export interface DuplicateSearch {
  /** Records looked at; fewer than asked for means that none are left that could be taken now. */
  readonly patients: number
  readonly compared: number
  /** Pairs that were not proposed before. */
  readonly proposed: number
}

const noted = 1_000

/**
 * Compares at most `most` new or changed records with all others and stores the pairs that look like one person. Merges
 * nothing. Takes a transaction of its own; memory stays at the records looked at and a page of pairs.
 */
export async function searchDuplicates(db: ModuleDb<'patients'>, most: number): Promise<DuplicateSearch> {
  // Two searches at once would each miss the other's records.
  await db.sql(sql`select pg_advisory_xact_lock(hashtextextended(${`patients.match ${db.clinicId}`}, 0))`)
  const taken = await takeUnmatched(db, most)
  if (taken.length === 0) return { patients: 0, compared: 0, proposed: 0 }
  const asked = await refreshMatchRecords(db, taken)
  const scene = await readScene(db)
  await openFoundPairs(db)
  let compared = 0
  let found: FoundPair[] = []
  for await (const pair of candidatePairs(db, [...asked.keys()])) {
    compared += 1
    const one = asked.get(pair.asked)
    const record = pair.record ?? asked.get(pair.other)?.record
    if (one === undefined || record === undefined) throw new Error('a candidate that nobody asked about')
    const judgement = judgePair(one.record, record, scene)
    if (!judgement.isProposed) continue
    const isFirst = pair.asked < pair.other
    found.push({
      judgement,
      oneId: isFirst ? pair.asked : pair.other,
      otherId: isFirst ? pair.other : pair.asked,
      oneBasis: isFirst ? one.basis : pair.basis,
      otherBasis: isFirst ? pair.basis : one.basis,
    })
    if (found.length < noted) continue
    await noteFoundPairs(db, found)
    found = []
  }
  await noteFoundPairs(db, found)
  return { patients: taken.length, compared, proposed: await settleFoundPairs(db, taken) }
}
