import { sql } from 'kysely'
import type { Database } from '../platform/db/database.ts'
import { type ClinicId, clinicId } from '../platform/rules/brand.ts'
import type { Language } from '../platform/rules/language.ts'
import type { StaffRole } from './rules/actor.ts'

/** A signed-in person in one of their clinics. */
export interface StaffSession {
  readonly clinicId: ClinicId
  readonly staffId: string
  readonly authUserId: string
  readonly name: string
  readonly email: string
  readonly role: StaffRole
  readonly language: Language
}

interface MembershipRow {
  readonly clinic_id: string
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: StaffRole
  readonly language: Language
}

/** The memberships of an account, oldest first: which clinics it may open, and as what. */
export async function membershipsOf(db: Database, authUserId: string): Promise<readonly StaffSession[]> {
  const rows = await db.discover<MembershipRow>(sql`
    select s.clinic_id, s.id, s.name, s.email, s.role, s.language
    from clinic.staff s join clinic.clinic c on c.id = s.clinic_id
    where s.auth_user_id = ${authUserId} and s.ended_at is null and c.ended_at is null
    order by s.created_at, s.clinic_id`)
  return rows.map((row) => ({
    clinicId: clinicId(row.clinic_id),
    staffId: row.id,
    authUserId,
    name: row.name,
    email: row.email,
    role: row.role,
    language: row.language,
  }))
}
