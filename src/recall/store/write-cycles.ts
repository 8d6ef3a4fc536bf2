import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { withHashPlans } from '../with-hash-plans.ts'
import { askedFor, type CycleScope, dueCycleTables } from './due-cycles.ts'

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

async function closeCycles(db: ModuleDb<'recall'>, { moment, patientIds }: CycleScope): Promise<number> {
  const asked = askedFor(patientIds)
  return db.run(sql`
    update recall.cycle c
    set closed_at = ${db.now}, close_reason = case
      when r.disabled_at is not null then 'type_disabled'
      when n.is_superseded then 'superseded'
      when n.patient_id is not null then 'new_trigger'
      when p.merged_into is not null or p.is_deceased or p.left_at <= ${moment.asOf} then 'withdrawn'
      else 'not_eligible' end
    from recall.cycle o
      join recall.recall_type r on r.clinic_id = o.clinic_id and r.key = o.type_key
      join patients.patient p on p.clinic_id = o.clinic_id and p.id = o.patient_id ${asked(sql`p.id`)}
      left join due_now n on n.patient_id = o.patient_id and n.type_key = o.type_key
    where o.clinic_id = ${db.clinicId} and o.closed_at is null ${asked(sql`o.patient_id`)}
      and (n.patient_id is null or n.is_superseded or n.triggered_on <> o.triggered_on)
      and c.clinic_id = ${db.clinicId} and c.patient_id = o.patient_id and c.type_key = o.type_key
      and c.triggered_on = o.triggered_on and c.closed_at is null ${asked(sql`c.patient_id`)}`)
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
