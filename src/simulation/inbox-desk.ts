import { sql } from 'kysely'
import type { Actor } from '../clinic/rules/actor.ts'
import { finishThread } from '../conversations/finish-thread.ts'
import { replyToThread } from '../conversations/reply-to-thread.ts'
import type { ModuleDb, TenantTransaction } from '../platform/db/module-db.ts'
import { upcomingAppointments } from '../scheduling/appointment.ts'
import { cancelAppointment } from '../scheduling/cancel-appointment.ts'
import { findOpenTimes } from '../scheduling/find-open-times.ts'
import { moveAppointment } from '../scheduling/move-appointment.ts'
import { behaviour } from './rules/behaviour.ts'
import { type DeskTopic, deskWords } from './rules/desk-words.ts'
import { exponential } from './rules/draw.ts'
import type { SimulatedPatient } from './simulated-patient.ts'
import type { SimulatedPatients } from './simulated-patients.ts'
import type { SimulationRoom } from './simulation-room.ts'

interface WaitingThread {
  readonly id: string
  readonly needs: string
  readonly waitingSince: Temporal.Instant
  readonly patientId: string
}

/** The person who answers the inbox: nobody waits for ever, and the newest questions still wait when the simulation ends. */
export class InboxDesk {
  readonly #room: SimulationRoom
  readonly #patients: SimulatedPatients
  readonly #staff: Extract<Actor, { kind: 'staff' }>

  constructor(room: SimulationRoom, patients: SimulatedPatients, staff: Extract<Actor, { kind: 'staff' }>) {
    this.#room = room
    this.#patients = patients
    this.#staff = staff
  }

  /** Answers the threads whose turn has come. */
  async workThrough(): Promise<void> {
    const { db, clinicId, clock } = this.#room
    const threads = await db.tenant(clinicId, async (tx) => waitingThreads(tx.as('simulation')))
    for (const thread of threads) {
      const patient = this.#patients.get(thread.patientId)
      if (patient === undefined) continue
      const hours = exponential(
        patient.draw('desk answers', thread.waitingSince.toString()),
        meanHours(thread.needs),
      )
      if (thread.waitingSince.until(clock.now()).total('hours') < hours) continue
      await db.tenant(clinicId, async (tx) => this.#answer(tx, { thread, patient }))
    }
  }

  async #answer(
    tx: TenantTransaction,
    { thread, patient }: { thread: WaitingThread; patient: SimulatedPatient },
  ): Promise<void> {
    const topic = await this.#settle(tx, { thread, patient })
    const conversations = tx.as('conversations')
    if (topic !== null) {
      await replyToThread(conversations, {
        threadId: thread.id,
        text: deskWords[patient.person.language][topic],
        key: `desk ${thread.waitingSince.toString()}`,
        rules: this.#room.rules,
        actor: this.#staff,
      })
    }
    await finishThread(conversations, { threadId: thread.id })
  }

  /** Does what was asked for and says how it is answered; null: there is nothing to say. */
  async #settle(
    tx: TenantTransaction,
    { thread, patient }: { thread: WaitingThread; patient: SimulatedPatient },
  ): Promise<DeskTopic | null> {
    switch (thread.needs) {
      case 'cancel':
      case 'visit_or_messages':
        return (await this.#cancelNext(tx, patient)) ? 'visit_cancelled' : 'other'
      case 'reschedule':
      case 'time':
        return (await this.#moveNext(tx, patient)) ? 'visit_changed' : 'call'
      case 'question':
      case 'insurance':
        return 'question'
      case 'cost':
      case 'complaint':
      case 'urgent':
        return thread.needs
      case 'call_back':
      case 'no_times':
        return 'call'
      case 'deceased':
      case 'wrong_number':
      case 'opt_out_review':
        return null
      default:
        return 'other'
    }
  }

  async #cancelNext(tx: TenantTransaction, patient: SimulatedPatient): Promise<boolean> {
    const [next] = await upcomingAppointments(tx.as('scheduling'), patient.id)
    if (next === undefined) return false
    const done = await cancelAppointment(tx.as('scheduling'), {
      appointmentId: next.id,
      by: 'staff',
      actor: this.#staff,
      reason: 'asked_by_patient',
    })
    return done.ok
  }

  async #moveNext(tx: TenantTransaction, patient: SimulatedPatient): Promise<boolean> {
    const scheduling = tx.as('scheduling')
    const [next] = await upcomingAppointments(scheduling, patient.id)
    if (next === undefined) return false
    const [time] = await findOpenTimes(scheduling, {
      serviceId: next.serviceId,
      minutes: next.startsAt.until(next.endsAt).total('minutes'),
      from: next.startsAt.add({ hours: 48 }),
      to: next.startsAt.add({ hours: 24 * behaviour.bookingAheadDays.to }),
      limit: 1,
      order: 'soonest',
    })
    if (time === undefined) return false
    const moved = await moveAppointment(scheduling, {
      appointmentId: next.id,
      startsAt: time.startsAt,
      resourceIds: [time.resourceId],
      via: 'staff',
      actor: this.#staff,
    })
    return moved.ok
  }
}

function meanHours(need: string): number {
  const { urgent, others } = behaviour.deskAnswersWithinHours
  return need === 'urgent' ? urgent : others
}

/** Of several people behind one number the first is meant: the desk would ask, the simulation does not. */
async function waitingThreads(db: ModuleDb<'simulation'>): Promise<readonly WaitingThread[]> {
  return db.sql<WaitingThread>(sql`
    select t.id, t.needs, t.waiting_since as "waitingSince", coalesce(t.patient_id, o.patient_id) as "patientId"
    from conversations.thread t
    join lateral (select c.patient_id from patients.patient_contact c
      where c.clinic_id = t.clinic_id and c.contact_point_id = t.contact_point_id and c.ended_at is null
      order by c.patient_id limit 1) o on true
    where t.clinic_id = ${db.clinicId} and t.needs is not null and t.waiting_since is not null
    order by t.waiting_since, t.id`)
}
