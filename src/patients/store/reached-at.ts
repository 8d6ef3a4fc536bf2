import type { ModuleDb } from '../../platform/db/module-db.ts'

/** Who is reached at an address now. */
export async function reachedAt(
  db: ModuleDb<'patients'>,
  contactPointId: string,
): Promise<readonly string[]> {
  const owners = await db.read
    .selectFrom('patients.patient_contact')
    .select('patient_id')
    .distinct()
    .where('clinic_id', '=', db.clinicId)
    .where('contact_point_id', '=', contactPointId)
    .where('ended_at', 'is', null)
    .orderBy('patient_id')
    .execute()
  return owners.map(({ patient_id }) => patient_id)
}
