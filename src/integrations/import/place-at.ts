import type { PatientRecord } from '../../patients/rules/records.ts'

/** A place by its degrees; null: there is no such place, or nobody is there. Programs write "unknown" as 0, 0. */
export function placeAt(latitude: unknown, longitude: unknown): PatientRecord['place'] {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null
  return latitude === 0 && longitude === 0 ? null : { latitude, longitude }
}
