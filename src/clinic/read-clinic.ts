import type { ModuleDb } from '../platform/db/module-db.ts'

/** The clinic of this transaction, as other modules need it. */
export interface ClinicProfile {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly displayName: string
  readonly practiceType: 'dental' | 'primary_care' | 'physiotherapy' | 'specialist'
  readonly country: string
  readonly region: string | null
  readonly zone: string
  readonly language: 'en' | 'pl' | 'ru' | 'ms'
  readonly currency: string
  readonly phone: string | null
  readonly address: string | null
  readonly publicUrl: string | null
  /** Minor currency units. */
  readonly meanVisitValue: number | null
}

export async function readClinic(db: ModuleDb<'clinic'>): Promise<ClinicProfile> {
  const row = await db.read
    .selectFrom('clinic.clinic')
    .selectAll()
    .where('id', '=', db.clinicId)
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    displayName: row.display_name,
    practiceType: row.practice_type,
    country: row.country,
    region: row.region,
    zone: row.zone,
    language: row.language,
    currency: row.currency,
    phone: row.phone,
    address: row.address,
    publicUrl: row.public_url,
    meanVisitValue: row.mean_visit_value,
  }
}
