import type { ModuleDb } from '../platform/db/module-db.ts'
import { recordAudit } from './record-audit.ts'
import type { Actor } from './rules/actor.ts'

/** Ends a person's access to this clinic; every request asks anew, so open sessions end too. False: nobody has it. */
export async function endStaff(
  db: ModuleDb<'clinic'>,
  { email, actor }: { readonly email: string; readonly actor: Actor },
): Promise<boolean> {
  const ended = await db.write
    .updateTable('clinic.staff')
    .set({ ended_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('email', '=', email.trim().toLowerCase())
    .where('ended_at', 'is', null)
    .returning(['id', 'role'])
    .execute()
  for (const { id, role } of ended)
    await recordAudit(db, {
      actor,
      action: 'staff.ended',
      subjectKind: 'staff',
      subjectId: id,
      detail: { role },
    })
  return ended.length > 0
}
