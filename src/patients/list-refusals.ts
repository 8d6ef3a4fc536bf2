import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ImportRefusal } from './rules/import-run.ts'

/** What a run has refused so far, in the order of its input. */
export async function listRefusals(
  db: ModuleDb<'patients'>,
  batchId: string,
  most: number,
): Promise<readonly ImportRefusal[]> {
  return db.sql<ImportRefusal>(sql`
    select file, line, field, reason from patients.import_refusal
    where clinic_id = ${db.clinicId} and batch_id = ${batchId} order by sequence limit ${most}`)
}
