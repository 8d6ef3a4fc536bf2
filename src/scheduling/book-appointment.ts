import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { type BookingRefusal, claimFor, isSameBooking, type TimeRequest } from './claim-time.ts'
import type { AppointmentBooked, AppointmentCancelled, BookedVia, EndedBy } from './events.ts'
import {
  type AppointmentRow,
  endAppointment,
  liveAppointmentsOf,
  lockAppointment,
  resourceIdsOf,
} from './store/appointment.ts'

export interface Booking {
  readonly appointmentId: string
  /** False: the patient already had this one, or asked twice; nothing changed and nobody was told again. */
  readonly isNew: boolean
}

type Db = ModuleDb<'scheduling'>

/** Books a time at once (law 10). */
export async function bookAppointment(
  db: Db,
  request: TimeRequest & { readonly actor: Actor },
): Promise<Result<Booking, BookingRefusal>> {
  const claimed = await claimFor(db, request, null)
  if (!claimed.ok) return claimed
  const { kind, appointmentId } = claimed.value
  switch (kind) {
    case 'has_booking':
      return ok({ appointmentId, isNew: false })
    case 'has_hold':
      return bookHeldTime(db, { appointmentId, actor: request.actor })
    case 'claimed':
      await announce(db, { ...request, id: appointmentId, replaces: request.replaces ?? null })
      return ok({ appointmentId, isNew: true })
    default:
      return assertNever(kind)
  }
}

/**
 * Turns a hold into a booking. A hold whose time is up still books while nobody else has taken the time; one that was
 * cleared away is claimed anew where that is possible.
 */
export async function bookHeldTime(
  db: Db,
  held: { readonly appointmentId: string; readonly actor: Actor },
): Promise<Result<Booking, BookingRefusal>> {
  const row = await lockAppointment(db, held.appointmentId)
  if (row === null) return fail({ kind: 'not_held' })
  if (row.state === 'booked') return ok({ appointmentId: row.id, isNew: false })
  if (row.state === 'expired')
    return bookAppointment(db, { ...(await requestOf(db, row)), actor: held.actor })
  if (row.state !== 'held') return fail({ kind: 'not_held' })
  if (Temporal.Instant.compare(row.starts_at, db.now) <= 0) return fail({ kind: 'in_the_past' })
  const request = await requestOf(db, row)
  const other = (await liveAppointmentsOf(db, row.patient_id)).find((one) => isSameBooking(one, request))
  if (other !== undefined) {
    await endAppointment(db, row.id, { state: 'expired', reason: 'has_booking' })
    return ok({ appointmentId: other.id, isNew: false })
  }
  await markBooked(db, row.id)
  await announce(db, { ...request, id: row.id, replaces: row.replaces, actor: held.actor })
  return ok({ appointmentId: row.id, isNew: true })
}

async function markBooked(db: Db, appointmentId: string): Promise<void> {
  await db.write
    .updateTable('scheduling.appointment')
    .set({ state: 'booked', held_until: null, changed_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', appointmentId)
    .execute()
  await db.write
    .updateTable('scheduling.occupancy')
    .set({ state: 'booked', held_until: null })
    .where('clinic_id', '=', db.clinicId)
    .where('appointment_id', '=', appointmentId)
    .execute()
}

/** What was once asked for, read back from the row. */
async function requestOf(db: Db, row: AppointmentRow): Promise<TimeRequest> {
  return {
    patientId: row.patient_id,
    serviceId: row.service_id,
    minutes: row.starts_at.until(row.ends_at).total('minutes'),
    startsAt: row.starts_at,
    resourceIds: await resourceIdsOf(db, row.id),
    via: row.booked_via === 'import' ? 'staff' : row.booked_via,
    origin: row.origin,
    subjectKey: row.subject_key,
    replaces: row.replaces,
  }
}

interface Placed extends Omit<TimeRequest, 'replaces' | 'minutes' | 'key' | 'isOutsideHoursAllowed'> {
  readonly id: string
  readonly replaces: string | null
  readonly actor: Actor
}

/** Ends the appointment that this one moves, writes the audit and tells the house. */
async function announce(db: Db, placed: Placed): Promise<void> {
  const movedFrom = placed.replaces === null ? null : await endMoved(db, placed)
  await recordAudit(db.as('clinic'), {
    actor: placed.actor,
    action: movedFrom === null ? 'appointment.booked' : 'appointment.moved',
    subjectKind: 'appointment',
    subjectId: placed.id,
    detail: { patientId: placed.patientId, via: placed.via, origin: placed.origin, movedFrom },
  })
  await db.emit({
    type: 'appointment.booked',
    appointmentId: placed.id,
    patientId: placed.patientId,
    serviceId: placed.serviceId,
    startsAt: placed.startsAt,
    origin: placed.origin,
    subjectKey: placed.subjectKey,
    via: placed.via,
    movedFrom,
  } satisfies AppointmentBooked)
}

async function endMoved(db: Db, placed: Placed): Promise<string | null> {
  const moved = placed.replaces === null ? null : await lockAppointment(db, placed.replaces)
  if (moved === null || moved.state !== 'booked' || moved.patient_id !== placed.patientId) return null
  await endAppointment(db, moved.id, { state: 'cancelled', reason: 'moved' })
  await db.emit({
    type: 'appointment.cancelled',
    appointmentId: moved.id,
    patientId: moved.patient_id,
    startsAt: moved.starts_at,
    origin: moved.origin,
    by: moverOf(placed.via),
    movedTo: placed.id,
  } satisfies AppointmentCancelled)
  return moved.id
}

function moverOf(via: BookedVia): EndedBy {
  switch (via) {
    case 'page':
    case 'sms':
      return 'patient'
    case 'staff':
      return 'staff'
    case 'simulation':
      return 'simulation'
    default:
      return assertNever(via)
  }
}
