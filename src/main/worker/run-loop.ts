import type { RawBuilder } from 'kysely'
import type { Database } from '../../platform/db/database.ts'
import type { Log } from '../../platform/log/log.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'

export interface Loop {
  readonly name: string
  readonly before?: () => Promise<void>
  /** Clinics that have something to do now: one question across all of them (law 12). */
  readonly clinics: (now: Temporal.Instant) => RawBuilder<{ clinic_id: ClinicId }>
  readonly pauseMs: number
  /** Does one batch; answers how much was done: 0 means nothing is left. */
  readonly work: (clinic: ClinicId) => Promise<number>
}

interface LoopRun {
  readonly db: Pick<Database, 'clock' | 'discover'>
  readonly log: Pick<Log, 'error'>
  readonly signal: AbortSignal
}

/** Turn after turn until told to stop; it rests when nothing is left to do or something went wrong. */
export async function runLoop(loop: Loop, run: LoopRun): Promise<void> {
  while (!run.signal.aborted) {
    const mayGoOn = await runTurn(loop, run)
    if (!mayGoOn) await pause(loop.pauseMs, run.signal)
  }
}

/**
 * One batch for every clinic that has something to do: a clinic with ten thousand messages keeps nobody else waiting,
 * and one whose step fails stops no other. Answers whether the next turn may follow at once.
 */
export async function runTurn(loop: Loop, { db, log, signal }: LoopRun): Promise<boolean> {
  let done = 0
  let hasFailed = false
  const failed = (error: unknown, clinic: ClinicId | null): number => {
    log.error({ err: error, loop: loop.name, clinic }, 'a background step failed; it is tried again')
    hasFailed = true
    return 0
  }
  try {
    await loop.before?.()
    for (const { clinic_id } of await db.discover(loop.clinics(db.clock.now()))) {
      if (signal.aborted) return false
      done += await loop.work(clinic_id).catch((error: unknown) => failed(error, clinic_id))
    }
  } catch (error) {
    failed(error, null)
  }
  return done > 0 && !hasFailed
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, milliseconds)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
