import { type RawBuilder, sql } from 'kysely'
import type { PlannerOptions } from '../../campaigns/planner-options.ts'
import { runPlanner } from '../../campaigns/run-planner.ts'
import { runVisitStream } from '../../campaigns/run-visit-stream.ts'
import { answerRefusals } from '../../conversations/answer-refusals.ts'
import { sendWriteBacks } from '../../integrations/practice-system/send-write-backs.ts'
import type { OutreachPacks } from '../../outreach/compose-message.ts'
import type { ContactRules } from '../../outreach/contact-rules.ts'
import { reconcileMessages } from '../../outreach/reconcile-messages.ts'
import { runOutbox } from '../../outreach/run-outbox.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { recomputeDirty } from '../../recall/recompute-dirty.ts'
import type { Runtime } from '../runtime/open-runtime.ts'
import type { ChannelBoard } from './open-channels.ts'

export interface WorkerOptions {
  readonly packs: OutreachPacks
  readonly rules: ContactRules
  readonly publicUrl: string
  readonly channels: ChannelBoard
}

export interface Worker {
  /** Takes nothing new, lets what is under way end. */
  stop(): Promise<void>
}

interface Loop {
  readonly name: string
  readonly before?: () => Promise<void>
  /** Clinics that have something to do now: one question across all of them (law 12). */
  readonly clinics: (now: Temporal.Instant) => RawBuilder<{ clinic_id: ClinicId }>
  readonly pauseMs: number
  /** Answers how much was done; as long as that is not 0 the clinic is asked again at once. */
  readonly work: (clinic: ClinicId) => Promise<number>
}

const batch = 200

/** Background work by polling: nothing on these paths may NOTIFY (law 2). Every loop is one row-claiming step, so two workers share the work. */
export function startWorker(runtime: Runtime, options: WorkerOptions): Worker {
  const stopping = new AbortController()
  const running = loops(runtime, options, stopping.signal).map(async (loop) =>
    run(loop, runtime, stopping.signal),
  )
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(running)
      await options.channels.close()
    },
  }
}

function loops(runtime: Runtime, options: WorkerOptions, signal: AbortSignal): readonly Loop[] {
  const { db } = runtime
  const planning: PlannerOptions = {
    packs: options.packs,
    rules: options.rules,
    publicUrl: options.publicUrl,
    most: batch,
  }
  return [
    {
      name: 'recall',
      clinics: () => sql`select distinct clinic_id from recall.dirty_patient`,
      pauseMs: 1_000,
      work: async (clinic) =>
        (await db.tenant(clinic, async (tx) => recomputeDirty(tx.as('recall')))).patients,
    },
    {
      name: 'planner',
      clinics: (now) =>
        sql`select distinct clinic_id from campaigns.enrolment where state = 'active' and next_at <= ${now}`,
      pauseMs: 1_000,
      work: async (clinic) => runPlanner(db, clinic, planning),
    },
    {
      name: 'visits',
      clinics: (now) => sql`select distinct clinic_id from campaigns.visit_stream where next_at <= ${now}`,
      pauseMs: 1_000,
      work: async (clinic) => runVisitStream(db, clinic, planning),
    },
    {
      name: 'outbox',
      clinics: (now) =>
        sql`select distinct clinic_id from outreach.message where state = 'queued' and not_before <= ${now}`,
      pauseMs: 500,
      work: async (clinic) =>
        runOutbox(db, clinic, {
          rules: options.rules,
          channels: options.channels.channelsOf(clinic),
          publicUrl: options.publicUrl,
          most: batch,
          leaseSeconds: runtime.config.sendLeaseSeconds,
          signal,
        }),
    },
    ...answeringLoops(runtime, options),
  ]
}

/** What others tell us later: the practice system, the providers. */
function answeringLoops(runtime: Runtime, options: WorkerOptions): readonly Loop[] {
  const { db } = runtime
  return [
    {
      name: 'write-back',
      clinics: (now) =>
        sql`select distinct clinic_id from integrations.write_back where state in ('waiting', 'sending') and next_at <= ${now}`,
      pauseMs: 1_000,
      work: async (clinic) => sendWriteBacks(db, clinic, { fetch, secret: runtime.config.secret, most: 20 }),
    },
    {
      name: 'refusals',
      clinics: (now) =>
        sql`select distinct clinic_id from scheduling.appointment where practice_state = 'refused' and starts_at > ${now}`,
      pauseMs: 5_000,
      work: async (clinic) =>
        db.tenant(clinic, async (tx) =>
          answerRefusals(tx.as('conversations'), { packs: options.packs, publicUrl: options.publicUrl }, 20),
        ),
    },
    {
      name: 'reconcile',
      clinics: () =>
        sql`select distinct clinic_id from outreach.message where state in ('submitting', 'ambiguous')`,
      pauseMs: 2_000,
      before: async () => options.channels.refresh(),
      work: async (clinic) => {
        const channels = new Map(
          [...options.channels.channelsOf(clinic)].map(([id, open]) => [id, open.channel]),
        )
        await reconcileMessages(db, clinic, {
          channels,
          windowSeconds: runtime.config.reconcileAfterSeconds,
          most: batch,
        })
        return 0
      },
    },
  ]
}

async function run(loop: Loop, runtime: Runtime, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await loop.before?.()
      for (const { clinic_id } of await runtime.db.discover(loop.clinics(runtime.db.clock.now()))) {
        while (!signal.aborted && (await loop.work(clinic_id)) > 0);
      }
    } catch (error) {
      runtime.log.error({ err: error, loop: loop.name }, 'a background step failed; it is tried again')
    }
    await pause(loop.pauseMs, signal)
  }
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
