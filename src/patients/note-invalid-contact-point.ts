import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** The carrier or mail server says that this address does not exist: nothing more is sent there until somebody mends it. */
export async function noteInvalidContactPoint(
  db: ModuleDb<'patients'>,
  contactPointId: string,
  reason: string,
): Promise<void> {
  await db.run(sql`
    update patients.contact_point set validity = 'invalid', validity_reason = ${reason}, validity_at = ${db.now}
    where clinic_id = ${db.clinicId} and id = ${contactPointId}`)
}
