import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, type Result } from '../platform/rules/result.ts'
import { type Booking, bookAppointment } from './book-appointment.ts'
import type { BookingRefusal, TimeRequest } from './claim-time.ts'
import type { BookedVia } from './events.ts'
import { lockAppointment, resourceIdsOf } from './store/appointment.ts'

export interface Move {
  readonly appointmentId: string
  readonly startsAt: Temporal.Instant
  /** Default: the same ones. */
  readonly resourceIds?: readonly string[]
  readonly via: BookedVia
  readonly actor: Actor
  readonly isOutsideHoursAllowed?: boolean
}

export type MoveRefusal = BookingRefusal | { readonly kind: 'unknown_appointment' | 'is_over' }

/**
 * Moves a booked appointment: a new one is booked in its place and the old one ends, in one transaction. Emits
 * appointment.cancelled (movedTo) and then appointment.booked (movedFrom).
 */
export async function moveAppointment(
  db: ModuleDb<'scheduling'>,
  move: Move,
): Promise<Result<Booking, MoveRefusal>> {
  const row = await lockAppointment(db, move.appointmentId)
  if (row === null) return fail({ kind: 'unknown_appointment' })
  if (row.state !== 'booked') return fail({ kind: 'is_over' })
  const request: TimeRequest = {
    patientId: row.patient_id,
    serviceId: row.service_id,
    minutes: row.starts_at.until(row.ends_at).total('minutes'),
    startsAt: move.startsAt,
    resourceIds: move.resourceIds ?? (await resourceIdsOf(db, row.id)),
    via: move.via,
    origin: row.origin,
    subjectKey: row.subject_key,
    replaces: row.id,
    isOutsideHoursAllowed: move.isOutsideHoursAllowed ?? false,
  }
  return bookAppointment(db, { ...request, actor: move.actor })
}
