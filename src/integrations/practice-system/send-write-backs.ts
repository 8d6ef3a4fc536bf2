import type { Database } from '../../platform/db/database.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { cancelAppointmentThere, cancelWhatIsThere } from './cancel-there.ts'
import { type FhirServer, timeoutSeconds } from './fhir-door.ts'
import { settleOutcome } from './settle-outcome.ts'
import {
  chooseCopy,
  createAppointment,
  type Outcome,
  readAppointmentThere,
  unlessThere,
} from './speak-fhir.ts'
import {
  activePracticeSystem,
  type ClaimedWriteBack,
  claimWriteBack,
  noteAnswer,
  type PracticeSystem,
  readBooking,
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

/** Minutes after its last attempt in which a request that nobody answered may still reach the server. */
const arrivalMinutes = 10

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
      await settleOutcome(own, { claimed: work.claimed, source: work.system.source }, outcome)
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
    if (remoteId !== null && claimed.copies.length === 0) return cancelAppointmentThere(server, remoteId)
    const { appointmentId, createSettledAt, isHandWritten } = claimed
    const mayArriveUntil = createSettledAt?.add({ minutes: arrivalMinutes }) ?? null
    const outcome = await cancelWhatIsThere(server, { appointmentId, mayArriveUntil, now: clock.now() })
    const isOutOfReach = outcome.kind === 'nothing_stands' && isHandWritten && !outcome.wasThere
    return isOutOfReach ? { kind: 'by_hand', reason: 'written_by_hand' } : outcome
  }
  if (claimed.copies.length > 0) return chooseCopy(server, claimed.appointmentId)
  if (remoteId !== null) return readAppointmentThere(server, remoteId)
  if (booking === null || booking.facts === null) return { kind: 'by_hand', reason: 'patient_unknown_there' }
  const outcome = await createAppointment(server, booking.facts)
  // An attempt before this one may have arrived, and the conflict be with our own entry.
  if (outcome.kind !== 'refused' || claimed.attempts === 1) return outcome
  return unlessThere(server, claimed.appointmentId, outcome)
}
