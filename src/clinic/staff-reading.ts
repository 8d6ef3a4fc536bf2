import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import { type ClinicProfile, readClinic } from './read-clinic.ts'
import type { StaffSession } from './staff-session.ts'

export interface Reader {
  readonly clinic: ClinicProfile
  readonly reading: Reading
}

/** How a signed-in person reads: their language, and the country and zone of the clinic. */
export async function staffReading(
  db: ModuleDb<'clinic'>,
  staff: Pick<StaffSession, 'language'>,
): Promise<Reader> {
  const clinic = await readClinic(db)
  return { clinic, reading: { language: staff.language, country: clinic.country, zone: clinic.zone } }
}
