import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { DuplicatesQuery } from '../contract/duplicates.ts'
import type { SurvivorCandidate } from '../rules/matching/choose-survivor.ts'
import type { Finding } from '../rules/matching/match-fields.ts'
import type { PairIds } from './duplicate-pairs.ts'

export type ListedState = DuplicatesQuery['state']

export interface PairRow {
  readonly oneId: string
  readonly otherId: string
  readonly likelihood: number
  readonly isCertain: boolean
  readonly findings: readonly Finding[]
  readonly state: ListedState
  readonly decidedAt: Temporal.Instant | null
  readonly decidedBy: string | null
  /** Of a merge: who lives on, and whether nothing was built on it since. */
  readonly intoId: string | null
  readonly canUndo: boolean
}

export interface SideRow extends SurvivorCandidate {
  readonly name: string
  readonly number: string
  readonly source: string
  readonly birthDate: Temporal.PlainDate | null
  readonly sex: 'female' | 'male' | 'other' | 'unknown'
  readonly address: string | null
  readonly city: string | null
  readonly postcode: string | null
  readonly isDeceased: boolean
  readonly addresses: readonly { readonly kind: 'phone' | 'email'; readonly value: string }[]
}

/** Proposals between records that are one person by now wait for nobody. */
const fromPairs = sql`
  patients.duplicate_pair d
  join patients.patient one on one.clinic_id = d.clinic_id and one.id = d.one_id
  join patients.patient other on other.clinic_id = d.clinic_id and other.id = d.other_id
  left join patients.merge m on m.clinic_id = d.clinic_id and m.id = d.merge_id`

function listed(db: ModuleDb<'patients'>, state: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`d.clinic_id = ${db.clinicId} and d.state = ${state}
    and (d.state <> 'proposed' or coalesce(one.merged_into, one.id) <> coalesce(other.merged_into, other.id))`
}

export async function countPairs(db: ModuleDb<'patients'>): Promise<Readonly<Record<ListedState, number>>> {
  const rows = await db.sql<{ state: ListedState; count: number }>(sql`
    select d.state, count(*) from ${fromPairs} where ${listed(db, sql`any('{proposed,merged,kept_apart}'::text[])`)} group by d.state`)
  const counts = { proposed: 0, merged: 0, kept_apart: 0 }
  for (const { state, count } of rows) counts[state] = count
  return counts
}

export async function pairRows(
  db: ModuleDb<'patients'>,
  { state, page, pageSize }: DuplicatesQuery,
): Promise<readonly PairRow[]> {
  return db.sql<PairRow>(sql`
    ${selectPairs} where ${listed(db, sql`${state}`)}
    order by d.is_certain desc, d.bits desc, d.one_id, d.other_id
    limit ${pageSize} offset ${(page - 1) * pageSize}`)
}

export async function pairRow(
  db: ModuleDb<'patients'>,
  { oneId, otherId }: PairIds,
): Promise<readonly PairRow[]> {
  return db.sql<PairRow>(sql`
    ${selectPairs} where d.clinic_id = ${db.clinicId} and d.state <> 'withdrawn'
      and d.one_id = least(${oneId}::uuid, ${otherId}::uuid) and d.other_id = greatest(${oneId}::uuid, ${otherId}::uuid)`)
}

const selectPairs = sql`
    select d.one_id as "oneId", d.other_id as "otherId", d.likelihood, d.is_certain as "isCertain", d.findings, d.state,
      d.decided_at as "decidedAt", d.decided_by as "decidedBy", m.into_id as "intoId",
      coalesce(d.state = 'merged' and m.undone_at is null and m.into_id = coalesce(f.merged_into, f.id) and i.merged_into is null, false)
        as "canUndo"
    from ${fromPairs}
    left join patients.patient f on f.clinic_id = m.clinic_id and f.id = m.from_id
    left join patients.patient i on i.clinic_id = m.clinic_id and i.id = m.into_id`

export async function sideRows(
  db: ModuleDb<'patients'>,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, SideRow>> {
  const rows = await db.sql<Omit<SideRow, 'contacts'>>(sql`
    select p.id, p.full_name as name, p.external_id as number, p.source, p.birth_date as "birthDate", p.sex, p.address, p.city,
      p.postcode, p.created_at as "createdAt", p.is_deceased as "isDeceased", p.left_at is not null as "hasLeft",
      coalesce((select json_agg(json_build_object('kind', c.kind, 'value', c.value) order by o.rank, c.id)
        from patients.patient_contact o
        join patients.contact_point c on c.clinic_id = o.clinic_id and c.id = o.contact_point_id
        where o.clinic_id = p.clinic_id and o.patient_id = p.id and o.ended_at is null), '[]') as addresses
    from patients.patient p where p.clinic_id = ${db.clinicId} and p.id = any(${[...new Set(patientIds)]}::uuid[])`)
  return new Map(rows.map((row) => [row.id, { ...row, contacts: row.addresses.length }]))
}
