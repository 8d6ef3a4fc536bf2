import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { refreshMatchRecords } from './match-records.ts'

export interface PairIds {
  readonly oneId: string
  readonly otherId: string
}

/** The pair as it is stored, whichever of the two was named first. */
function inOrder({ oneId, otherId }: PairIds): PairIds {
  return oneId < otherId ? { oneId, otherId } : { oneId: otherId, otherId: oneId }
}

export interface StoredPair extends PairIds {
  readonly state: 'proposed' | 'merged' | 'kept_apart' | 'withdrawn'
  readonly isCertain: boolean
  /** The merge that made one of them; null: none did, or it was undone. */
  readonly mergeId: string | null
}

/** Null: the search never found these two alike. Locks the pair: two decisions at once are one after the other. */
export async function lockPair(db: ModuleDb<'patients'>, ids: PairIds): Promise<StoredPair | null> {
  const { oneId, otherId } = inOrder(ids)
  const [pair] = await db.sql<StoredPair>(sql`
    select one_id as "oneId", other_id as "otherId", state, is_certain as "isCertain", merge_id as "mergeId"
    from patients.duplicate_pair
    where clinic_id = ${db.clinicId} and one_id = ${oneId} and other_id = ${otherId}
    for update`)
  return pair ?? null
}

/** Notes what was decided about a pair, with the records as they are now: the decision stands while they stay so. */
export async function decidePair(
  db: ModuleDb<'patients'>,
  ids: PairIds,
  decision: {
    readonly state: 'merged' | 'kept_apart'
    readonly by: string
    readonly mergeId: string | null
  },
): Promise<void> {
  const { oneId, otherId } = inOrder(ids)
  await refreshMatchRecords(db, [oneId, otherId])
  await db.run(sql`
    update patients.duplicate_pair d
    set state = ${decision.state}, decided_at = ${db.now}, decided_by = ${decision.by}, merge_id = ${decision.mergeId},
      one_basis = coalesce((select m.basis from patients.match_record m
        where m.clinic_id = d.clinic_id and m.patient_id = d.one_id), d.one_basis),
      other_basis = coalesce((select m.basis from patients.match_record m
        where m.clinic_id = d.clinic_id and m.patient_id = d.other_id), d.other_basis)
    where d.clinic_id = ${db.clinicId} and d.one_id = ${oneId} and d.other_id = ${otherId}`)
}

/** Whether anybody kept two records of these two persons apart. */
export async function wereKeptApart(
  db: ModuleDb<'patients'>,
  survivors: readonly [string, string],
): Promise<boolean> {
  const rows = await db.sql(sql`
    with record as (
      select p.id, coalesce(p.merged_into, p.id) as person from patients.patient p
      where p.clinic_id = ${db.clinicId} and (p.id = any(${[...survivors]}::uuid[]) or p.merged_into = any(${[...survivors]}::uuid[]))
    )
    select 1 from patients.duplicate_pair d
    join record one on one.id = d.one_id
    join record other on other.id = d.other_id and other.person <> one.person
    where d.clinic_id = ${db.clinicId} and d.state = 'kept_apart' limit 1`)
  return rows.length > 0
}
