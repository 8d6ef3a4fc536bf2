import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { askedFor, type CycleScope, duplicateTable, survivorOf } from './cycle-scope.ts'
import type { Moment } from './moment.ts'
import { ruleTables } from './recall-rules.ts'
import { findingTables, seenTables } from './trigger-facts.ts'

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
    ${seenTables(db, scope)},
    ${findingTables(db, scope)},
    ${triggerTables(scope)},
    ${datedTables(db, scope)},
    ${arrangementTables(db, scope)},
    ${eligibleTables(db, scope)}`
}

/**
 * `own (patient_id, no, at, is_own)`: the newest trigger per person and type of its own and its kin's codes; `any_visit`:
 * where none of its own is on record and any visit is enough. Types for a condition look at those who have it only.
 */
function triggerTables({ shape }: CycleScope): RawBuilder<unknown> {
  const seen = survivorOf(shape, sql`s.patient_id`)
  const visited = survivorOf(shape, sql`v.patient_id`)
  return sql`
    visit_span as materialized (
      select ${visited.id} as patient_id, max(v.at) as last_at, min(v.first_at) as first_at
      from visit_kind v ${visited.join}
      group by 1
    ),
    own as materialized (
      select ${seen.id} as patient_id, k.into_no as no, bool_or(k.is_own) as is_own, max(s.at) as at
      from seen s join kin k on k.from_no = s.no and k.counts ${seen.join}
      group by 1, 2
    ),
    any_rule as (
      select r.no, r.needs_condition from recall_rule r join code c on c.no = r.no and c.kind = 'any_visit'
    ),
    any_visit as (
      select w.patient_id, w.no, w.at
      from (
        select v.patient_id, a.no, v.last_at as at
        from visit_span v cross join any_rule a
        where not a.needs_condition
        union all
        select v.patient_id, a.no, v.last_at
        from any_rule a join finding f on f.no = a.no and f.is_wanted join visit_span v on v.patient_id = f.patient_id
        where a.needs_condition
      ) w left join own o on o.patient_id = w.patient_id and o.no = w.no and o.is_own
      where o.patient_id is null
    )`
}

/** `dated (patient_id, no, triggered_on, is_first)`: the local day of each trigger, and where nothing was done yet the first. */
function datedTables(db: ModuleDb<'recall'>, scope: CycleScope): RawBuilder<unknown> {
  const { moment, shape } = scope
  const sources = [
    sql`
      select o.patient_id, o.no, ${moment.localDay(sql`o.at`)} as triggered_on, false as is_first
      from own o join recall_rule r on r.no = o.no
      where o.is_own and not r.is_once`,
    ...(shape.triggerKinds.has('any_visit')
      ? [sql`select a.patient_id, a.no, ${moment.localDay(sql`a.at`)}, false from any_visit a`]
      : []),
    ...(shape.triggerKinds.has('never_done') ? [neverDone(db, scope)] : []),
  ]
  return sql`
    dated as (${sql.join(sources, sql` union all `)})`
}

function neverDone(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): RawBuilder<unknown> {
  return sql`
    select f.patient_id, f.no, f.due, true
    from (
      select v.patient_id, r.no, r.due_soon_days,
        greatest(v.first_on, (p.birth_date + make_interval(years => coalesce(r.minimum_age, 0)))::date) as due
      from (select patient_id, ${moment.localDay(sql`first_at`)} as first_on from visit_span) v
        cross join (
          select r.* from recall_rule r join code c on c.no = r.no and c.kind = 'never_done'
          where not exists (select from any_rule a where a.no = r.no)
        ) r
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = v.patient_id ${askedFor(patientIds)(sql`p.id`)}
      where (r.sex is null or p.sex in (r.sex, 'other', 'unknown'))
        and (r.maximum_age is null or p.birth_date is null
          or v.first_on < (p.birth_date + make_interval(years => r.maximum_age + 1))::date)
    ) f
      left join own o on o.patient_id = f.patient_id and o.no = f.no and o.is_own
    where o.patient_id is null and f.due <= ${moment.today}::date + f.due_soon_days`
}

/** `arranged_always`, `arranged_once`: the newest interval that staff arranged for a person and type. */
function arrangementTables(
  db: ModuleDb<'recall'>,
  { moment, patientIds, shape }: CycleScope,
): RawBuilder<unknown> {
  const survivor = survivorOf(shape, sql`a.patient_id`)
  const newest = (rounds: RawBuilder<unknown>, keys: RawBuilder<unknown>) => sql`
      select distinct on (patient_id, no ${keys}) * from arranged where ${rounds}
      order by patient_id, no ${keys}, made_at desc, months desc, days desc`
  return sql`
    arranged as (
      select ${survivor.id} as patient_id, r.no, a.months, a.days, a.triggered_on, a.made_at
      from recall.arrangement a join recall_rule r on r.key = a.type_key ${survivor.join}
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

/** The interval that counts for `d`, and the joins that it takes: arranged, else for a risk, else the type's. */
function intervalOf({ shape }: CycleScope): {
  readonly months: RawBuilder<unknown>
  readonly days: RawBuilder<unknown>
  readonly joins: RawBuilder<unknown>
} {
  const part = (name: 'months' | 'days') => {
    const column = sql.ref(name)
    const byHand = sql`case when w.patient_id is null or (o.made_at, o.months, o.days) > (w.made_at, w.months, w.days)
        then o.${column} else w.${column} end`
    const usual = shape.triggerKinds.has('risk')
      ? sql`case when f.is_risk then r.${sql.ref(`risk_interval_${name}`)} end, r.${sql.ref(`interval_${name}`)}`
      : sql`r.${sql.ref(`interval_${name}`)}`
    return shape.hasArrangements ? sql`coalesce(${byHand}, ${usual})` : sql`coalesce(${usual})`
  }
  const joins = shape.hasArrangements
    ? sql`
        left join arranged_always w on w.patient_id = d.patient_id and w.no = d.no
        left join arranged_once o on o.patient_id = d.patient_id and o.no = d.no and o.triggered_on = d.triggered_on`
    : sql``
  return { months: part('months'), days: part('days'), joins }
}

const conditionKinds = ['condition', 'excluded_condition', 'risk']

function eligibleTables(db: ModuleDb<'recall'>, scope: CycleScope): RawBuilder<unknown> {
  const { moment, patientIds, shape } = scope
  const asked = askedFor(patientIds)
  const interval = intervalOf(scope)
  const hasFindings = conditionKinds.some((kind) => shape.triggerKinds.has(kind))
  const dead = shape.hasDuplicates
    ? {
        join: sql`left join dead_duplicate x on x.patient_id = d.patient_id`,
        where: sql`and x.patient_id is null`,
      }
    : { join: sql``, where: sql`` }
  return sql`
    dead_duplicate as (
      select distinct d.survivor as patient_id
      from duplicate d join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = d.id
      where p.merged_into is not null ${asked(sql`p.id`)}
        and (p.is_deceased and p.deceased_at is null or p.deceased_at <= ${moment.asOf})
    ),
    due as materialized (
      select d.patient_id, d.no, d.triggered_on, d.is_first, case when d.is_first then d.triggered_on else
        (d.triggered_on + make_interval(months => ${interval.months}, days => ${interval.days}))::date end as due_computed
      from dated d
        join recall_rule r on r.no = d.no
        ${hasFindings ? sql`left join finding f on f.patient_id = d.patient_id and f.no = d.no` : sql``}
        ${interval.joins}
      ${hasFindings ? sql`where (f.is_wanted or not r.needs_condition) and not coalesce(f.is_excluded, false)` : sql``}
    ),
    eligible as (
      select d.*
      from due d
        join recall_rule r on r.no = d.no
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = d.patient_id
        ${dead.join}
      where p.merged_into is null ${dead.where} ${asked(sql`p.id`)}
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
