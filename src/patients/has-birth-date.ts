import type { ModuleDb } from '../platform/db/module-db.ts'

/** Whether a date of birth is on record: the pages behind a link ask for it first. */
export async function hasBirthDate(db: ModuleDb<'patients'>, patientId: string): Promise<boolean> {
  const found = await db.read
    .selectFrom('patients.patient')
    .select('id')
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', patientId)
    .where('birth_date', 'is not', null)
    .executeTakeFirst()
  return found !== undefined
}
