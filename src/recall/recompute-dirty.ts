import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { recomputePatients } from './recompute-patients.ts'
import { type CycleChanges, lockCycles } from './store/write-cycles.ts'

export interface DirtyRun extends CycleChanges {
  /** Marks spent; fewer than asked for means that none are left that could be taken now. */
  readonly patients: number
}

/** Recomputes the cycles of at most `most` dirty patients, and of the records merged with them. */
export async function recomputeDirty(db: ModuleDb<'recall'>, most = 1_000): Promise<DirtyRun> {
  await lockCycles(db)
  const taken = await db.sql<{ patient_id: string }>(sql`
    delete from recall.dirty_patient
    where clinic_id = ${db.clinicId} and patient_id in (
      select patient_id from recall.dirty_patient where clinic_id = ${db.clinicId}
      order by patient_id limit ${most} for update skip locked)
    returning patient_id`)
  if (taken.length === 0) return { patients: 0, opened: 0, closed: 0, moved: 0 }
  const changes = await recomputePatients(
    db,
    taken.map((row) => row.patient_id),
  )
  return { patients: taken.length, ...changes }
}
