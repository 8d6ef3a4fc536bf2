import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { withHashPlans } from '../with-hash-plans.ts'
import { askedFor, askedOnce, type CycleScope } from './cycle-scope.ts'
import { dueCycleTables } from './due-cycles.ts'
import type { Moment } from './moment.ts'

export interface CycleChanges {
  readonly opened: number
  readonly closed: number
  /** Cycles whose due date moved: another interval, an override that ran out. */
  readonly moved: number
}

/** One rebuild or recompute of a clinic at a time; nobody else waits for it. */
export async function lockCycles(db: ModuleDb<'recall'>): Promise<void> {
  await db.sql(sql`select pg_advisory_xact_lock(${cyclesLock(db)})`)
}

/** The key of that lock. */
export function cyclesLock(db: ModuleDb<'recall'>): RawBuilder<unknown> {
  return sql`hashtextextended(${`recall.cycle ${db.clinicId}`}, 0)`
}

/**
 * Brings the stored cycles of the scope in line with the facts. One pass finds what differs; only that is written. Old
 * cycles are closed with their reason before new ones open, because one person has one open cycle per type; a cycle that
 * comes back (a visit entered in error) reopens.
 */
export async function writeCycles(db: ModuleDb<'recall'>, scope: CycleScope): Promise<CycleChanges> {
  const asked = askedOnce(scope)
  await withHashPlans(db, async () =>
    db.run(sql`
      create temp table cycle_change on commit drop as
      with recursive ${asked.tables} ${dueCycleTables(db, asked.scope)}
      ${differences(db, asked.scope)}`),
  )
  const closed = await closeCycles(db, scope)
  const moved = await moveCycles(db)
  const opened = await openCycles(db)
  await db.run(sql`drop table cycle_change`)
  return { opened, closed, moved }
}

/** What is stored against what the facts give: cycles that open, close for one of two reasons known here, go, or move. */
function differences(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): RawBuilder<unknown> {
  return sql`
    select coalesce(n.patient_id, o.patient_id) as patient_id, coalesce(n.type_key, o.type_key) as type_key,
      n.triggered_on, o.triggered_on as old_triggered_on, n.due_computed, ${effective(moment)} as due_effective,
      case when n.patient_id is null then 'gone'
        when n.is_superseded then 'superseded'
        when o.patient_id is null then 'opens'
        when o.triggered_on <> n.triggered_on then 'new_trigger'
        else 'moves' end as what
    from due_cycle n
      full join (
        select c.patient_id, c.type_key, c.triggered_on, c.due_computed, c.due_effective, c.override_due, c.override_expires_on
        from recall.cycle c
        where c.clinic_id = ${db.clinicId} and c.closed_at is null ${askedFor(patientIds)(sql`c.patient_id`)}
      ) o on o.patient_id = n.patient_id and o.type_key = n.type_key
    where n.patient_id is null or n.is_superseded and o.patient_id is not null or o.patient_id is null and not n.is_superseded
      or o.triggered_on <> n.triggered_on or o.due_computed <> n.due_computed or o.due_effective <> ${effective(moment)}`
}

/** The effective date follows the computed one, except while an override holds. */
function effective({ today }: Moment): RawBuilder<unknown> {
  return sql`case when o.override_due is not null and (o.override_expires_on is null or o.override_expires_on >= ${today}::date)
    then o.override_due else n.due_computed end`
}

async function closeCycles(db: ModuleDb<'recall'>, { moment }: CycleScope): Promise<number> {
  return db.run(sql`
    update recall.cycle c
    set closed_at = ${db.now}, close_reason = case n.what when 'gone' then ${whyGone(db, moment)} else n.what end
    from cycle_change n
    where c.clinic_id = ${db.clinicId} and c.closed_at is null and n.what in ('gone', 'superseded', 'new_trigger')
      and c.patient_id = n.patient_id and c.type_key = n.type_key and c.triggered_on = n.old_triggered_on`)
}

/** Looked up for the few cycles that close, row by row. */
function whyGone(db: ModuleDb<'recall'>, { asOf }: Moment): RawBuilder<string> {
  return sql`case
    when exists (
      select from recall.recall_type r
      where r.clinic_id = ${db.clinicId} and r.key = c.type_key and r.disabled_at is not null) then 'type_disabled'
    when exists (
      select from patients.patient p
      where p.clinic_id = ${db.clinicId} and p.id = c.patient_id
        and (p.merged_into is not null or p.is_deceased or p.left_at <= ${asOf})) then 'withdrawn'
    else 'not_eligible' end`
}

async function moveCycles(db: ModuleDb<'recall'>): Promise<number> {
  return db.run(sql`
    update recall.cycle c
    set due_computed = n.due_computed, due_effective = n.due_effective
    from cycle_change n
    where c.clinic_id = ${db.clinicId} and c.closed_at is null and n.what = 'moves'
      and c.patient_id = n.patient_id and c.type_key = n.type_key and c.triggered_on = n.triggered_on`)
}

/** Rows go in by patient, as their keys lie in the indexes. */
async function openCycles(db: ModuleDb<'recall'>): Promise<number> {
  return db.run(sql`
    insert into recall.cycle as c
      (clinic_id, patient_id, type_key, triggered_on, due_computed, due_effective, opened_at)
    select ${db.clinicId}::uuid, n.patient_id, n.type_key, n.triggered_on, n.due_computed, n.due_computed, ${db.now}::timestamptz
    from cycle_change n
    where n.what in ('opens', 'new_trigger')
    order by n.patient_id, n.type_key
    on conflict (clinic_id, patient_id, type_key, triggered_on) do update
    set closed_at = null, close_reason = null, due_computed = excluded.due_computed,
      due_effective = coalesce(c.override_due, excluded.due_computed)`)
}
