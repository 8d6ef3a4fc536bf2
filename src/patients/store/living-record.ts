import type { ModuleDb } from '../../platform/db/module-db.ts'

/** The record that a patient lives on as: their own, or the one it was merged into. Null: there is no such patient. */
export async function livingRecord(db: ModuleDb<'patients'>, patientId: string): Promise<string | null> {
  const row = await db.read
    .selectFrom('patients.patient')
    .select(['id', 'merged_into'])
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', patientId)
    .executeTakeFirst()
  return row === undefined ? null : (row.merged_into ?? row.id)
}
