import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { MatchRecord } from '../rules/matching/match-record.ts'

export interface CandidatePair {
  /** One of the records asked about. */
  readonly asked: string
  readonly other: string
  /** Null: the other is one of those asked about too. */
  readonly record: MatchRecord | null
  readonly basis: string
}

/** A key that more records share says nothing about two of them: the clinic's own number, a day that stands for none. */
const mostInBlock = 50

const pairsAtOnce = 2_000

/**
 * Pairs of a record asked about and any other that shares a key with it, each once, a page at a time. Joins by hash:
 * one pass over the keys of the clinic, however many are asked about. Belongs to a transaction of its own: it sets the
 * planner for sets, and leaves temporary tables behind until the end.
 */
export async function* candidatePairs(
  db: ModuleDb<'patients'>,
  patientIds: readonly string[],
): AsyncGenerator<CandidatePair, void, undefined> {
  await planForSets(db)
  await collectCandidates(db, patientIds)
  await db.run(sql`
    declare candidate_pairs no scroll cursor for
    select c.asked, c.other, case when a.id is null then m.record end as record, m.basis
    from candidate c
    join patients.match_record m on m.clinic_id = ${db.clinicId} and m.patient_id = c.other
    left join asked_patient a on a.id = c.other`)
  for (;;) {
    const page = await db.sql<CandidatePair>(sql`fetch ${sql.lit(pairsAtOnce)} from candidate_pairs`)
    yield* page
    if (page.length < pairsAtOnce) break
  }
  await db.run(sql`close candidate_pairs`)
}

async function collectCandidates(db: ModuleDb<'patients'>, patientIds: readonly string[]): Promise<void> {
  await db.run(sql`
    create temporary table asked_patient on commit drop as select id from unnest(${patientIds}::uuid[]) as asked (id)`)
  await db.run(sql`
    create temporary table asked_key on commit drop as
    select m.patient_id, k.key
    from asked_patient a
    join patients.match_record m on m.clinic_id = ${db.clinicId} and m.patient_id = a.id
    cross join lateral unnest(m.keys) as k (key)`)
  await db.run(sql`
    create temporary table key_bearer on commit drop as
    select k.key, m.patient_id
    from patients.match_record m cross join lateral unnest(m.keys) as k (key)
    where m.clinic_id = ${db.clinicId} and k.key in (select key from asked_key)`)
  await db.run(sql`
    create temporary table candidate on commit drop as
    select distinct k.patient_id as asked, b.patient_id as other
    from asked_key k
    join (select key from key_bearer group by key having count(*) between 2 and ${mostInBlock}) useful on useful.key = k.key
    join key_bearer b on b.key = k.key
    left join asked_patient a on a.id = b.patient_id
    where b.patient_id <> k.patient_id and (a.id is null or k.patient_id < b.patient_id)`)
}

// PostgreSQL knows nothing of tables that were filled a moment ago and would loop over them.
async function planForSets(db: ModuleDb<'patients'>): Promise<void> {
  await db.sql(sql`
    select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
      set_config('work_mem', '64MB', true)`)
}
