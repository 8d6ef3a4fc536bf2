import type { ModuleDb } from '../platform/db/module-db.ts'
import { cancelAppointment } from './cancel-appointment.ts'
import type { AppointmentRefused } from './events.ts'
import { lockAppointment } from './store/appointment.ts'

type Db = ModuleDb<'scheduling'>

export type PracticeState = 'requested' | 'confirmed' | 'timed_out'

/** Where a booking stands with the practice system (law 10): asked for, confirmed, or without an answer. */
export async function markPracticeState(
  db: Db,
  {
    appointmentId,
    state,
    reason,
  }: { readonly appointmentId: string; readonly state: PracticeState; readonly reason?: string },
): Promise<void> {
  await writeState(db, { appointmentId, state, reason: reason ?? null })
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
 * (appointment.refused). One that was cancelled meanwhile stays cancelled and nobody is told.
 */
export async function refuseAppointment(
  db: Db,
  { appointmentId, reason }: { readonly appointmentId: string; readonly reason: string },
): Promise<void> {
  const row = await lockAppointment(db, appointmentId)
  if (row === null) return
  await writeState(db, { appointmentId, state: 'refused', reason })
  if (row.state !== 'booked') return
  await cancelAppointment(db, {
    appointmentId,
    by: 'practice_system',
    actor: { kind: 'system', name: 'practice system' },
    reason: 'refused',
  })
  await db.emit({
    type: 'appointment.refused',
    appointmentId,
    patientId: row.patient_id,
    serviceId: row.service_id,
    startsAt: row.starts_at,
    origin: row.origin,
    subjectKey: row.subject_key,
  } satisfies AppointmentRefused)
}

async function writeState(
  db: Db,
  {
    appointmentId,
    state,
    reason,
  }: {
    readonly appointmentId: string
    readonly state: PracticeState | 'refused'
    readonly reason: string | null
  },
): Promise<void> {
  await db.write
    .updateTable('scheduling.appointment')
    .set({ practice_state: state, practice_reason: reason, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .execute()
}
