import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { WaitingRow } from './keep-waiting-rows.ts'

export interface TakenRow extends WaitingRow {
  readonly batchId: string
}

/**
 * Takes out up to `most` waiting rows of a source whose wait is over: the patient or schedule is there, or the run
 * has ended. The caller merges them in the same transaction.
 */
export async function takeWaitingRows(
  db: ModuleDb<'patients'>,
  source: string,
  wish: { readonly most: number; readonly knownSchedules: readonly string[] },
): Promise<readonly TakenRow[]> {
  return db.sql<TakenRow>(sql`
    with ready as (
      select w.kind, w.external_id from patients.staged_row w
      where w.clinic_id = ${db.clinicId} and w.source = ${source}
        and (w.awaits = 'end_of_run'
          or (w.awaits = 'patient' and exists (select from patients.patient p
            where p.clinic_id = w.clinic_id and p.source = w.source and p.external_id = w.awaited_id))
          or (w.awaits = 'schedule' and w.awaited_id = any(${wish.knownSchedules}::text[])))
      limit ${wish.most}
    )
    delete from patients.staged_row w using ready r
    where w.clinic_id = ${db.clinicId} and w.source = ${source} and w.kind = r.kind and w.external_id = r.external_id
    returning w.kind, w.external_id as "externalId", w.awaits, w.awaited_id as "awaitedId", w.row, w.file, w.line,
      w.batch_id as "batchId"`)
}
