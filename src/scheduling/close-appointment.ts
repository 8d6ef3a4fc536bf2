import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { AppointmentFulfilled, AppointmentMissed } from './events.ts'
import { canBecome } from './rules/appointment-state.ts'
import { lockAppointment } from './store/appointment.ts'

export type CloseRefusal = { readonly kind: 'unknown_appointment' | 'is_over' | 'not_begun' }

interface Closing {
  readonly appointmentId: string
  /** `fulfilled`: the visit took place. `no_show`: it did not. */
  readonly outcome: 'fulfilled' | 'no_show'
  readonly actor: Actor
}

/** Says how a booked appointment ended. Saying the same twice is saying it once. */
export async function closeAppointment(
  db: ModuleDb<'scheduling'>,
  { appointmentId, outcome, actor }: Closing,
): Promise<Result<{ readonly isNew: boolean }, CloseRefusal>> {
  const row = await lockAppointment(db, appointmentId)
  if (row === null) return fail({ kind: 'unknown_appointment' })
  if (row.state === outcome) return ok({ isNew: false })
  if (!canBecome(row.state, outcome)) return fail({ kind: 'is_over' })
  if (Temporal.Instant.compare(row.starts_at, db.now) > 0) return fail({ kind: 'not_begun' })
  await db.write
    .updateTable('scheduling.appointment')
    .set({ state: outcome, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .execute()
  await recordAudit(db.as('clinic'), {
    actor,
    action: outcome === 'fulfilled' ? 'appointment.fulfilled' : 'appointment.missed',
    subjectKind: 'appointment',
    subjectId: appointmentId,
    detail: { patientId: row.patient_id },
  })
  const facts = { appointmentId, patientId: row.patient_id, startsAt: row.starts_at }
  if (outcome === 'fulfilled')
    await db.emit({ type: 'appointment.fulfilled', ...facts } satisfies AppointmentFulfilled)
  else await db.emit({ type: 'appointment.missed', ...facts } satisfies AppointmentMissed)
  return ok({ isNew: true })
}
