import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { scopeOf } from './store/cycle-scope.ts'
import { withMergedRecords } from './store/merged-records.ts'
import { writeStanding } from './store/write-standing.ts'

/**
 * Recomputes what is kept of at most `most` patients whose cycles were recomputed, and of the records merged with them.
 * Answers the marks spent; fewer than asked for means that none are left that could be taken now.
 */
export async function recomputeStanding(db: ModuleDb<'recall'>, most = 1_000): Promise<number> {
  const taken = await db.sql<{ patient_id: string }>(sql`
    delete from recall.dirty_standing
    where clinic_id = ${db.clinicId} and patient_id in (
      select patient_id from recall.dirty_standing where clinic_id = ${db.clinicId}
      order by patient_id limit ${most} for update skip locked)
    returning patient_id`)
  if (taken.length === 0) return 0
  const patientIds = await withMergedRecords(
    db,
    taken.map((row) => row.patient_id),
  )
  await writeStanding(db, await scopeOf(db, { asOf: db.now, patientIds }))
  return taken.length
}
