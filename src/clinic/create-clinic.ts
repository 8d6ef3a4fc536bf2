import { isSupportedCountry } from 'libphonenumber-js'
import type { Database } from '../platform/db/database.ts'
import { isZone } from '../platform/i18n/is-zone.ts'
import { type ClinicId, clinicId } from '../platform/rules/brand.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { recordAudit } from './record-audit.ts'
import type { Actor } from './rules/actor.ts'

export interface NewClinic {
  readonly name: string
  /** Shown to patients when the name itself would reveal a speciality; defaults to the name. */
  readonly displayName?: string
  readonly practiceType: 'dental' | 'primary_care' | 'physiotherapy' | 'specialist'
  /** ISO 3166 alpha-2. */
  readonly country: string
  readonly region?: string
  /** IANA. */
  readonly zone: string
  readonly language: 'en' | 'pl' | 'ru' | 'ms'
  /** ISO 4217. */
  readonly currency: string
  readonly phone?: string
  readonly address?: string
  /** Minor currency units. */
  readonly meanVisitValue?: number
}

export type NewClinicRefusal = {
  readonly kind: 'zone_unknown' | 'country_unknown' | 'name_taken' | 'name_empty'
}

/** Makes a clinic; the directory row first, then its first audit row inside it. */
export async function createClinic(
  db: Database,
  clinic: NewClinic,
  actor: Actor,
): Promise<Result<{ id: ClinicId; key: string }, NewClinicRefusal>> {
  const name = clinic.name.trim()
  if (name === '') return fail({ kind: 'name_empty' })
  if (!isSupportedCountry(clinic.country)) return fail({ kind: 'country_unknown' })
  if (!isZoneOfPlace(clinic.zone)) return fail({ kind: 'zone_unknown' })
  const taken = await db.directory
    .selectFrom('clinic.clinic')
    .select('id')
    .where('name', '=', name)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (taken !== undefined) return fail({ kind: 'name_taken' })

  const now = db.clock.now()
  const id = clinicId(db.ids.uuid(now))
  const key = clinicKey(db.ids.secret(12))
  await db.directory
    .insertInto('clinic.clinic')
    .values({
      id,
      key,
      name,
      display_name: (clinic.displayName ?? name).trim(),
      practice_type: clinic.practiceType,
      country: clinic.country,
      region: clinic.region ?? null,
      zone: clinic.zone,
      language: clinic.language,
      currency: clinic.currency,
      phone: clinic.phone ?? null,
      address: clinic.address ?? null,
      mean_visit_value: clinic.meanVisitValue ?? null,
      created_at: now,
    })
    .execute()
  await db.tenant(id, async (tx) =>
    recordAudit(tx.as('clinic'), { actor, action: 'clinic.created', subjectKind: 'clinic', subjectId: id }),
  )
  return ok({ id, key })
}

/** Six letters and digits: enough to tell the clinics of one server apart, short enough for an SMS link. */
function clinicKey(secret: string): string {
  return secret
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .padEnd(6, '0')
    .slice(0, 6)
}

/** A place or UTC: an offset knows no summer time. */
function isZoneOfPlace(zone: string): boolean {
  return (zone.includes('/') || zone === 'UTC') && isZone(zone)
}
