import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** A later row said what is stored already: what was kept under its key is out of date. */
export async function dropWaitingRows(
  db: ModuleDb<'patients'>,
  source: string,
  overtaken: { readonly kind: string; readonly externalIds: readonly string[] },
): Promise<void> {
  await db.run(sql`
    delete from patients.staged_row
    where clinic_id = ${db.clinicId} and source = ${source} and kind = ${overtaken.kind}
      and external_id = any(${overtaken.externalIds}::text[])`)
}
