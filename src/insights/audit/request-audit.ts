import { recordAudit } from '../../clinic/record-audit.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { queueMeasurement } from '../store/audit-measurements.ts'

/** Asks the worker to measure where the clinic stands; who asks while a measurement waits gets that one. */
export async function requestAudit(
  db: ModuleDb<'insights'>,
  by: Extract<Actor, { readonly name: string }>,
): Promise<void> {
  if (!(await queueMeasurement(db, by.name))) return
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'audit_of_today.requested',
    subjectKind: 'audit_of_today',
    subjectId: null,
  })
}
