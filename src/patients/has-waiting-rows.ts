import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** Is anything of this source kept waiting? */
export async function hasWaitingRows(db: ModuleDb<'patients'>, source: string): Promise<boolean> {
  const rows = await db.sql<{ found: boolean }>(sql`
    select exists (select from patients.staged_row where clinic_id = ${db.clinicId} and source = ${source}) as found`)
  return rows[0]?.found === true
}
