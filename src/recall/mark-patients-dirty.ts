import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/**
 * Notes that facts about these patients changed; their cycles are recomputed soon. Marking again renews the row, so that
 * a recompute running at this moment, which cannot see the caller's facts yet, does not spend the mark.
 */
export async function markPatientsDirty(
  db: ModuleDb<'recall'>,
  patientIds: readonly string[],
): Promise<void> {
  if (patientIds.length === 0) return
  await db.run(sql`
    insert into recall.dirty_patient (clinic_id, patient_id, marked_at)
    select distinct ${db.clinicId}::uuid, id, ${db.now}::timestamptz from unnest(${patientIds}::uuid[]) as marked (id)
    order by id
    on conflict (clinic_id, patient_id) do update set marked_at = excluded.marked_at`)
}
