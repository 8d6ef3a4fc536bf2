import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import { recordAudit } from './record-audit.ts'
import type { Actor, StaffRole } from './rules/actor.ts'

export interface NewStaff {
  readonly authUserId: string
  readonly name: string
  readonly email: string
  readonly role: StaffRole
  readonly language: Language
}

export interface TakenIn {
  readonly id: string
  readonly outcome: 'added' | 'returned' | 'is_member'
}

/** Makes an account a member of this clinic, or again: whoever left keeps what is on record under their name. */
export async function addStaff(
  db: ModuleDb<'clinic'>,
  { person, actor }: { person: NewStaff; actor: Actor },
): Promise<TakenIn> {
  const known = await db.read
    .selectFrom('clinic.staff')
    .select(['id', 'ended_at'])
    .where('clinic_id', '=', db.clinicId)
    .where('auth_user_id', '=', person.authUserId)
    .executeTakeFirst()
  if (known?.ended_at === null) return { id: known.id, outcome: 'is_member' }
  const id = known?.id ?? db.ids.uuid(db.now)
  const said = { name: person.name.trim(), role: person.role, language: person.language, ended_at: null }
  await db.write
    .insertInto('clinic.staff')
    .values({
      ...said,
      clinic_id: db.clinicId,
      id,
      auth_user_id: person.authUserId,
      email: person.email.toLowerCase(),
      created_at: db.now,
    })
    .onConflict((row) => row.columns(['clinic_id', 'auth_user_id']).doUpdateSet(said))
    .execute()
  const outcome = known === undefined ? 'added' : 'returned'
  await recordAudit(db, {
    actor,
    action: `staff.${outcome}`,
    subjectKind: 'staff',
    subjectId: id,
    detail: { role: person.role },
  })
  return { id, outcome }
}
