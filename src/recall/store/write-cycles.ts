import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { withHashPlans } from '../with-hash-plans.ts'
import { askedFor, type CycleScope } from './cycle-scope.ts'
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
  await db.sql(sql`select pg_advisory_xact_lock(hashtextextended(${`recall.cycle ${db.clinicId}`}, 0))`)
}

/**
 * Brings the stored cycles of the scope in line with the facts. Old cycles are closed with their reason before new ones
 * open, because one person has one open cycle per type; a cycle that comes back (a visit entered in error) reopens.
 */
export async function writeCycles(db: ModuleDb<'recall'>, scope: CycleScope): Promise<CycleChanges> {
  return withHashPlans(db, async () => {
    await db.run(sql`
      create temp table due_now on commit drop as
      with recursive ${dueCycleTables(db, scope)} select * from due_cycle`)
    const closed = await closeCycles(db, scope)
    const moved = await moveCycles(db, scope)
    const opened = await openCycles(db, scope)
    await db.run(sql`drop table due_now`)
    return { opened, closed, moved }
  })
}

async function closeCycles(db: ModuleDb<'recall'>, scope: CycleScope): Promise<number> {
  const open = sql`c.clinic_id = ${db.clinicId} and c.closed_at is null ${askedFor(scope.patientIds)(sql`c.patient_id`)}`
  const overtaken = await db.run(sql`
    update recall.cycle c
    set closed_at = ${db.now}, close_reason = case when n.is_superseded then 'superseded' else 'new_trigger' end
    from due_now n
    where ${open} and c.patient_id = n.patient_id and c.type_key = n.type_key
      and (n.is_superseded or n.triggered_on <> c.triggered_on)`)
  const gone = await db.run(sql`
    update recall.cycle c
    set closed_at = ${db.now}, close_reason = ${whyGone(db, scope.moment)}
    where ${open}
      and not exists (select from due_now n where n.patient_id = c.patient_id and n.type_key = c.type_key)`)
  return overtaken + gone
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

/** The effective date follows the computed one, except while an override holds. */
const effective = sql`case when c.override_due is not null
  and (c.override_expires_on is null or c.override_expires_on >= n.today) then c.override_due else n.due_computed end`

async function moveCycles(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): Promise<number> {
  return db.run(sql`
    update recall.cycle c
    set due_computed = n.due_computed, due_effective = ${effective}
    from (select due_now.*, ${moment.today}::date as today from due_now) n
    where c.clinic_id = ${db.clinicId} and c.closed_at is null ${askedFor(patientIds)(sql`c.patient_id`)}
      and c.patient_id = n.patient_id and c.type_key = n.type_key and c.triggered_on = n.triggered_on
      and (c.due_computed <> n.due_computed or c.due_effective <> ${effective})`)
}

async function openCycles(db: ModuleDb<'recall'>, { patientIds }: CycleScope): Promise<number> {
  return db.run(sql`
    insert into recall.cycle as c
      (clinic_id, patient_id, type_key, triggered_on, due_computed, due_effective, opened_at)
    select ${db.clinicId}::uuid, n.patient_id, n.type_key, n.triggered_on, n.due_computed, n.due_computed, ${db.now}::timestamptz
    from due_now n
      left join recall.cycle o on o.clinic_id = ${db.clinicId} and o.closed_at is null
        and o.patient_id = n.patient_id and o.type_key = n.type_key and o.triggered_on = n.triggered_on
        ${askedFor(patientIds)(sql`o.patient_id`)}
    where not n.is_superseded and o.patient_id is null
    order by n.patient_id, n.type_key
    on conflict (clinic_id, patient_id, type_key, triggered_on) do update
    set closed_at = null, close_reason = null, due_computed = excluded.due_computed,
      due_effective = coalesce(c.override_due, excluded.due_computed)`)
}
