import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ImportCounts } from './rules/import-run.ts'

/** Another process goes on with the same input: the one that saved first has it. */
export class ImportTakenOver extends Error {
  constructor() {
    super('another import of the same input is under way')
  }
}

/**
 * Saves how far a run has come, in the transaction that took the rows in: a broken run loses and repeats nothing.
 * Throws ImportTakenOver when the record does not stand where this run left it.
 */
export async function saveImportProgress(
  db: ModuleDb<'patients'>,
  batchId: string,
  saved: { readonly before: unknown; readonly progress: unknown; readonly counts: ImportCounts },
): Promise<void> {
  const { counts } = saved
  const written = await db.write
    .updateTable('patients.import_batch')
    .set({
      position: json(saved.progress),
      read_count: counts.read,
      created_count: counts.created,
      updated_count: counts.updated,
      unchanged_count: counts.unchanged,
      refused_count: counts.refused,
      waiting_count: counts.waiting,
      withheld_count: counts.withheld,
    })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', batchId)
    .where('position', '=', json(saved.before))
    .executeTakeFirst()
  if (written.numUpdatedRows === 0n) throw new ImportTakenOver()
}
