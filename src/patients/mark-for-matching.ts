import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** Notes that these records changed or are new: the next search for duplicates looks at them. */
export async function markForMatching(
  db: ModuleDb<'patients'>,
  patientIds: readonly string[],
): Promise<void> {
  if (patientIds.length === 0) return
  await db.run(sql`
    insert into patients.unmatched_patient (clinic_id, patient_id, marked_at)
    select distinct ${db.clinicId}::uuid, id, ${db.now}::timestamptz from unnest(${patientIds}::uuid[]) as marked (id)
    order by id
    on conflict (clinic_id, patient_id) do update set marked_at = excluded.marked_at`)
}

/** The next search looks at every record of the clinic. */
export async function markAllForMatching(db: ModuleDb<'patients'>): Promise<number> {
  return db.run(sql`
    insert into patients.unmatched_patient (clinic_id, patient_id, marked_at)
    select clinic_id, id, ${db.now}::timestamptz from patients.patient
    where clinic_id = ${db.clinicId} and merged_into is null
    order by id
    on conflict (clinic_id, patient_id) do nothing`)
}
