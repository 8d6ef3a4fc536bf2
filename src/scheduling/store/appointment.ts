import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { BookedVia } from '../events.ts'
import type { AppointmentState } from '../rules/appointment-state.ts'

type Db = ModuleDb<'scheduling'>

export interface AppointmentRow {
  readonly id: string
  readonly patient_id: string
  readonly service_id: string | null
  readonly starts_at: Temporal.Instant
  readonly ends_at: Temporal.Instant
  readonly state: AppointmentState
  readonly confirmation: 'open' | 'confirmed' | 'declined'
  readonly held_until: Temporal.Instant | null
  readonly practice_state: 'local' | 'requested' | 'confirmed' | 'refused' | 'timed_out'
  readonly practice_reason: string | null
  readonly origin: string | null
  readonly subject_key: string | null
  readonly replaces: string | null
  readonly booked_via: BookedVia | 'import'
  readonly source: string
  readonly external_id: string
  readonly created_at: Temporal.Instant
}

/** Law 7's lock: booking and STOP of one patient follow each other. False: no such patient. */
export async function lockPatient(db: Db, patientId: string): Promise<boolean> {
  const rows = await db.sql(sql`
    select id from patients.patient where clinic_id = ${db.clinicId} and id = ${patientId} for no key update`)
  return rows.length > 0
}

/** Locks the patient, then the appointment (law 7's order), and reads it as it is now; null: no such appointment. */
export async function lockAppointment(db: Db, appointmentId: string): Promise<AppointmentRow | null> {
  const owner = await db.read
    .selectFrom('scheduling.appointment')
    .select('patient_id')
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .executeTakeFirst()
  if (owner === undefined || !(await lockPatient(db, owner.patient_id))) return null
  const row = await db.write
    .selectFrom('scheduling.appointment')
    .selectAll()
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** The held and booked appointments of a patient that have not begun yet; read under the patient's lock. */
export async function liveAppointmentsOf(db: Db, patientId: string): Promise<readonly AppointmentRow[]> {
  return db.read
    .selectFrom('scheduling.appointment')
    .selectAll()
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', '=', patientId)
    .where('state', 'in', ['held', 'booked'])
    .where('starts_at', '>', db.now)
    .orderBy('starts_at')
    .execute()
}

export async function resourceIdsOf(db: Db, appointmentId: string): Promise<readonly string[]> {
  const rows = await db.read
    .selectFrom('scheduling.occupancy')
    .select('resource_id')
    .where('clinic_id', '=', db.clinicId)
    .where('appointment_id', '=', appointmentId)
    .orderBy('resource_id')
    .execute()
  return rows.map(({ resource_id }) => resource_id)
}

export interface EndOfAppointment {
  readonly state: Extract<AppointmentState, 'cancelled' | 'expired'>
  readonly reason: string
}

/** Ends an appointment whose row is locked, and frees its time. */
export async function endAppointment(db: Db, appointmentId: string, end: EndOfAppointment): Promise<void> {
  await db.write
    .updateTable('scheduling.appointment')
    .set({ state: end.state, ended_reason: end.reason, held_until: null, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .execute()
  await db.write
    .updateTable('scheduling.occupancy')
    .set({ state: 'released', held_until: null })
    .where('clinic_id', '=', db.clinicId)
    .where('appointment_id', '=', appointmentId)
    .execute()
}
