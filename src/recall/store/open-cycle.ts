import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { CycleKey } from '../override-due-date.ts'

/** The open cycle of a patient and type, locked until the transaction ends; null when there is none. */
export async function openCycleOf(
  db: ModuleDb<'recall'>,
  { patientId, typeKey }: CycleKey,
): Promise<{ readonly triggeredOn: Temporal.PlainDate; readonly isPaused: boolean } | null> {
  const row = await db.write
    .selectFrom('recall.cycle')
    .select(['triggered_on', 'paused_until'])
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', '=', patientId)
    .where('type_key', '=', typeKey)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return null
  return { triggeredOn: row.triggered_on, isPaused: row.paused_until !== null }
}
