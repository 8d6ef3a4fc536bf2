import { recordAudit } from '../../clinic/record-audit.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { knowBookingsAs } from '../../scheduling/know-bookings-as.ts'
import { markPracticeState, noteCopiesThere, refuseAppointment } from '../../scheduling/practice-answer.ts'
import { type FhirServer, timeoutSeconds } from './fhir-door.ts'
import { retryAfterSeconds } from './retry-after.ts'
import {
  cancelAppointmentThere,
  chooseCopy,
  createAppointment,
  type Outcome,
  readAppointmentThere,
} from './speak-fhir.ts'
import {
  activePracticeSystem,
  type ClaimedWriteBack,
  claimWriteBack,
  noteAnswer,
  type PracticeSystem,
  readBooking,
  settleWriteBack,
  type WrittenBooking,
} from './store.ts'

export interface WriteBackOptions {
  readonly fetch: typeof fetch
  /** A named secret of the configuration; null: nobody set it. */
  readonly secret: (name: string) => string | null
  /** Pieces of work taken in one turn, one after another. */
  readonly most: number
}

type Db = ModuleDb<'integrations'>

/** Minutes between looks at a booking that waits for approval there. */
const pendingMinutes = 5

/**
 * Sends what is due to the clinic's practice system; answers how many pieces were taken. Each piece is claimed when its
 * turn comes, is asked for outside any transaction and only while its lease lasts, and is settled by whoever holds that.
 * A server that is silent gets no more in this turn: other clinics wait for theirs.
 */
export async function sendWriteBacks(
  db: Database,
  clinicId: ClinicId,
  options: WriteBackOptions,
): Promise<number> {
  let taken = 0
  while (taken < options.most) {
    const work = await db.tenant(clinicId, async (tx) => nextWork(tx.as('integrations')))
    if (work === null) break
    taken += 1
    const outcome = await attempt(db, work, options)
    await db.tenant(clinicId, async (tx) => {
      const own = tx.as('integrations')
      await settle(own, { claimed: work.claimed, source: work.system.source }, outcome)
      await noteAnswer(own, work.system.id, outcome.kind === 'later' ? outcome.reason : null)
    })
    if (outcome.kind === 'later') break
  }
  return taken
}

interface Work {
  readonly system: PracticeSystem
  readonly claimed: ClaimedWriteBack
  readonly booking: WrittenBooking | null
}

async function nextWork(db: Db): Promise<Work | null> {
  const system = await activePracticeSystem(db)
  const claimed = system === null ? null : await claimWriteBack(db)
  if (system === null || claimed === null) return null
  return { system, claimed, booking: await readBooking(db, claimed.appointmentId, system.source) }
}

async function attempt(
  { clock }: Pick<Database, 'clock'>,
  { system, claimed, booking }: Work,
  options: WriteBackOptions,
): Promise<Outcome> {
  const token = system.secretName === null ? null : options.secret(system.secretName)
  if (system.secretName !== null && token === null) return { kind: 'later', reason: 'secret_missing' }
  const lastStart = claimed.leaseUntil.subtract({ seconds: timeoutSeconds })
  const server: FhirServer = {
    baseUrl: system.baseUrl,
    token,
    fetch: options.fetch,
    mayAsk: () => Temporal.Instant.compare(clock.now(), lastStart) <= 0,
  }
  const remoteId = claimed.remoteId ?? booking?.importedId ?? null
  if (claimed.action === 'cancel') {
    return remoteId === null
      ? { kind: 'refused', reason: 'unknown_there' }
      : cancelAppointmentThere(server, remoteId)
  }
  if (claimed.copies.length > 0) return chooseCopy(server, claimed.appointmentId)
  if (remoteId !== null) return readAppointmentThere(server, remoteId)
  if (booking === null || booking.facts === null) return { kind: 'by_hand', reason: 'patient_unknown_there' }
  return createAppointment(server, booking.facts)
}

/** Back-off until the patience ends; the last word is timed_out, and a person takes over. */
async function settle(
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
      if (!isMine || claimed.action === 'cancel') return
      const { appointmentId } = claimed
      await knowBookingsAs(db.as('scheduling'), source, [{ appointmentId, externalId: remoteId }])
      await markPracticeState(db.as('scheduling'), { appointmentId, state: 'confirmed' })
      return tellCopies(db, claimed, outcome)
    }
    case 'refused': {
      const { reason } = outcome
      const isMine = await settleWriteBack(db, claimed, {
        state: 'refused',
        nextAt: db.now,
        remoteId: null,
        error: reason,
      })
      if (!isMine || claimed.action === 'cancel') return
      return refuseAppointment(db.as('scheduling'), { appointmentId: claimed.appointmentId, reason })
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
  if (!isMine || claimed.action === 'cancel') return
  await markPracticeState(db.as('scheduling'), {
    appointmentId: claimed.appointmentId,
    state: 'timed_out',
    reason: error,
  })
}
