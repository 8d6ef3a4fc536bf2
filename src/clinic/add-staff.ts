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

/** Makes an account a member of this clinic. */
export async function addStaff(
  db: ModuleDb<'clinic'>,
  { person, actor }: { person: NewStaff; actor: Actor },
): Promise<{ id: string }> {
  const id = db.ids.uuid(db.now)
  await db.write
    .insertInto('clinic.staff')
    .values({
      clinic_id: db.clinicId,
      id,
      auth_user_id: person.authUserId,
      name: person.name.trim(),
      email: person.email.toLowerCase(),
      role: person.role,
      language: person.language,
      created_at: db.now,
    })
    .execute()
  await recordAudit(db, {
    actor,
    action: 'staff.added',
    subjectKind: 'staff',
    subjectId: id,
    detail: { role: person.role },
  })
  return { id }
}
