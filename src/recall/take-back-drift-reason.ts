import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { takeBackLeaving } from '../patients/note-leaving.ts'
import { takeBackDeath } from '../patients/take-back-death.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { type DriftReason, isGone } from './rules/drift-reasons.ts'

/** Nobody says any more why this patient stays away, nor that they are gone. False: it was taken back already. */
export async function takeBackDriftReason(
  db: ModuleDb<'recall'>,
  wish: {
    readonly patientId: string
    readonly id: string
    readonly by: Extract<Actor, { readonly name: string }>
  },
): Promise<boolean> {
  const { patientId, id, by } = wish
  const ended = await db.write
    .updateTable('recall.drift_reason')
    .set({ ended_at: db.now, ended_by: by.name })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('reason')
    .executeTakeFirst()
  if (ended === undefined) return false
  const patients = db.as('patients')
  const reason = ended.reason as DriftReason
  if (reason === 'deceased') await takeBackDeath(patients, { patientId, actor: by })
  else if (isGone(reason)) await takeBackLeaving(patients, { patientId, actor: by })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'drift_reason.taken_back',
    subjectKind: 'patient',
    subjectId: patientId,
    detail: { id },
  })
  return true
}
