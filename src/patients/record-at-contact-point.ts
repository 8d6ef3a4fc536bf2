import type { ModuleDb } from '../platform/db/module-db.ts'
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
 * What the person at an address said of it holds for the address, and for each patient who owns it now, so that it stays
 * with them when their number changes. Waits for the sends under way and is before every later one (law 7).
 */
export async function recordAtContactPoint(
  db: ModuleDb<'patients'>,
  said: ContactScope & { readonly state: 'given' | 'withdrawn' },
  known: ConsentEvidence,
): Promise<{ readonly patientIds: readonly string[] }> {
  const patientIds = await currentOwners(db, said.contactPointId)
  await lockPatients(db, patientIds)
  await recordConsent(
    db,
    [null, ...patientIds].map((patientId) => ({ ...said, patientId })),
    known,
  )
  return { patientIds }
}
