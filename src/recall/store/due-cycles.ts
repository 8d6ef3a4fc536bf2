import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Moment } from './moment.ts'

export interface CycleScope {
  readonly moment: Moment
  /** Only these records; a person's duplicates must be among them. Absent: the whole clinic. */
  readonly patientIds?: readonly string[]
}

/**
 * The set form of rules/cycle.ts: a list of common table expressions for `with recursive`, ending in
 * `due_cycle (patient_id, type_key, triggered_on, due_computed, is_superseded)`: every cycle that the facts at or
 * before the moment give, plus those another type takes the place of. Also usable by the caller: `recall_rule`,
 * `duplicate (id, survivor)`.
 *
 * One pass over visits, grouped before anything is joined to it; days are computed per person and type, not per visit.
 */
export function dueCycleTables(db: ModuleDb<'recall'>, scope: CycleScope): RawBuilder<unknown> {
  return sql`
    ${ruleTables(db)},
    ${duplicateTable(db, scope)},
    ${seenTable(db, scope)},
    ${conditionTables(db, scope)},
    ${triggerTables},
    ${eligibleTables(db, scope)}`
}

/** A condition that keeps a statement to the patients asked for, each table by its own index. */
export function askedFor(patientIds: readonly string[] | undefined) {
  return (column: RawBuilder<unknown>): RawBuilder<unknown> =>
    patientIds === undefined ? sql`` : sql`and ${column} = any(${patientIds}::uuid[])`
}

/** Enabled types with a number each (a million groups by number are cheaper than by name), their codes, and kin. */
export function ruleTables(db: ModuleDb<'recall'>): RawBuilder<unknown> {
  return sql`
    recall_rule as (
      select row_number() over (order by t.key)::integer as no, t.*
      from recall.recall_type t where t.clinic_id = ${db.clinicId} and t.disabled_at is null
    ),
    code as (
      select r.no, t.kind, t.code
      from recall.trigger t join recall_rule r on r.key = t.type_key
      where t.clinic_id = ${db.clinicId}
    ),
    kin as (
      select no as from_no, no as into_no, true as is_own from recall_rule
      union all
      select r.no, heir.no, false
      from recall_rule r cross join unnest(r.excludes) as wanted (key) join recall_rule heir on heir.key = wanted.key
    )`
}

/** Merged records and the survivor at the end of the chain. */
export function duplicateTable(
  db: ModuleDb<'recall'>,
  { patientIds }: Pick<CycleScope, 'patientIds'>,
): RawBuilder<unknown> {
  const asked = askedFor(patientIds)(sql`p.id`)
  return sql`
    merge_step (id, survivor) as (
      select p.id, p.merged_into from patients.patient p
      where p.clinic_id = ${db.clinicId} and p.merged_into is not null ${asked}
      union
      select m.id, p.merged_into
      from merge_step m join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = m.survivor
      where p.merged_into is not null ${asked}
    ),
    duplicate as (
      select m.id, m.survivor
      from merge_step m left join (select distinct id from merge_step) further on further.id = m.survivor
      where further.id is null
    )`
}

/** The newest completed visit and procedure per record and type; the number is null for visits that trigger none by code. */
function seenTable(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): RawBuilder<unknown> {
  const asked = askedFor(patientIds)
  return sql`
    seen as (
      select v.patient_id, c.no, max(v.ended_at) as at, true as is_visit
      from scheduling.visit v left join code c on c.kind = 'visit' and c.code = v.kind_code
      where v.clinic_id = ${db.clinicId} and v.status = 'finished' and v.ended_at <= ${moment.asOf}
        ${asked(sql`v.patient_id`)}
      group by v.patient_id, c.no
      union all
      select a.patient_id, c.no, max(a.ends_at), true
      from scheduling.appointment a
        left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
        left join code c on c.kind = 'visit' and c.code = s.key
      where a.clinic_id = ${db.clinicId} and a.state = 'fulfilled' and a.ends_at <= ${moment.asOf}
        ${asked(sql`a.patient_id`)}
      group by a.patient_id, c.no
      union all
      select p.patient_id, c.no, max(p.performed_at), false
      from patients.procedure p join code c on c.kind = 'procedure' and c.code = p.code
      where p.clinic_id = ${db.clinicId} and p.status = 'completed' and p.performed_at <= ${moment.asOf}
        ${asked(sql`p.patient_id`)}
      group by p.patient_id, c.no
    )`
}

