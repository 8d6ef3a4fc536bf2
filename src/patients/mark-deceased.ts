import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { announceChanges } from './announce-changes.ts'
import { lockPatients } from './lock-patients.ts'

/**
 * Somebody says that a patient has died: nothing is sent from now on. An import that has not heard of it does not
 * undo it. Waits for sends under way (law 7).
 */
export async function markDeceased(
  db: ModuleDb<'patients'>,
  death: { readonly patientId: string; readonly deceasedAt: Temporal.Instant | null; readonly actor: Actor },
): Promise<Result<true, { readonly kind: 'no_such_patient' }>> {
  await lockPatients(db, [death.patientId])
  const marked = await db.write
    .updateTable('patients.patient')
    .set({ is_deceased: true, deceased_at: death.deceasedAt, deceased_noted_at: db.now, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', death.patientId)
    .executeTakeFirst()
  if (marked.numUpdatedRows === 0n) return fail({ kind: 'no_such_patient' })
  await recordAudit(db.as('clinic'), {
    actor: death.actor,
    action: 'patient.marked_deceased',
    subjectKind: 'patient',
    subjectId: death.patientId,
  })
  await announceChanges(db, [death.patientId])
  return ok(true)
}
