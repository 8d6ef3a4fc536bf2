import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { askedFor, type CycleScope, survivorOf } from './cycle-scope.ts'

/**
 * `visit_kind (patient_id, kind_code, at, first_at)`: the newest and the first completed visit of each kind and record: one
 * pass over the largest table, grouped before anything is joined to it, and none of its rows twice where one kind belongs
 * to several types. `seen (patient_id, no, at)`: the newest of what each record has for each type.
 */
export function seenTables(db: ModuleDb<'recall'>, scope: CycleScope): RawBuilder<unknown> {
  const asked = askedFor(scope.patientIds)
  const { asOf } = scope.moment
  return sql`
    visit_kind as materialized (
      select v.patient_id, v.kind_code, max(v.ended_at) as at, min(v.ended_at) as first_at
      from scheduling.visit v
      where v.clinic_id = ${db.clinicId} and v.status = 'finished' and v.ended_at <= ${asOf}
        ${asked(sql`v.patient_id`)}
      group by v.patient_id, v.kind_code
      union all
      select a.patient_id, s.key, max(a.ends_at), min(a.ends_at)
      from scheduling.appointment a
        left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
      where a.clinic_id = ${db.clinicId} and a.state = 'fulfilled' and a.ends_at <= ${asOf}
        ${asked(sql`a.patient_id`)}
      group by a.patient_id, s.key
    ),
    seen as (
      select v.patient_id, c.no, v.at
      from visit_kind v join code c on c.kind = 'visit' and c.code = v.kind_code
      ${sql.join(
        triggerSources(db, scope)
          .filter(({ kind }) => scope.shape.triggerKinds.has(kind))
          .map(({ rows }) => sql`union all ${rows}`),
        sql` `,
      )}
    )`
}

/** What else than a visit starts a cycle, each kind from its own table: rows (patient_id, no, at). */
export function triggerSources(
  db: ModuleDb<'recall'>,
  { moment, patientIds }: CycleScope,
): readonly { readonly kind: string; readonly rows: RawBuilder<unknown> }[] {
  const asked = askedFor(patientIds)
  const { asOf } = moment
  return [
    {
      kind: 'procedure',
      rows: sql`
        select p.patient_id, c.no, p.performed_at
        from patients.procedure p join code c on c.kind = 'procedure' and c.code = p.code
        where p.clinic_id = ${db.clinicId} and p.status = 'completed' and p.performed_at <= ${asOf}
          ${asked(sql`p.patient_id`)}`,
    },
    {
      kind: 'diagnosis',
      rows: sql`
        select k.patient_id, c.no, k.at
        from (
          select k.patient_id, coalesce(k.recorded_at, k.onset_at) as at, unnest(${codeAndCategory(sql`k.code`)}) as code
          from patients.condition k where k.clinic_id = ${db.clinicId} ${asked(sql`k.patient_id`)}
        ) k join code c on c.kind = 'diagnosis' and c.code = k.code
        where k.at <= ${asOf}`,
    },
    {
      kind: 'result',
      rows: sql`
        select o.patient_id, c.no, o.observed_at
        from patients.observation o join code c on c.kind = 'result' and c.code = o.code
        where o.clinic_id = ${db.clinicId} and ${standingResult(sql`o`)} and o.observed_at <= ${asOf}
          ${asked(sql`o.patient_id`)}`,
    },
    {
      kind: 'plan_end',
      rows: sql`
        select t.patient_id, c.no, t.ends_at
        from patients.treatment_plan t join code c on c.kind = 'plan_end' and c.code in ('', t.code)
        where t.clinic_id = ${db.clinicId} and t.status = 'completed' and t.ends_at <= ${asOf}
          ${asked(sql`t.patient_id`)}`,
    },
  ]
}

/**
 * `finding (patient_id, no, is_wanted, is_excluded, is_risk)`: what a person has of the conditions that types ask for. A
 * result whose value is a finding counts like a condition.
 */
export function findingTables(
  db: ModuleDb<'recall'>,
  { moment, patientIds, shape }: CycleScope,
): RawBuilder<unknown> {
  const asked = askedFor(patientIds)
  const { asOf } = moment
  const survivor = survivorOf(shape, sql`f.patient_id`)
  const codes = sql`(select * from code where kind in ('condition', 'excluded_condition', 'risk'))`
  return sql`
    known_finding as (
      select c.patient_id, c.code
      from patients.condition c
      where c.clinic_id = ${db.clinicId}
        and coalesce(c.recorded_at, c.onset_at, ${asOf}) <= ${asOf}
        and (c.abated_at is null or c.abated_at > ${asOf})
        ${asked(sql`c.patient_id`)}
      union all
      select o.patient_id, o.value_code
      from patients.observation o
      where o.clinic_id = ${db.clinicId} and o.value_code is not null and ${standingResult(sql`o`)} and o.observed_at <= ${asOf}
        ${asked(sql`o.patient_id`)}
    ),
    finding as (
      select ${survivor.id} as patient_id, t.no, bool_or(t.kind = 'condition') as is_wanted,
        bool_or(t.kind = 'excluded_condition') as is_excluded, bool_or(t.kind = 'risk') as is_risk
      from (
        select patient_id, code from known_finding
        union all
        select patient_id, split_part(code, '.', 1) from known_finding where strpos(code, '.') > 0
      ) f
        join ${codes} t on t.code = f.code
        ${survivor.join}
      group by 1, 2
    )`
}

/** A code and, where it is an ICD-10 subcategory, its category: E11.9 is an E11. */
function codeAndCategory(code: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when strpos(${code}, '.') > 0 then array[${code}, split_part(${code}, '.', 1)] else array[${code}] end`
}

function standingResult(observation: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${observation}.status in ('final', 'amended', 'corrected')`
}
