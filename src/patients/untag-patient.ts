import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { announceChanges } from './announce-changes.ts'
import { lockPatients } from './lock-patients.ts'
import { tagText } from './rules/tags.ts'
import { livingRecord } from './store/living-record.ts'

/**
 * Takes a tag off a patient and the records merged into them, whoever put it on: when staff did it, an import that still
 * lists the tag does not put it back. The rows stay, with their end. A tag that is not there is no fault: it is what was wished. Audited.
 */
export async function untagPatient(
  db: ModuleDb<'patients'>,
  wish: { readonly patientId: string; readonly tag: string; readonly actor: Actor },
): Promise<Result<true, { readonly kind: 'no_such_patient' }>> {
  const patientId = await livingRecord(db, wish.patientId)
  if (patientId === null) return fail({ kind: 'no_such_patient' })
  await lockPatients(db, [patientId])
  const endedBy = wish.actor.kind === 'staff' ? wish.actor.id : null
  const ended = await db.run(sql`
    update patients.patient_tag t set ended_at = ${db.now}, ended_by = ${endedBy}
    from patients.patient p
    where p.clinic_id = ${db.clinicId} and (p.id = ${patientId} or p.merged_into = ${patientId})
      and t.clinic_id = ${db.clinicId} and t.patient_id = p.id and t.tag = ${tagText(wish.tag)} and t.ended_at is null`)
  if (ended === 0) return ok(true)
  await recordAudit(db.as('clinic'), {
    actor: wish.actor,
    action: 'patient.untagged',
    subjectKind: 'patient',
    subjectId: patientId,
  })
  await announceChanges(db, [patientId])
  return ok(true)
}
