import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { AppointmentBooked, AppointmentCancelled } from '../../scheduling/events.ts'
import { ownSource } from '../../scheduling/own-source.ts'
import { markPracticeState } from '../../scheduling/practice-answer.ts'
import { activePracticeSystem } from './store.ts'

type Db = ModuleDb<'integrations'>

/** Hours that a practice system has to answer; a booking that begins sooner has until then. */
const patienceHours = 24

/** In-transaction subscriber of appointment.booked: with a connected practice system the booking is asked for there. */
export async function requestWriteBack(db: Db, event: AppointmentBooked): Promise<void> {
  const system = await activePracticeSystem(db)
  if (system === null) return
  await askPracticeSystem(db, {
    appointmentId: event.appointmentId,
    action: 'create',
    startsAt: event.startsAt,
  })
  const { appointmentId } = event
  await markPracticeState(db.as('scheduling'), { appointmentId, of: 'booking', state: 'requested' })
}

/**
 * In-transaction subscriber of appointment.cancelled: what was booked there, or may have been, is cancelled there. While
 * no practice system is connected that is left to a person. What the practice system ended itself needs no telling.
 */
export async function requestCancelWriteBack(db: Db, event: AppointmentCancelled): Promise<void> {
  if (event.by === 'practice_system') return
  const { appointmentId } = event
  const scheduling = db.as('scheduling')
  const neverSent = await db.run(sql`
    update integrations.write_back set state = 'refused', last_error = 'cancelled_before_sent', settled_at = ${db.now}
    where clinic_id = ${db.clinicId} and appointment_id = ${appointmentId} and action = 'create'
      and state = 'waiting' and attempts = 0`)
  if (neverSent > 0) {
    await markPracticeState(scheduling, { appointmentId, of: 'cancellation', state: 'local' })
    return
  }
  const [origin] = await db.sql<{ source: string; asked: boolean }>(sql`
    select a.source, exists (
      select from integrations.write_back w
      where w.clinic_id = a.clinic_id and w.appointment_id = a.id and w.action = 'create' and w.state <> 'refused') as asked
    from scheduling.appointment a where a.clinic_id = ${db.clinicId} and a.id = ${appointmentId}`)
  const isOwn = origin?.source === ownSource
  const system = await activePracticeSystem(db)
  if (system === null) {
    if (!(isOwn && origin.asked)) return
    const reason = 'not_connected'
    await markPracticeState(scheduling, { appointmentId, of: 'cancellation', state: 'timed_out', reason })
    return
  }
  if (!(isOwn ? origin.asked : origin?.source === system.source)) return
  await askPracticeSystem(db, { appointmentId, action: 'cancel', startsAt: null })
  await markPracticeState(scheduling, { appointmentId, of: 'cancellation', state: 'requested' })
}

/** A piece of work for the practice system; one that was settled is begun anew, patience and pauses included. */
export async function askPracticeSystem(
  db: Db,
  wish: {
    readonly appointmentId: string
    readonly action: 'create' | 'cancel'
    /** Of a create: until then there is time. */
    readonly startsAt: Temporal.Instant | null
  },
): Promise<void> {
  const { appointmentId, action, startsAt } = wish
  const patience = db.now.add({ hours: patienceHours })
  const isSooner = startsAt !== null && Temporal.Instant.compare(startsAt, patience) < 0
  await db.run(sql`
    insert into integrations.write_back (clinic_id, appointment_id, action, state, next_at, give_up_at, requested_at)
    values (${db.clinicId}, ${appointmentId}, ${action}, 'waiting', ${db.now}, ${isSooner ? startsAt : patience}, ${db.now})
    on conflict (clinic_id, appointment_id, action) do update
    set state = 'waiting', next_at = excluded.next_at, give_up_at = excluded.give_up_at, attempts = least(write_back.attempts, 1),
      last_error = null, settled_at = null, lease_token = null, lease_until = null
    where write_back.state in ('done', 'refused', 'timed_out')`)
}
