import type { ModuleDb } from '../platform/db/module-db.ts'
import { type ContactScope, recordAtContactPoint } from './record-at-contact-point.ts'
import type { ConsentEvidence } from './record-consent.ts'

/** A START after a STOP: the person who writes opens the address again, for themselves and whoever shares it. */
export async function giveAgainAtContactPoint(
  db: ModuleDb<'patients'>,
  scope: ContactScope,
  known: ConsentEvidence,
): Promise<{ readonly patientIds: readonly string[] }> {
  return recordAtContactPoint(db, { ...scope, state: 'given' }, known)
}
