import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { reachedAt } from './store/reached-at.ts'

/**
 * A person checked an address that had bounced, and it is right: messages may go there again; said on the record of
 * everybody reached there. Null: it was not in doubt.
 */
export async function trustContactPoint(
  db: ModuleDb<'patients'>,
  { contactPointId, actor }: { readonly contactPointId: string; readonly actor: Actor },
): Promise<{ readonly was: string | null } | null> {
  const before = await db.read
    .selectFrom('patients.contact_point')
    .select('validity_reason')
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', contactPointId)
    .where('validity', '=', 'invalid')
    .executeTakeFirst()
  if (before === undefined) return null
  await db.write
    .updateTable('patients.contact_point')
    .set({ validity: 'unknown', validity_reason: null, validity_at: null })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', contactPointId)
    .execute()
  for (const patientId of await reachedAt(db, contactPointId))
    await recordAudit(db.as('clinic'), {
      actor,
      action: 'contact_point.trusted',
      subjectKind: 'patient',
      subjectId: patientId,
      detail: { contactPointId },
    })
  return { was: before.validity_reason }
}
