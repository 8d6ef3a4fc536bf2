import type { ModuleDb } from '../platform/db/module-db.ts'
import type { PatientOptedOut } from './events.ts'
import { lockPatients } from './lock-patients.ts'
import { type ConsentEvidence, recordConsent } from './record-consent.ts'
import type { ConsentPurpose, ContactChannel } from './rules/consent.ts'
import { currentOwners } from './store/contact-points.ts'

export interface ContactScope {
  readonly contactPointId: string
  /** 'any': every channel that reaches this contact point. */
  readonly channel: ContactChannel | 'any'
  readonly purpose: ConsentPurpose | 'all'
}

/**
 * A STOP: nobody is contacted there any more, and each patient who owns the address now stays opted out
 * when their number changes. Waits for the sends under way and is before every later one (law 7).
 */
export async function withdrawAtContactPoint(
  db: ModuleDb<'patients'>,
  scope: ContactScope,
  known: ConsentEvidence,
): Promise<{ readonly patientIds: readonly string[] }> {
  const patientIds = await currentOwners(db, scope.contactPointId)
  await lockPatients(db, patientIds)
  await recordConsent(
    db,
    [null, ...patientIds].map((patientId) => ({ ...scope, patientId, state: 'withdrawn' as const })),
    known,
  )
  await db.emit({ type: 'patient.opted_out', ...scope, patientIds } satisfies PatientOptedOut)
  return { patientIds }
}
