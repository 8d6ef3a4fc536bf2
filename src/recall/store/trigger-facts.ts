import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { askedFor, type CycleScope } from './cycle-scope.ts'

/**
 * `seen (patient_id, no, at, first_at, is_visit)`: the newest (and the first) of what each record has for each type. Visits
 * come grouped by their kind before anything is joined to them: one pass over the largest table, and none of its rows twice
 * where one kind belongs to several types. The number is null for visits that trigger none by code.
 */
export function seenTable(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): RawBuilder<unknown> {
  const asked = askedFor(patientIds)
  const { asOf } = moment
  return sql`
    visit_kind as (
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
      select v.patient_id, c.no, v.at, v.first_at, true as is_visit
      from visit_kind v left join code c on c.kind = 'visit' and c.code = v.kind_code
      union all
      select p.patient_id, c.no, max(p.performed_at), null, false
      from patients.procedure p join code c on c.kind = 'procedure' and c.code = p.code
      where p.clinic_id = ${db.clinicId} and p.status = 'completed' and p.performed_at <= ${asOf}
        ${asked(sql`p.patient_id`)}
      group by p.patient_id, c.no
      union all
      select d.patient_id, c.no, max(d.at), null, false
      from (
        select k.patient_id, coalesce(k.recorded_at, k.onset_at) as at, unnest(${codeAndCategory(sql`k.code`)}) as code
        from patients.condition k
        where k.clinic_id = ${db.clinicId} and exists (select from code where kind = 'diagnosis') ${asked(sql`k.patient_id`)}
      ) d join code c on c.kind = 'diagnosis' and c.code = d.code
      where d.at <= ${asOf}
      group by d.patient_id, c.no
      union all
      select o.patient_id, c.no, max(o.observed_at), null, false
      from patients.observation o join code c on c.kind = 'result' and c.code = o.code
      where o.clinic_id = ${db.clinicId} and ${standingResult(sql`o`)} and o.observed_at <= ${asOf}
        ${asked(sql`o.patient_id`)}
      group by o.patient_id, c.no
      union all
      select t.patient_id, c.no, max(t.ends_at), null, false
      from patients.treatment_plan t join code c on c.kind = 'plan_end' and c.code in ('', t.code)
      where t.clinic_id = ${db.clinicId} and t.status = 'completed' and t.ends_at <= ${asOf}
        ${asked(sql`t.patient_id`)}
      group by t.patient_id, c.no
    )`
}

/**
 * `finding (patient_id, no, is_wanted, is_excluded, is_risk)`: what a person has of the conditions that types ask for. A
 * result whose value is a finding counts like a condition.
 */
export function findingTables(
  db: ModuleDb<'recall'>,
  { moment, patientIds }: CycleScope,
): RawBuilder<unknown> {
  const asked = askedFor(patientIds)
  const { asOf } = moment
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
      select coalesce(d.survivor, f.patient_id) as patient_id, t.no, bool_or(t.kind = 'condition') as is_wanted,
        bool_or(t.kind = 'excluded_condition') as is_excluded, bool_or(t.kind = 'risk') as is_risk
      from (
        select patient_id, code from known_finding
        union all
        select patient_id, split_part(code, '.', 1) from known_finding where strpos(code, '.') > 0
      ) f
        join code t on t.kind in ('condition', 'excluded_condition', 'risk') and t.code = f.code
        left join duplicate d on d.id = f.patient_id
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
