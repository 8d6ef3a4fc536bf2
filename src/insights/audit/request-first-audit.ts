import type { Actor } from '../../clinic/rules/actor.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { newestMeasurements } from '../store/audit-measurements.ts'
import { begun } from '../store/begun.ts'
import { requestAudit } from './request-audit.ts'

/**
 * Asks for a measurement after an import, while the clinic is new: it was never measured, or recalls nobody yet. Later a
 * person asks. Answers whether it asked.
 */
export async function requestFirstAudit(
  db: ModuleDb<'insights'>,
  by: Extract<Actor, { readonly name: string }>,
): Promise<boolean> {
  const { recallsCare } = await begun(db)
  if (recallsCare && (await newestMeasurements(db)).length > 0) return false
  await requestAudit(db, by)
  return true
}
