import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { announceChanges } from './announce-changes.ts'
import { lockPatients } from './lock-patients.ts'

/**
 * A death was noted here by mistake. What a practice system says of a death stays. Campaigns that ended with it do not
 * begin again by themselves. False: no death was noted here.
 */
export async function takeBackDeath(
  db: ModuleDb<'patients'>,
  { patientId, actor }: { readonly patientId: string; readonly actor: Actor },
): Promise<boolean> {
  await lockPatients(db, [patientId])
  const taken = await db.write
    .updateTable('patients.patient')
    .set({ is_deceased: false, deceased_at: null, deceased_noted_at: null, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', patientId)
    .where('deceased_noted_at', 'is not', null)
    .executeTakeFirst()
  if (taken.numUpdatedRows === 0n) return false
  await recordAudit(db.as('clinic'), {
    actor,
    action: 'patient.death_taken_back',
    subjectKind: 'patient',
    subjectId: patientId,
  })
  await announceChanges(db, [patientId])
  return true
}
