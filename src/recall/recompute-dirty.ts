import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { scopeOf } from './store/cycle-scope.ts'
import { personTables } from './store/merged-records.ts'
import { type CycleChanges, lockCycles, writeCycles } from './store/write-cycles.ts'

export interface DirtyRun extends CycleChanges {
  /** Marks spent; fewer than asked for means that none are left that could be taken now. */
  readonly patients: number
}

/**
 * Recomputes the cycles of at most `most` dirty patients, and of the records merged with them. Their marks stand for the
 * standing from then on (recompute-standing.ts).
 */
export async function recomputeDirty(db: ModuleDb<'recall'>, most = 1_000): Promise<DirtyRun> {
  await lockCycles(db)
  // A thousand ids stay one text: taking them apart here to send them back costs as much as a statement.
  const [taken] = await db.sql<{ marks: number; records: string }>(sql`
    with recursive taken as (
      delete from recall.dirty_patient
      where clinic_id = ${db.clinicId} and patient_id in (
        select patient_id from recall.dirty_patient where clinic_id = ${db.clinicId}
        order by patient_id limit ${most} for update skip locked)
      returning clinic_id, patient_id, marked_at
    ),
    marked (id) as (
      insert into recall.dirty_standing (clinic_id, patient_id, marked_at)
      select clinic_id, patient_id, marked_at from taken order by patient_id
      on conflict (clinic_id, patient_id) do update set marked_at = excluded.marked_at
      returning patient_id
    ),
    ${personTables(db)}
    select (select count(*) from marked) as marks, array(select id from person order by id)::text as records`)
  if (taken === undefined || taken.marks === 0) return { patients: 0, opened: 0, closed: 0, moved: 0 }
  const patientIds = sql`${taken.records}::uuid[]`
  const changes = await writeCycles(db, await scopeOf(db, { asOf: db.now, patientIds }))
  return { patients: taken.marks, ...changes }
}
