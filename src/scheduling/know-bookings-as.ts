import { sql } from 'kysely'
import { personRecordsSql } from '../patients/person-records-sql.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { importedId } from './import-merge.ts'

/** A booking made here, and the number a source has for it. */
export interface KnownBooking {
  readonly appointmentId: string
  readonly externalId: string
}

/**
 * Remembers under which numbers a source knows bookings that were made here, so that what it says of them later (an
 * appointment, the visit it became) is about ours. Visits that were taken in before are linked now.
 */
export async function knowBookingsAs(
  db: ModuleDb<'scheduling'>,
  source: string,
  bookings: readonly KnownBooking[],
): Promise<void> {
  if (bookings.length === 0) return
  const ids = bookings.map(({ appointmentId }) => appointmentId)
  const derived = bookings.map(({ externalId }) =>
    importedId(db.clinicId, source, { kind: 'appointment', externalId }),
  )
  await db.run(sql`
    update scheduling.appointment a set imported_as = k.imported_as
    from unnest(${ids}::uuid[], ${derived}::uuid[]) as k (id, imported_as)
    where a.clinic_id = ${db.clinicId} and a.id = k.id and a.id <> k.imported_as
      and a.imported_as is distinct from k.imported_as`)
  await db.run(sql`
    update scheduling.visit v set appointment_id = a.id
    from scheduling.appointment a
      cross join lateral ${personRecordsSql(db.clinicId, sql`a.patient_id`)} r
    where a.clinic_id = ${db.clinicId} and a.id = any(${ids}::uuid[])
      and v.clinic_id = a.clinic_id and v.patient_id = r.id and v.appointment_id = a.imported_as`)
}
