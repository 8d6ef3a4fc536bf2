import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { announceChanges } from './announce-changes.ts'
import { lockPatients } from './lock-patients.ts'

interface Leaving {
  readonly patientId: string
  /** A word for it (moved_away), no sentence. */
  readonly reason: string
  readonly actor: Actor
}

/**
 * Somebody says that a patient has left: they are not lapsed, and nothing invites them. An import that has not heard of it
 * does not undo it. Waits for sends under way (law 7). False: they had left already, or there is no such patient.
 */
export async function noteLeaving(
  db: ModuleDb<'patients'>,
  { patientId, reason, actor }: Leaving,
): Promise<boolean> {
  await lockPatients(db, [patientId])
  const noted = await db.write
    .updateTable('patients.patient')
    .set({ left_at: db.now, left_reason: reason, left_noted_at: db.now, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', patientId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  return told(db, noted.numUpdatedRows > 0n, { patientId, actor, action: 'patient.left' })
}

/** Takes `noteLeaving` back; what a practice system says stays as it is. */
export async function takeBackLeaving(
  db: ModuleDb<'patients'>,
  { patientId, actor }: Omit<Leaving, 'reason'>,
): Promise<boolean> {
  await lockPatients(db, [patientId])
  const taken = await db.write
    .updateTable('patients.patient')
    .set({ left_at: null, left_reason: null, left_noted_at: null, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', patientId)
    .where('left_noted_at', 'is not', null)
    .executeTakeFirst()
  return told(db, taken.numUpdatedRows > 0n, { patientId, actor, action: 'patient.leaving_taken_back' })
}

async function told(
  db: ModuleDb<'patients'>,
  hasChanged: boolean,
  { patientId, actor, action }: Omit<Leaving, 'reason'> & { readonly action: string },
): Promise<boolean> {
  if (!hasChanged) return false
  await recordAudit(db.as('clinic'), { actor, action, subjectKind: 'patient', subjectId: patientId })
  await announceChanges(db, [patientId])
  return true
}
