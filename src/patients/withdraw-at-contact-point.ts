import type { ModuleDb } from '../platform/db/module-db.ts'
import type { PatientOptedOut } from './events.ts'
import { type ContactScope, recordAtContactPoint } from './record-at-contact-point.ts'
import type { ConsentEvidence } from './record-consent.ts'

/**
 * A STOP: nobody is contacted there any more, and each patient who owns the address now stays opted out
 * when their number changes.
 */
export async function withdrawAtContactPoint(
  db: ModuleDb<'patients'>,
  scope: ContactScope,
  known: ConsentEvidence,
): Promise<{ readonly patientIds: readonly string[] }> {
  const { patientIds } = await recordAtContactPoint(db, { ...scope, state: 'withdrawn' }, known)
  await db.emit({ type: 'patient.opted_out', ...scope, patientIds } satisfies PatientOptedOut)
  return { patientIds }
}
