import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

// First in the lock order patient → contact point → enrolment → slot → outbox, always by id (law 7).

/** Taken by whoever is about to send: many may hold it, and it waits for a STOP or a booking under way. */
export async function lockPatientsShared(
  db: ModuleDb<'patients'>,
  patientIds: readonly string[],
): Promise<void> {
  await db.run(sql`
    select 1 from patients.patient where clinic_id = ${db.clinicId} and id = any(${[...new Set(patientIds)]}::uuid[])
    order by id for share`)
}

/** Taken by a STOP, a booking, a cancellation: one at a time, and no send of the patient passes meanwhile. */
export async function lockPatients(db: ModuleDb<'patients'>, patientIds: readonly string[]): Promise<void> {
  await db.run(sql`
    select 1 from patients.patient where clinic_id = ${db.clinicId} and id = any(${[...new Set(patientIds)]}::uuid[])
    order by id for no key update`)
}
