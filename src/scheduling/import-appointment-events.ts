import { sql } from 'kysely'
import type { MergedRow } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import type {
  AppointmentBooked,
  AppointmentCancelled,
  AppointmentConfirmed,
  AppointmentFulfilled,
  AppointmentMissed,
} from './events.ts'

type State = 'held' | 'booked' | 'fulfilled' | 'cancelled' | 'no_show' | 'expired'

export interface StoredAppointment {
  readonly patientId: string
  readonly startsAt: Temporal.Instant
  readonly state: State
  readonly origin: string | null
}

interface WrittenAppointment extends StoredAppointment {
  readonly id: string
  readonly serviceId: string | null
  readonly confirmation: 'open' | 'confirmed' | 'declined'
}

/**
 * Publishes what became of imported appointments. One that is new and already over is history, not news: only
 * visits ahead, and changes of visits known before, are told.
 */
export async function announceAppointments(
  db: ModuleDb<'scheduling'>,
  change: {
    readonly before: ReadonlyMap<string, StoredAppointment>
    readonly written: readonly MergedRow[]
  },
): Promise<void> {
  const rows = await readNews(db, change.written)
  for (const row of rows) {
    const known = change.before.get(row.id)
    if (known === undefined) {
      if (row.state === 'booked') await announceBooked(db, row)
      continue
    }
    await announceChange(db, known, row)
  }
}

async function announceChange(
  db: ModuleDb<'scheduling'>,
  known: StoredAppointment,
  row: WrittenAppointment,
): Promise<void> {
  const wasLive = known.state === 'booked' || known.state === 'held'
  const told = { appointmentId: row.id, patientId: row.patientId, startsAt: row.startsAt }
  switch (row.state) {
    case 'booked':
      if (wasLive && known.startsAt.equals(row.startsAt)) return
      // A new time under the same id: what was planned around the old one ends, then the new one is planned.
      if (wasLive) await announceCancelled(db, { ...row, ...known })
      if (Temporal.Instant.compare(row.startsAt, db.now) > 0) await announceBooked(db, row)
      return
    case 'cancelled':
      if (wasLive) await announceCancelled(db, { ...row, ...known })
      return
    case 'fulfilled':
      if (wasLive) await db.emit({ type: 'appointment.fulfilled', ...told } satisfies AppointmentFulfilled)
      return
    case 'no_show':
      if (wasLive) await db.emit({ type: 'appointment.missed', ...told } satisfies AppointmentMissed)
      return
    case 'held':
    case 'expired':
      return
    default:
      assertNever(row.state)
  }
}

async function announceBooked(db: ModuleDb<'scheduling'>, row: WrittenAppointment): Promise<void> {
  const told = { appointmentId: row.id, patientId: row.patientId, startsAt: row.startsAt }
  await db.emit({
    type: 'appointment.booked',
    ...told,
    serviceId: row.serviceId,
    origin: row.origin,
    subjectKey: null,
    via: 'import',
    movedFrom: null,
  } satisfies AppointmentBooked)
  if (row.confirmation === 'confirmed') {
    await db.emit({ type: 'appointment.confirmed', ...told } satisfies AppointmentConfirmed)
  }
}

async function announceCancelled(
  db: ModuleDb<'scheduling'>,
  row: Pick<WrittenAppointment, 'id' | 'patientId' | 'startsAt' | 'origin'>,
): Promise<void> {
  await db.emit({
    type: 'appointment.cancelled',
    appointmentId: row.id,
    patientId: row.patientId,
    startsAt: row.startsAt,
    origin: row.origin,
    by: 'practice_system',
    movedTo: null,
  } satisfies AppointmentCancelled)
}

/** The written rows that may be news: ahead of us, or known before. */
async function readNews(
  db: ModuleDb<'scheduling'>,
  written: readonly MergedRow[],
): Promise<readonly WrittenAppointment[]> {
  const known = written.filter((row) => row.existed).map((row) => row.id)
  return db.sql<WrittenAppointment>(sql`
    select id, patient_id as "patientId", service_id as "serviceId", starts_at as "startsAt", state, confirmation, origin
    from scheduling.appointment
    where clinic_id = ${db.clinicId} and id = any(${written.map((row) => row.id)}::uuid[])
      and (starts_at > ${db.now} or id = any(${known}::uuid[]))
    order by starts_at, id`)
}
