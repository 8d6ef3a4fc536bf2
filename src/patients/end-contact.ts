import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { announceChanges } from './announce-changes.ts'
import { lockPatients } from './lock-patients.ts'

interface ContactOf {
  readonly patientId: string
  readonly contactPointId: string
  readonly actor: Actor
}

/** A patient is not reached at an address any more; what others have there stays. False: they had it not. */
export async function endContact(db: ModuleDb<'patients'>, contact: ContactOf): Promise<boolean> {
  return setEnded(db, contact, db.now)
}

/** Takes `endContact` back. */
export async function renewContact(db: ModuleDb<'patients'>, contact: ContactOf): Promise<boolean> {
  return setEnded(db, contact, null)
}

async function setEnded(
  db: ModuleDb<'patients'>,
  { patientId, contactPointId, actor }: ContactOf,
  endedAt: Temporal.Instant | null,
): Promise<boolean> {
  await lockPatients(db, [patientId])
  const changed = await db.write
    .updateTable('patients.patient_contact')
    .set({ ended_at: endedAt })
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', '=', patientId)
    .where('contact_point_id', '=', contactPointId)
    .where('ended_at', endedAt === null ? 'is not' : 'is', null)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return false
  await recordAudit(db.as('clinic'), {
    actor,
    action: endedAt === null ? 'patient_contact.renewed' : 'patient_contact.ended',
    subjectKind: 'patient',
    subjectId: patientId,
    detail: { contactPointId },
  })
  await announceChanges(db, [patientId])
  return true
}
