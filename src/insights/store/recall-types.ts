import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'

export interface EnabledType {
  readonly key: string
  readonly names: Readonly<Record<Language, string>>
}

/** The clinic's enabled recall types, most important first. */
export async function readEnabledTypes(db: ModuleDb<'insights'>): Promise<readonly EnabledType[]> {
  return db.sql<EnabledType>(sql`
    select key, names from recall.recall_type
    where clinic_id = ${db.clinicId} and disabled_at is null
    order by priority, key`)
}
