import { sql } from 'kysely'
import { stageRows } from '../../platform/db/merge-rows.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { PairJudgement } from '../rules/matching/judge-pair.ts'
import type { PairIds } from './duplicate-pairs.ts'

/** The smaller id first. */
export interface FoundPair extends PairIds {
  readonly oneBasis: string
  readonly otherBasis: string
  readonly judgement: PairJudgement
}

/** The search notes what it found as it goes; `settleFoundPairs` looks at it as a whole. */
export async function openFoundPairs(db: ModuleDb<'patients'>): Promise<void> {
  await db.run(sql`
    create temporary table found_pair (
      one_id uuid, other_id uuid, bits double precision, likelihood double precision, is_certain boolean, findings jsonb,
      one_basis text, other_basis text) on commit drop`)
}

export async function noteFoundPairs(db: ModuleDb<'patients'>, pairs: readonly FoundPair[]): Promise<void> {
  if (pairs.length === 0) return
  await stageRows(db, {
    name: 'found_stage',
    columns: {
      one_id: 'uuid',
      other_id: 'uuid',
      bits: 'text',
      likelihood: 'text',
      is_certain: 'boolean',
      findings: 'text',
      one_basis: 'text',
      other_basis: 'text',
    },
    rows: pairs.map(({ judgement, ...pair }) => [
      pair.oneId,
      pair.otherId,
      judgement.bits.toFixed(2),
      judgement.likelihood.toFixed(6),
      judgement.isCertain,
      JSON.stringify(judgement.findings.map((each) => ({ ...each, bits: Number(each.bits.toFixed(1)) }))),
      pair.oneBasis,
      pair.otherBasis,
    ]),
  })
  await db.run(sql`
    insert into found_pair
    select one_id, other_id, bits::double precision, likelihood::double precision, is_certain, findings::jsonb, one_basis, other_basis
    from found_stage`)
}

/**
 * Brings the stored pairs of these patients in line with what was found. A decision to keep two records apart stands
 * while both are what they were; a proposal that is no longer found is withdrawn. Answers how many are newly proposed.
 */
export async function settleFoundPairs(
  db: ModuleDb<'patients'>,
  patientIds: readonly string[],
): Promise<number> {
  await db.run(sql`
    update patients.duplicate_pair d set state = 'withdrawn'
    where d.clinic_id = ${db.clinicId} and d.state = 'proposed'
      and (d.one_id = any(${patientIds}::uuid[]) or d.other_id = any(${patientIds}::uuid[]))
      and not exists (select from found_pair f where f.one_id = d.one_id and f.other_id = d.other_id)`)
  const [proposed] = await db.sql<{ count: number }>(sql`
    with before as (
      select f.one_id, f.other_id from found_pair f
      join patients.duplicate_pair d on d.clinic_id = ${db.clinicId} and d.one_id = f.one_id and d.other_id = f.other_id
      where d.state = 'proposed'
    ), written as (
      insert into patients.duplicate_pair as d
        (clinic_id, one_id, other_id, bits, likelihood, is_certain, findings, one_basis, other_basis, state, found_at)
      select ${db.clinicId}::uuid, f.one_id, f.other_id, f.bits, f.likelihood, f.is_certain, f.findings, f.one_basis, f.other_basis,
        'proposed', ${db.now}::timestamptz
      from found_pair f
      order by f.one_id, f.other_id
      on conflict (clinic_id, one_id, other_id) do update
        set bits = excluded.bits, likelihood = excluded.likelihood, is_certain = excluded.is_certain,
          findings = excluded.findings, one_basis = excluded.one_basis, other_basis = excluded.other_basis,
          state = 'proposed', found_at = case when d.state = 'proposed' then d.found_at else excluded.found_at end,
          decided_at = null, decided_by = null
        where d.state in ('proposed', 'withdrawn') or d.state = 'kept_apart'
          and (d.one_basis, d.other_basis) is distinct from (excluded.one_basis, excluded.other_basis)
      returning d.one_id, d.other_id
    )
    select count(*) from written w
    where not exists (select from before b where b.one_id = w.one_id and b.other_id = w.other_id)`)
  return proposed?.count ?? 0
}

/** Proposals that need nobody's judgement, between two living records. */
export async function certainProposals(
  db: ModuleDb<'patients'>,
  after: PairIds | null,
  most: number,
): Promise<readonly PairIds[]> {
  return db.sql<PairIds>(sql`
    select d.one_id as "oneId", d.other_id as "otherId"
    from patients.duplicate_pair d
    join patients.patient one on one.clinic_id = d.clinic_id and one.id = d.one_id
    join patients.patient other on other.clinic_id = d.clinic_id and other.id = d.other_id
    where d.clinic_id = ${db.clinicId} and d.state = 'proposed' and d.is_certain
      and one.merged_into is null and other.merged_into is null
      and (${after?.oneId ?? null}::uuid is null or (d.one_id, d.other_id) > (${after?.oneId}::uuid, ${after?.otherId}::uuid))
    order by d.one_id, d.other_id
    limit ${most}`)
}
