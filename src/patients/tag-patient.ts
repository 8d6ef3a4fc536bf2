import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { announceChanges } from './announce-changes.ts'
import { lockPatients } from './lock-patients.ts'
import { tagText } from './rules/tags.ts'
import { livingRecord } from './store/living-record.ts'

export type TagFault = { readonly kind: 'no_such_patient' } | { readonly kind: 'not_a_tag' }

/**
 * Puts a tag on a patient, for the record that is alive; one that is there already stays as it is. Audited without the
 * tag's words: they may be clinical, and the row itself keeps who and when.
 */
export async function tagPatient(
  db: ModuleDb<'patients'>,
  wish: { readonly patientId: string; readonly tag: string; readonly actor: Actor },
): Promise<Result<true, TagFault>> {
  const tag = tagText(wish.tag)
  if (tag === null) return fail({ kind: 'not_a_tag' })
  const patientId = await livingRecord(db, wish.patientId)
  if (patientId === null) return fail({ kind: 'no_such_patient' })
  await lockPatients(db, [patientId])
  const current = await db.read
    .selectFrom('patients.patient_tag')
    .select('tag')
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', '=', patientId)
    .where('tag', '=', tag)
    .where('source', '=', 'kembali')
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (current !== undefined) return ok(true)
  await db.write
    .insertInto('patients.patient_tag')
    .values({
      clinic_id: db.clinicId,
      patient_id: patientId,
      tag,
      source: 'kembali',
      added_by: wish.actor.kind === 'staff' ? wish.actor.id : null,
      added_at: db.now,
    })
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: wish.actor,
    action: 'patient.tagged',
    subjectKind: 'patient',
    subjectId: patientId,
  })
  await announceChanges(db, [patientId])
  return ok(true)
}
