import type { ModuleDb } from '../platform/db/module-db.ts'
import { ok, type Result } from '../platform/rules/result.ts'
import { type BookingRefusal, claimFor, type TimeRequest } from './claim-time.ts'
import { endAppointment, lockAppointment } from './store/appointment.ts'

export interface HeldTime {
  readonly appointmentId: string
  /** The patient already has a booked appointment for this service; nothing was held. */
  readonly isAlreadyBooked: boolean
  /** Null where nothing was held. */
  readonly heldUntil: Temporal.Instant | null
}

/** Minutes a time is kept for somebody who is making up their mind. */
const holdMinutes = 10
/** However often it is extended, a hold ends this long after it began. */
const longestHoldMinutes = 40

/** Keeps a time for one patient for ten minutes; their earlier hold gives way. */
export async function holdTime(
  db: ModuleDb<'scheduling'>,
  request: TimeRequest,
): Promise<Result<HeldTime, BookingRefusal>> {
  const heldUntil = db.now.add({ minutes: holdMinutes })
  const claimed = await claimFor(db, request, heldUntil)
  if (!claimed.ok) return claimed
  const { appointmentId, kind } = claimed.value
  switch (kind) {
    case 'has_booking':
      return ok({ appointmentId, isAlreadyBooked: true, heldUntil: null })
    case 'has_hold': {
      const extended = await extendHold(db, appointmentId)
      return ok({ appointmentId, isAlreadyBooked: false, heldUntil: extended ?? heldUntil })
    }
    case 'claimed':
      return ok({ appointmentId, isAlreadyBooked: false, heldUntil })
  }
}

/** Gives the patient ten more minutes from now; null: the hold is gone. Answers until when the time is kept. */
export async function extendHold(
  db: ModuleDb<'scheduling'>,
  appointmentId: string,
): Promise<Temporal.Instant | null> {
  const held = await lockAppointment(db, appointmentId)
  if (held?.state !== 'held' || held.held_until === null) return null
  const wished = db.now.add({ minutes: holdMinutes })
  const limit = held.created_at.add({ minutes: longestHoldMinutes })
  const heldUntil = Temporal.Instant.compare(wished, limit) < 0 ? wished : limit
  if (Temporal.Instant.compare(heldUntil, held.held_until) <= 0) return held.held_until
  await db.write
    .updateTable('scheduling.appointment')
    .set({ held_until: heldUntil, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .execute()
  await db.write
    .updateTable('scheduling.occupancy')
    .set({ held_until: heldUntil })
    .where('clinic_id', '=', db.clinicId)
    .where('appointment_id', '=', appointmentId)
    .execute()
  return heldUntil
}

/** Gives a held time back, because the patient chose otherwise; does nothing when it is no hold any more. */
export async function releaseHold(db: ModuleDb<'scheduling'>, appointmentId: string): Promise<void> {
  const held = await lockAppointment(db, appointmentId)
  if (held?.state === 'held')
    await endAppointment(db, appointmentId, { state: 'expired', reason: 'given_back' })
}
