import { recordAudit } from '../../clinic/record-audit.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { knowBookingsAs } from '../../scheduling/know-bookings-as.ts'
import { markPracticeState, noteCopiesThere, refuseAppointment } from '../../scheduling/practice-answer.ts'
import { retryAfterSeconds } from './retry-after.ts'
import type { Outcome } from './speak-fhir.ts'
import { type ClaimedWriteBack, settleWriteBack } from './store.ts'

type Db = ModuleDb<'integrations'>

/** Minutes between looks at a booking that waits for approval there. */
const pendingMinutes = 5

/** Back-off until the patience ends; the last word is timed_out, and a person takes over. */
export async function settleOutcome(
  db: Db,
  { claimed, source }: { readonly claimed: ClaimedWriteBack; readonly source: string },
  outcome: Outcome,
): Promise<void> {
  switch (outcome.kind) {
    case 'later':
      return wait(db, claimed, {
        seconds: retryAfterSeconds(claimed.attempts),
        remoteId: null,
        error: outcome.reason,
      })
    case 'pending': {
      const { remoteId, copies } = outcome
      await wait(db, claimed, { seconds: pendingMinutes * 60, remoteId, copies, error: 'pending' })
      return tellCopies(db, claimed, outcome)
    }
    case 'by_hand':
      return giveUp(db, claimed, { remoteId: null, error: outcome.reason })
    case 'confirmed': {
      const { remoteId } = outcome
      const isMine = await settleWriteBack(db, claimed, {
        state: 'done',
        nextAt: db.now,
        remoteId,
        copies: outcome.copies,
        error: null,
      })
      if (!isMine) return
      const { appointmentId } = claimed
      if (claimed.action === 'create')
        await knowBookingsAs(db.as('scheduling'), source, [{ appointmentId, externalId: remoteId }])
      await mark(db, claimed, { state: 'confirmed' })
      return tellCopies(db, claimed, outcome)
    }
    case 'nothing_stands': {
      const isMine = await settleWriteBack(db, claimed, {
        state: 'done',
        nextAt: db.now,
        remoteId: null,
        error: null,
      })
      if (isMine) await mark(db, claimed, { state: 'confirmed' })
      return
    }
    case 'not_yet':
      await settleWriteBack(db, claimed, {
        state: 'waiting',
        nextAt: outcome.until,
        remoteId: null,
        error: 'may_still_arrive',
      })
      return
    case 'refused': {
      const { reason } = outcome
      const isMine = await settleWriteBack(db, claimed, {
        state: 'refused',
        nextAt: db.now,
        remoteId: null,
        error: reason,
      })
      if (!isMine) return
      // It stands there although the patient does not come: a person has to speak with whoever keeps it.
      if (claimed.action === 'cancel') return mark(db, claimed, { state: 'timed_out', reason })
      await refuseAppointment(db.as('scheduling'), { appointmentId: claimed.appointmentId, reason })
      return
    }
  }
}

/** Staff are told once which one we go by and which stand there as well; deleting somebody's records is theirs to do. */
async function tellCopies(
  db: Db,
  { appointmentId, copies: known }: ClaimedWriteBack,
  { remoteId, copies = [] }: Extract<Outcome, { kind: 'confirmed' | 'pending' }>,
): Promise<void> {
  if (copies.length === 0) return
  await noteCopiesThere(db.as('scheduling'), appointmentId)
  if (copies.every((one) => known.includes(one))) return
  await recordAudit(db.as('clinic'), {
    actor: { kind: 'system', name: 'practice system' },
    action: 'practice_system.copies_found',
    subjectKind: 'appointment',
    subjectId: appointmentId,
    detail: { goesBy: remoteId, copies },
  })
}

interface Delay {
  readonly remoteId: string | null
  readonly copies?: readonly string[] | undefined
  readonly error: string
}

async function wait(
  db: Db,
  claimed: ClaimedWriteBack,
  delay: Delay & { readonly seconds: number },
): Promise<void> {
  if (Temporal.Instant.compare(db.now, claimed.giveUpAt) >= 0) return giveUp(db, claimed, delay)
  const { remoteId, copies, error } = delay
  await settleWriteBack(db, claimed, {
    state: 'waiting',
    nextAt: db.now.add({ seconds: delay.seconds }),
    remoteId,
    copies,
    error,
  })
}

async function giveUp(db: Db, claimed: ClaimedWriteBack, { remoteId, copies, error }: Delay): Promise<void> {
  const isMine = await settleWriteBack(db, claimed, {
    state: 'timed_out',
    nextAt: db.now,
    remoteId,
    copies,
    error,
  })
  if (isMine) await mark(db, claimed, { state: 'timed_out', reason: error })
}

async function mark(
  db: Db,
  { appointmentId, action }: ClaimedWriteBack,
  word: { readonly state: 'confirmed' | 'timed_out'; readonly reason?: string },
): Promise<void> {
  const of = action === 'create' ? 'booking' : 'cancellation'
  await markPracticeState(db.as('scheduling'), { appointmentId, of, ...word })
}
