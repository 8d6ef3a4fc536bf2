import { readClinic } from '../clinic/read-clinic.ts'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { announceChanges } from '../patients/announce-changes.ts'
import { revisionOf } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { ownSource } from './own-source.ts'

/**
 * A visit that is on paper only: staff know the day. It counts as completed, of no kind, at noon of the clinic. The practice
 * system may bring the same visit later; two on one day change no due date.
 */
export async function recordPastVisit(
  db: ModuleDb<'scheduling'>,
  wish: { readonly patientId: string; readonly on: Temporal.PlainDate; readonly actor: Actor },
): Promise<Result<{ readonly visitId: string }, { readonly kind: 'not_past' }>> {
  const { zone } = await readClinic(db.as('clinic'))
  const endedAt = wish.on.toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).toInstant()
  if (Temporal.Instant.compare(endedAt, db.now) >= 0) return fail({ kind: 'not_past' })
  const visitId = db.ids.uuid(db.now)
  await db.write
    .insertInto('scheduling.visit')
    .values({
      clinic_id: db.clinicId,
      id: visitId,
      patient_id: wish.patientId,
      status: 'finished',
      ended_at: endedAt,
      source: ownSource,
      external_id: visitId,
      revision: revisionOf({ on: wish.on.toString() }),
    })
    .execute()
  await visitChanged(db, { ...wish, visitId, action: 'visit.recorded' })
  return ok({ visitId })
}

/** Takes `recordPastVisit` back: the visit stays on record as entered in error. */
export async function takeBackVisit(
  db: ModuleDb<'scheduling'>,
  wish: { readonly patientId: string; readonly visitId: string; readonly actor: Actor },
): Promise<boolean> {
  const taken = await db.write
    .updateTable('scheduling.visit')
    .set({ status: 'entered-in-error' })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', wish.visitId)
    .where('source', '=', ownSource)
    .where('status', '=', 'finished')
    .executeTakeFirst()
  if (taken.numUpdatedRows === 0n) return false
  await visitChanged(db, { ...wish, action: 'visit.taken_back' })
  return true
}

async function visitChanged(
  db: ModuleDb<'scheduling'>,
  change: {
    readonly patientId: string
    readonly visitId: string
    readonly actor: Actor
    readonly action: string
  },
): Promise<void> {
  await recordAudit(db.as('clinic'), {
    actor: change.actor,
    action: change.action,
    subjectKind: 'patient',
    subjectId: change.patientId,
    detail: { visitId: change.visitId },
  })
  await announceChanges(db.as('patients'), [change.patientId])
}
