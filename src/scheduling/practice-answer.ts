import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { cancelAppointment } from './cancel-appointment.ts'
import type { AppointmentRefused } from './events.ts'
import { lockAppointment } from './store/appointment.ts'

type Db = ModuleDb<'scheduling'>

/** `local`: the practice system was never told and need not be. */
export type PracticeState = 'local' | 'requested' | 'confirmed' | 'timed_out'

/**
 * Where a booking, or the cancellation of one, stands with the practice system (law 10): asked for, confirmed, or without
 * an answer. What became of a booking says nothing about one that was cancelled meanwhile, and a refusal is the last word;
 * false: nothing was to be changed.
 */
export async function markPracticeState(
  db: Db,
  {
    appointmentId,
    of,
    state,
    reason,
  }: {
    readonly appointmentId: string
    readonly of: 'booking' | 'cancellation'
    readonly state: PracticeState
    readonly reason?: string
  },
): Promise<boolean> {
  const changed = await db.write
    .updateTable('scheduling.appointment')
    .set({
      practice_state: state,
      practice_reason: reason ?? null,
      // Of a cancelled one that is when it was cancelled.
      ...(of === 'booking' ? { changed_at: db.now } : {}),
    })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .where('practice_state', '<>', 'refused')
    .where('state', of === 'cancellation' ? '=' : '<>', 'cancelled')
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** It is there more than once (reason `copies_there`): staff decide which of them stays. Its state and time are kept. */
export async function noteCopiesThere(db: Db, appointmentId: string): Promise<void> {
  await db.write
    .updateTable('scheduling.appointment')
    .set({ practice_reason: 'copies_there', changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .where('state', '=', 'booked')
    .execute()
}

/**
 * The practice system would not have the booking: its time is free again, the patient is to be offered others
 * (appointment.refused). One that was cancelled meanwhile stays cancelled and nobody is told; false.
 */
export async function refuseAppointment(
  db: Db,
  {
    appointmentId,
    reason,
    actor = { kind: 'system', name: 'practice system' },
  }: {
    readonly appointmentId: string
    readonly reason: string
    /** Who found it out; the practice system itself unless given. */
    readonly actor?: Actor
  },
): Promise<boolean> {
  const row = await lockAppointment(db, appointmentId)
  if (row === null || row.state !== 'booked') return false
  await db.write
    .updateTable('scheduling.appointment')
    .set({ practice_state: 'refused', practice_reason: reason, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .execute()
  await cancelAppointment(db, { appointmentId, by: 'practice_system', actor, reason: 'refused' })
  await db.emit({
    type: 'appointment.refused',
    appointmentId,
    patientId: row.patient_id,
    serviceId: row.service_id,
    startsAt: row.starts_at,
    origin: row.origin,
    subjectKey: row.subject_key,
  } satisfies AppointmentRefused)
  return true
}
