import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { AppointmentCancelled, EndedBy } from './events.ts'
import { canBecome } from './rules/appointment-state.ts'
import { endAppointment, lockAppointment } from './store/appointment.ts'

export interface Cancellation {
  readonly appointmentId: string
  readonly by: EndedBy
  readonly actor: Actor
  /** A key, no free text of a patient: asked_by_patient, refused. */
  readonly reason?: string
}

export type CancelRefusal = { readonly kind: 'unknown_appointment' | 'is_over' }

/** Cancels an appointment and frees its time; cancelling twice is cancelling once. */
export async function cancelAppointment(
  db: ModuleDb<'scheduling'>,
  cancellation: Cancellation,
): Promise<Result<{ readonly isNew: boolean }, CancelRefusal>> {
  const { appointmentId, by, actor } = cancellation
  const row = await lockAppointment(db, appointmentId)
  if (row === null) return fail({ kind: 'unknown_appointment' })
  if (row.state === 'cancelled') return ok({ isNew: false })
  if (!canBecome(row.state, 'cancelled')) return fail({ kind: 'is_over' })
  const reason = cancellation.reason ?? `by_${by}`
  await endAppointment(db, appointmentId, { state: 'cancelled', reason })
  await recordAudit(db.as('clinic'), {
    actor,
    action: 'appointment.cancelled',
    subjectKind: 'appointment',
    subjectId: appointmentId,
    detail: { patientId: row.patient_id, by, reason },
  })
  await db.emit({
    type: 'appointment.cancelled',
    appointmentId,
    patientId: row.patient_id,
    startsAt: row.starts_at,
    origin: row.origin,
    by,
    movedTo: null,
  } satisfies AppointmentCancelled)
  return ok({ isNew: true })
}
