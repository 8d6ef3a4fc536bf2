import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { consentStateSql } from './consent-sql.ts'
import type { ConsentPurpose, ConsentState, ContactChannel } from './rules/consent.ts'

export interface ConsentPair {
  readonly patientId: string
  readonly contactPointId: string
  readonly channel: ContactChannel
  readonly purpose: ConsentPurpose
}

export interface EffectiveConsent {
  readonly state: ConsentState
  /** Withdrawn, which holds even where no consent is asked for. */
  readonly hasOptedOut: boolean
}

/** What the ledger says about many contacts at the transaction's moment, in one statement; the answer has the order of `pairs`. */
export async function effectiveConsent(
  db: ModuleDb<'patients'>,
  pairs: readonly ConsentPair[],
): Promise<readonly EffectiveConsent[]> {
  if (pairs.length === 0) return []
  const state = consentStateSql({
    clinicId: db.clinicId,
    contactPoint: sql`c.contact_point_id`,
    patient: sql`c.patient_id`,
    channel: sql`c.channel`,
    purpose: sql`c.purpose`,
    at: db.now,
  })
  const rows = await db.sql<{ state: ConsentState }>(sql`
    select ${state} as state
    from unnest(${pairs.map((pair) => pair.patientId)}::uuid[], ${pairs.map((pair) => pair.contactPointId)}::uuid[],
        ${pairs.map((pair) => pair.channel)}::text[], ${pairs.map((pair) => pair.purpose)}::text[])
      with ordinality as c (patient_id, contact_point_id, channel, purpose, position)
    order by c.position`)
  return rows.map((row) => ({ state: row.state, hasOptedOut: row.state === 'withdrawn' }))
}
