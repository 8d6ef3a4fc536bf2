import type { ModuleDb } from '../platform/db/module-db.ts'
import { lockPatients } from './lock-patients.ts'
import { type ConsentEvidence, recordConsent } from './record-consent.ts'
import { currentOwners } from './store/contact-points.ts'
import type { ContactScope } from './withdraw-at-contact-point.ts'

/** A START after a STOP: the person who writes opens the address again, for themselves and whoever shares it. */
export async function giveAgainAtContactPoint(
  db: ModuleDb<'patients'>,
  scope: ContactScope,
  known: ConsentEvidence,
): Promise<{ readonly patientIds: readonly string[] }> {
  const patientIds = await currentOwners(db, scope.contactPointId)
  await lockPatients(db, patientIds)
  await recordConsent(
    db,
    [null, ...patientIds].map((patientId) => ({ ...scope, patientId, state: 'given' as const })),
    known,
  )
  return { patientIds }
}
