import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { askedFor, type CycleScope, duplicateTable } from './cycle-scope.ts'
import type { Moment } from './moment.ts'
import { ruleTables } from './recall-rules.ts'
import { findingTables, seenTable } from './trigger-facts.ts'

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
    ${findingTables(db, scope)},
    ${triggerTables},
    ${datedTables(db, scope)},
    ${arrangementTables(db, scope)},
    ${eligibleTables(db, scope)}`
}

/**
 * The trigger that counts per person and type: the newest of its own and its kin's, else any visit where that is enough.
 * Types for a condition look at those who have it only.
 */
const triggerTables: RawBuilder<unknown> = sql`
  visit_span as (
    select coalesce(d.survivor, s.patient_id) as patient_id, max(s.at) as last_at, min(s.first_at) as first_at
    from seen s left join duplicate d on d.id = s.patient_id
    where s.is_visit
    group by 1
  ),
  any_visit as (
    select r.no, r.needs_condition from recall_rule r join code c on c.no = r.no and c.kind = 'any_visit'
  ),
  trigger_fact as (
    select coalesce(d.survivor, s.patient_id) as patient_id, k.into_no as no, s.at, k.is_own, false as is_any
    from seen s join kin k on k.from_no = s.no and k.counts left join duplicate d on d.id = s.patient_id
    union all
    select v.patient_id, a.no, v.last_at, false, true
    from visit_span v cross join any_visit a
    where not a.needs_condition
    union all
    select v.patient_id, a.no, v.last_at, false, true
    from any_visit a join finding f on f.no = a.no and f.is_wanted join visit_span v on v.patient_id = f.patient_id
    where a.needs_condition
  ),
  triggered as (
    select patient_id, no, bool_or(is_own) as is_own,
      case when bool_or(is_own) then max(at) filter (where not is_any) else max(at) filter (where is_any) end as at
    from trigger_fact
    group by patient_id, no
    having bool_or(is_own or is_any)
  )`

/** `dated (patient_id, no, triggered_on, is_first)`: the local day of each trigger, and where nothing was done yet the first. */
function datedTables(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): RawBuilder<unknown> {
  return sql`
    dated as (
      select t.patient_id, t.no, ${moment.localDay(sql`t.at`)} as triggered_on, false as is_first
      from triggered t join recall_rule r on r.no = t.no
      where not (r.is_once and t.is_own)
      union all
      select f.patient_id, f.no, f.due, true
      from (
        select v.patient_id, r.no, r.due_soon_days,
          greatest(${moment.localDay(sql`v.first_at`)}, (p.birth_date + make_interval(years => coalesce(r.minimum_age, 0)))::date) as due
        from visit_span v
          cross join (select r.* from recall_rule r join code c on c.no = r.no and c.kind = 'never_done') r
          join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = v.patient_id ${askedFor(patientIds)(sql`p.id`)}
        where r.sex is null or p.sex in (r.sex, 'other', 'unknown')
      ) f
        left join triggered t on t.patient_id = f.patient_id and t.no = f.no
      where t.patient_id is null and f.due <= ${moment.today}::date + f.due_soon_days
    )`
}

/** `arranged_always`, `arranged_once`: the newest interval that staff arranged for a person and type. */
function arrangementTables(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): RawBuilder<unknown> {
  const newest = (rounds: RawBuilder<unknown>, keys: RawBuilder<unknown>) => sql`
      select distinct on (patient_id, no ${keys}) * from arranged where ${rounds}
      order by patient_id, no ${keys}, made_at desc, months desc, days desc`
  return sql`
    arranged as (
      select coalesce(d.survivor, a.patient_id) as patient_id, r.no, a.months, a.days, a.triggered_on, a.made_at
      from recall.arrangement a join recall_rule r on r.key = a.type_key left join duplicate d on d.id = a.patient_id
      where a.clinic_id = ${db.clinicId} and a.kind = 'interval' and ${holdingArrangement(moment)}
        ${askedFor(patientIds)(sql`a.patient_id`)}
    ),
    arranged_always as (${newest(sql`triggered_on is null`, sql``)}),
    arranged_once as (${newest(sql`triggered_on is not null`, sql`, triggered_on`)})`
}

/** Whether arrangement `a` holds at the moment. */
export function holdingArrangement({ asOf, today }: Moment): RawBuilder<unknown> {
  return sql`a.made_at <= ${asOf} and (a.ended_at is null or a.ended_at > ${asOf})
    and (a.expires_on is null or a.expires_on >= ${today}::date)`
}

function eligibleTables(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): RawBuilder<unknown> {
  const asked = askedFor(patientIds)
  const arranged = (part: 'months' | 'days') => {
    const column = sql.ref(part)
    return sql`coalesce(case when w.patient_id is null or (o.made_at, o.months, o.days) > (w.made_at, w.months, w.days)
        then o.${column} else w.${column} end,
      case when f.is_risk then r.${sql.ref(`risk_interval_${part}`)} end, r.${sql.ref(`interval_${part}`)})`
  }
  return sql`
    dead_duplicate as (
      select distinct d.survivor as patient_id
      from duplicate d join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = d.id
      where p.merged_into is not null ${asked(sql`p.id`)}
        and (p.is_deceased and p.deceased_at is null or p.deceased_at <= ${moment.asOf})
    ),
    due as materialized (
      select d.patient_id, d.no, d.triggered_on, d.is_first, case when d.is_first then d.triggered_on else
        (d.triggered_on + make_interval(months => ${arranged('months')}, days => ${arranged('days')}))::date end as due_computed
      from dated d
        join recall_rule r on r.no = d.no
        left join finding f on f.patient_id = d.patient_id and f.no = d.no
        left join arranged_always w on w.patient_id = d.patient_id and w.no = d.no
        left join arranged_once o on o.patient_id = d.patient_id and o.no = d.no and o.triggered_on = d.triggered_on
      where (f.is_wanted or not r.needs_condition) and not coalesce(f.is_excluded, false)
    ),
    eligible as (
      select d.*
      from due d
        join recall_rule r on r.no = d.no
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = d.patient_id
        left join dead_duplicate x on x.patient_id = d.patient_id
      where p.merged_into is null and x.patient_id is null ${asked(sql`p.id`)}
        and (p.deceased_at > ${moment.asOf} or p.deceased_at is null and not p.is_deceased)
        and (p.left_at is null or p.left_at > ${moment.asOf})
        and (r.sex is null or p.sex in (r.sex, 'other', 'unknown'))
        and (r.minimum_age is null or p.birth_date is null
          or d.due_computed >= (p.birth_date + make_interval(years => r.minimum_age))::date)
        and (r.maximum_age is null or p.birth_date is null
          or d.due_computed < (p.birth_date + make_interval(years => r.maximum_age + 1))::date)
    ),
    replaced as (
      select e.patient_id, k.from_no as no, bool_or(k.counts) as counts, max(e.triggered_on) as heir_on
      from eligible e join kin k on k.into_no = e.no and not k.is_own
      group by e.patient_id, k.from_no
    ),
    due_cycle as (
      select e.patient_id, r.key as type_key, e.triggered_on, e.due_computed, s.patient_id is not null as is_superseded
      from eligible e join recall_rule r on r.no = e.no
        left join replaced s on s.patient_id = e.patient_id and s.no = e.no
          and (s.counts or e.is_first or s.heir_on >= e.triggered_on)
    )`
}
