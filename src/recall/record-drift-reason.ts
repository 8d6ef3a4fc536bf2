import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { markDeceased } from '../patients/mark-deceased.ts'
import { noteLeaving } from '../patients/note-leaving.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { type DriftReason, isGone } from './rules/drift-reasons.ts'
import { currentDriftReason } from './store/drift-reasons.ts'
import { takeBackDriftReason } from './take-back-drift-reason.ts'

export interface DriftWish {
  readonly patientId: string
  readonly reason: DriftReason
  readonly note: string
  readonly by: Extract<Actor, { readonly name: string }>
}

/**
 * A person says why a patient stays away; what was said before is taken back. Who moved away, left or has died is marked so
 * on the record: they are not lapsed, and nothing invites them any more.
 */
export async function recordDriftReason(
  db: ModuleDb<'recall'>,
  { patientId, reason, note, by }: DriftWish,
): Promise<Result<{ readonly id: string }, { readonly kind: 'no_such_patient' }>> {
  const patient = await db.read
    .selectFrom('patients.patient')
    .select(['id', 'merged_into'])
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', patientId)
    .executeTakeFirst()
  if (patient === undefined) return fail({ kind: 'no_such_patient' })
  const living = patient.merged_into ?? patient.id
  const before = await currentDriftReason(db, living)
  if (before !== null) await takeBackDriftReason(db, { patientId: living, id: before.id, by })
  const id = db.ids.uuid(db.now)
  await db.write
    .insertInto('recall.drift_reason')
    .values({
      clinic_id: db.clinicId,
      id,
      patient_id: living,
      reason,
      note: note.trim(),
      recorded_by: by.name,
      recorded_at: db.now,
    })
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'drift_reason.recorded',
    subjectKind: 'patient',
    subjectId: living,
    detail: { id },
  })
  const patients = db.as('patients')
  if (reason === 'deceased') await markDeceased(patients, { patientId: living, deceasedAt: null, actor: by })
  else if (isGone(reason)) await noteLeaving(patients, { patientId: living, reason, actor: by })
  return ok({ id })
}
