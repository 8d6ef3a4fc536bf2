import { sql } from 'kysely'
import { recordAudit } from '../../clinic/record-audit.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import { type Appointment, readAppointment } from '../../scheduling/appointment.ts'
import { markPracticeState, refuseAppointment } from '../../scheduling/practice-answer.ts'
import type { HandAnswer } from '../contract.ts'
import { askPracticeSystem } from './request-write-back.ts'
import { activePracticeSystem } from './store.ts'

type Db = ModuleDb<'integrations'>

export interface Settling {
  readonly appointmentId: string
  readonly answer: HandAnswer
  readonly actor: Actor
}

/** `settled_already`: it is not, or no longer, open in the way that was answered. */
export type SettleRefusal = {
  readonly kind: 'unknown_appointment' | 'settled_already' | 'no_practice_system'
}

/**
 * A person settles what the practice system left open: a booking or a cancellation without an answer, or a booking that
 * stands there several times. After a refusal the transaction is to be rolled back.
 */
export async function settleByHand(db: Db, settling: Settling): Promise<Result<null, SettleRefusal>> {
  const { appointmentId, answer, actor } = settling
  // The order in which the worker locks: the pieces of work, then patient and appointment.
  const pieces = await db.sql<Piece>(sql`
    select action, cardinality(copies) as copies from integrations.write_back
    where clinic_id = ${db.clinicId} and appointment_id = ${appointmentId} order by action for update`)
  const visit = await readAppointment(db.as('scheduling'), appointmentId)
  if (visit === null) return fail({ kind: 'unknown_appointment' })
  const done = await settle(db, settling, { visit, pieces })
  if (!done.ok) return done
  await recordAudit(db.as('clinic'), {
    actor,
    action: 'practice_system.settled_by_hand',
    subjectKind: 'appointment',
    subjectId: appointmentId,
    detail: { answer, patientId: visit.patientId },
  })
  return ok(null)
}

interface Piece {
  readonly action: 'create' | 'cancel'
  readonly copies: number
}

interface Known {
  readonly visit: Appointment
  readonly pieces: readonly Piece[]
}

async function settle(
  db: Db,
  { appointmentId, answer, actor }: Settling,
  { visit, pieces }: Known,
): Promise<Result<null, SettleRefusal>> {
  const scheduling = db.as('scheduling')
  const of = visit.state === 'cancelled' ? 'cancellation' : 'booking'
  const isOpen = visit.practiceState === 'timed_out' && (of === 'cancellation' || visit.state === 'booked')
  const isCopied = visit.state === 'booked' && pieces.some(({ copies }) => copies > 0)
  switch (answer) {
    case 'there':
      if (!isOpen || of !== 'booking') return settledAlready
      await endByHand(db, { appointmentId, action: 'create', state: 'done' })
      return marked(await markPracticeState(scheduling, { appointmentId, of, state: 'confirmed' }))
    case 'cancelled_there':
      if (!isOpen || of !== 'cancellation') return settledAlready
      await endByHand(db, { appointmentId, action: 'cancel', state: 'done' })
      return marked(await markPracticeState(scheduling, { appointmentId, of, state: 'confirmed' }))
    case 'not_there': {
      if (!isOpen || of !== 'booking') return settledAlready
      await endByHand(db, { appointmentId, action: 'create', state: 'refused' })
      // A request of ours may still be on its way: what it makes there is cancelled.
      if ((await activePracticeSystem(db)) !== null)
        await askPracticeSystem(db, { appointmentId, action: 'cancel', startsAt: null })
      return marked(await refuseAppointment(scheduling, { appointmentId, reason: 'not_there', actor }))
    }
    case 'again':
      if (!isOpen) return settledAlready
      if ((await activePracticeSystem(db)) === null) return fail({ kind: 'no_practice_system' })
      await askPracticeSystem(
        db,
        of === 'booking'
          ? { appointmentId, action: 'create', startsAt: visit.startsAt }
          : { appointmentId, action: 'cancel', startsAt: null },
      )
      return marked(await markPracticeState(scheduling, { appointmentId, of, state: 'requested' }))
    case 'one_left':
      // Which one is left says the practice system itself.
      if (!isCopied || visit.practiceState !== 'confirmed') return settledAlready
      if ((await activePracticeSystem(db)) === null) return fail({ kind: 'no_practice_system' })
      await askPracticeSystem(db, { appointmentId, action: 'create', startsAt: visit.startsAt })
      return marked(await markPracticeState(scheduling, { appointmentId, of, state: 'confirmed' }))
  }
}

const settledAlready = fail({ kind: 'settled_already' as const })

function marked(isMarked: boolean): Result<null, SettleRefusal> {
  return isMarked ? ok(null) : settledAlready
}

/** A create that is done without an id there was written in by hand: what is cancelled later cannot be found by our identifier. */
async function endByHand(
  db: Db,
  {
    appointmentId,
    action,
    state,
  }: {
    readonly appointmentId: string
    readonly action: Piece['action']
    readonly state: 'done' | 'refused'
  },
): Promise<void> {
  await db.run(sql`
    update integrations.write_back
    set state = ${state}, last_error = 'by_hand', settled_at = ${db.now}, lease_token = null, lease_until = null
    where clinic_id = ${db.clinicId} and appointment_id = ${appointmentId} and action = ${action}`)
}
