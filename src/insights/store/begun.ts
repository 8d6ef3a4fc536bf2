import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'

export interface Begun {
  readonly hasPatients: boolean
  /** A recall type is on. */
  readonly recallsCare: boolean
}

/** Whether there is anything to recall patients by; looks at one row of each. */
export async function begun(db: ModuleDb<'insights'>): Promise<Begun> {
  const [row] = await db.sql<Begun>(sql`
    select exists (select from patients.patient where clinic_id = ${db.clinicId}) as "hasPatients",
      exists (select from recall.recall_type where clinic_id = ${db.clinicId} and disabled_at is null) as "recallsCare"`)
  if (row === undefined) throw new Error('a statement without a table gave no row')
  return row
}
