import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { CycleKey } from '../override-due-date.ts'

/** The open cycle of a patient and type, locked until the transaction ends; null when there is none. */
export async function openCycleOf(
  db: ModuleDb<'recall'>,
  { patientId, typeKey }: CycleKey,
): Promise<{ readonly triggeredOn: Temporal.PlainDate } | null> {
  const row = await db.write
    .selectFrom('recall.cycle')
    .select('triggered_on')
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', '=', patientId)
    .where('type_key', '=', typeKey)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : { triggeredOn: row.triggered_on }
}
