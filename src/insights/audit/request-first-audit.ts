import { sql } from 'kysely'
import type { Actor } from '../../clinic/rules/actor.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { requestAudit } from './request-audit.ts'

/**
 * Asks for a measurement after an import, while the clinic is new: it was never measured, or recalls nobody yet. Later a
 * person asks. Answers whether it asked.
 */
export async function requestFirstAudit(
  db: ModuleDb<'insights'>,
  by: Extract<Actor, { readonly name: string }>,
): Promise<boolean> {
  const [clinic] = await db.sql<{ isNew: boolean }>(sql`
    select not exists (select from insights.audit_measurement where clinic_id = ${db.clinicId})
      or not exists (select from recall.recall_type where clinic_id = ${db.clinicId} and disabled_at is null) as "isNew"`)
  if (clinic?.isNew !== true) return false
  await requestAudit(db, by)
  return true
}