/** `afflicted (patient_id, no)`: who has one of the conditions that a type is for. */
function conditionTables(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): RawBuilder<unknown> {
  const asked = askedFor(patientIds)
  return sql`
    known_condition as (
      select c.patient_id, c.code
      from patients.condition c
      where c.clinic_id = ${db.clinicId}
        and coalesce(c.recorded_at, c.onset_at, ${moment.asOf}) <= ${moment.asOf}
        and (c.abated_at is null or c.abated_at > ${moment.asOf})
        ${asked(sql`c.patient_id`)}
    ),
    afflicted as (
      select distinct coalesce(d.survivor, c.patient_id) as patient_id, t.no
      from (
        select patient_id, code from known_condition
        union all
        select patient_id, split_part(code, '.', 1) from known_condition where strpos(code, '.') > 0
      ) c
        join code t on t.kind = 'condition' and t.code = c.code
        left join duplicate d on d.id = c.patient_id
    )`
}

/**
 * The trigger that counts per person and type: the newest of its own and its kin's, else any visit where that is enough.
 * Types for a condition look at those who have it only.
 */
const triggerTables: RawBuilder<unknown> = sql`
  last_visit as (
    select coalesce(d.survivor, s.patient_id) as patient_id, max(s.at) as at
    from seen s left join duplicate d on d.id = s.patient_id
    where s.is_visit
    group by 1
  ),
  any_visit as (
    select r.no, r.needs_condition from recall_rule r join code c on c.no = r.no and c.kind = 'any_visit'
  ),
  trigger_fact as (
    select coalesce(d.survivor, s.patient_id) as patient_id, k.into_no as no, s.at, k.is_own, false as is_any
    from seen s join kin k on k.from_no = s.no left join duplicate d on d.id = s.patient_id
    union all
    select v.patient_id, a.no, v.at, false, true
    from last_visit v cross join any_visit a
    where not a.needs_condition
    union all
    select v.patient_id, a.no, v.at, false, true
    from any_visit a join afflicted f on f.no = a.no join last_visit v on v.patient_id = f.patient_id
    where a.needs_condition
  ),
  triggered as (
    select patient_id, no,
      case when bool_or(is_own) then max(at) filter (where not is_any) else max(at) filter (where is_any) end as at
    from trigger_fact
    group by patient_id, no
    having bool_or(is_own or is_any)
  )`

function eligibleTables(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): RawBuilder<unknown> {
  const asked = askedFor(patientIds)
  return sql`
    dead_duplicate as (
      select distinct d.survivor as patient_id
      from duplicate d join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = d.id
      where p.merged_into is not null ${asked(sql`p.id`)}
        and (p.is_deceased and p.deceased_at is null or p.deceased_at <= ${moment.asOf})
    ),
    dated as (
      select t.patient_id, t.no, ${moment.localDay(sql`t.at`)} as triggered_on from triggered t
    ),
    due as materialized (
      select d.patient_id, d.no, d.triggered_on,
        (d.triggered_on + make_interval(months => r.interval_months, days => r.interval_days))::date as due_computed
      from dated d join recall_rule r on r.no = d.no
    ),
    eligible as (
      select d.*
      from due d
        join recall_rule r on r.no = d.no
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = d.patient_id
        left join afflicted a on a.patient_id = d.patient_id and a.no = d.no
        left join dead_duplicate x on x.patient_id = d.patient_id
      where p.merged_into is null and x.patient_id is null ${asked(sql`p.id`)}
        and (p.deceased_at > ${moment.asOf} or p.deceased_at is null and not p.is_deceased)
        and (p.left_at is null or p.left_at > ${moment.asOf})
        and (a.patient_id is not null or not r.needs_condition)
        and (r.sex is null or p.sex in (r.sex, 'other', 'unknown'))
        and (r.minimum_age is null or p.birth_date is null
          or d.due_computed >= (p.birth_date + make_interval(years => r.minimum_age))::date)
        and (r.maximum_age is null or p.birth_date is null
          or d.due_computed < (p.birth_date + make_interval(years => r.maximum_age + 1))::date)
    ),
    replaced as (
      select distinct e.patient_id, k.from_no as no
      from eligible e join kin k on k.into_no = e.no and not k.is_own
    ),
    due_cycle as (
      select e.patient_id, r.key as type_key, e.triggered_on, e.due_computed, s.patient_id is not null as is_superseded
      from eligible e join recall_rule r on r.no = e.no
        left join replaced s on s.patient_id = e.patient_id and s.no = e.no
    )`
}
