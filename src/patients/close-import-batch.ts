import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ImportCounts } from './rules/import-run.ts'

/** Ends the record of a run; audited. A failed one goes on where it stopped when the same input comes again. */
export async function closeImportBatch(
  db: ModuleDb<'patients'>,
  batchId: string,
  end: { readonly state: 'done' | 'failed'; readonly counts: ImportCounts; readonly actor: Actor },
): Promise<void> {
  await db.write
    .updateTable('patients.import_batch')
    .set({ state: end.state, finished_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', batchId)
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: end.actor,
    action: end.state === 'done' ? 'import.finished' : 'import.failed',
    subjectKind: 'import_batch',
    subjectId: batchId,
    detail: { ...end.counts },
  })
}
