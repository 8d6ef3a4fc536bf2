import type { ModuleDb } from '../../platform/db/module-db.ts'

/** Patients who own this address now, merged records left out, by id (the lock order of law 7). */
export async function currentOwners(
  db: ModuleDb<'patients'>,
  contactPointId: string,
): Promise<readonly string[]> {
  const rows = await db.read
    .selectFrom('patients.patient_contact as c')
    .innerJoin('patients.patient as p', (join) =>
      join.onRef('p.clinic_id', '=', 'c.clinic_id').onRef('p.id', '=', 'c.patient_id'),
    )
    .select('c.patient_id as id')
    .where('c.clinic_id', '=', db.clinicId)
    .where('c.contact_point_id', '=', contactPointId)
    .where('c.ended_at', 'is', null)
    .where('p.merged_into', 'is', null)
    .orderBy('c.patient_id')
    .execute()
  return rows.map((row) => row.id)
}
