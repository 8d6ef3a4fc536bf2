import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { momentOf } from './store/moment.ts'

export interface TypeCycles {
  readonly key: string
  /** Patients with an open cycle of the type. */
  readonly patients: number
  /** Of them: within the type's due-soon days or past the due date, booked or not. */
  readonly dueNow: number
}

/** How many patients have each type that is on, counted along the index of open cycles, as they were computed last. */
export async function countTypeCycles(db: ModuleDb<'recall'>): Promise<readonly TypeCycles[]> {
  const { today } = await momentOf(db, db.now)
  return db.sql<TypeCycles>(sql`
    select r.key, c.patients, c.due_now as "dueNow"
    from recall.recall_type r cross join lateral (
      select count(*)::integer as patients,
        (count(*) filter (where c.due_effective <= ${today}::date + r.due_soon_days))::integer as due_now
      from recall.cycle c
      where c.clinic_id = ${db.clinicId} and c.type_key = r.key and c.closed_at is null) c
    where r.clinic_id = ${db.clinicId} and r.disabled_at is null
    order by r.priority, r.key`)
}
