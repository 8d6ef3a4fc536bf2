import type { ModuleDb } from '../platform/db/module-db.ts'
import { currentDriftReason, type StoredDriftReason } from './store/drift-reasons.ts'

/** What a person said of why this patient stays away; null: nobody, or they came again. */
export async function readDriftReason(
  db: ModuleDb<'recall'>,
  patientId: string,
): Promise<StoredDriftReason | null> {
  return currentDriftReason(db, patientId)
}
