import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { AppointmentConfirmed } from './events.ts'
import { lockAppointment } from './store/appointment.ts'

export type ConfirmRefusal = { readonly kind: 'unknown_appointment' | 'is_over' }

/** The patient says that they will come. Saying it twice is saying it once. */
export async function confirmVisit(
  db: ModuleDb<'scheduling'>,
  { appointmentId, actor }: { readonly appointmentId: string; readonly actor: Actor },
): Promise<Result<{ readonly isNew: boolean }, ConfirmRefusal>> {
  const row = await lockAppointment(db, appointmentId)
  if (row === null) return fail({ kind: 'unknown_appointment' })
  if (row.state !== 'booked' || Temporal.Instant.compare(row.ends_at, db.now) <= 0)
    return fail({ kind: 'is_over' })
  if (row.confirmation === 'confirmed') return ok({ isNew: false })
  await db.write
    .updateTable('scheduling.appointment')
    .set({ confirmation: 'confirmed', confirmed_at: db.now, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .execute()
  await recordAudit(db.as('clinic'), {
    actor,
    action: 'appointment.confirmed',
    subjectKind: 'appointment',
    subjectId: appointmentId,
    detail: { patientId: row.patient_id },
  })
  await db.emit({
    type: 'appointment.confirmed',
    appointmentId,
    patientId: row.patient_id,
    startsAt: row.starts_at,
  } satisfies AppointmentConfirmed)
  return ok({ isNew: true })
}
