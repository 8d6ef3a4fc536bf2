import { sql } from 'kysely'
import type { PlannerOptions } from '../../campaigns/planner-options.ts'
import { runPlanner } from '../../campaigns/run-planner.ts'
import { runVisitStream } from '../../campaigns/run-visit-stream.ts'
import { answerRefusals } from '../../conversations/answer-refusals.ts'
import { measureAudit } from '../../insights/audit/measure-audit.ts'
import { sendWriteBacks } from '../../integrations/practice-system/send-write-backs.ts'
import type { OutreachPacks } from '../../outreach/compose-message.ts'
import type { ContactRules } from '../../outreach/contact-rules.ts'
import { leaveEndedAccounts } from '../../outreach/leave-ended-accounts.ts'
import { reconcileMessages } from '../../outreach/reconcile-messages.ts'
import { runOutbox } from '../../outreach/run-outbox.ts'
import { runTests } from '../../outreach/test-message/run-tests.ts'
import { runWantedRebuild } from '../../recall/rebuild-soon.ts'
import { recomputeDirty } from '../../recall/recompute-dirty.ts'
import { recomputeStanding } from '../../recall/recompute-standing.ts'
import type { Runtime } from '../runtime/open-runtime.ts'
import { handOnDueTexts } from './inbound-parts.ts'
import type { ChannelBoard } from './open-channels.ts'
import type { ReceiveInbound } from './receive.ts'
import { type Loop, runLoop } from './run-loop.ts'

export interface WorkerOptions {
  readonly packs: OutreachPacks
  readonly rules: ContactRules
  readonly publicUrl: string
  readonly channels: ChannelBoard
  readonly receive: ReceiveInbound
}

export interface Worker {
  /** Takes nothing new, lets what is under way end. */
  stop(): Promise<void>
}

const batch = 200

/** Background work by polling: nothing on these paths may NOTIFY (law 2). Every loop is one row-claiming step, so two workers share the work. */
export function startWorker(runtime: Runtime, options: WorkerOptions): Worker {
  const stopping = new AbortController()
  const { db, log } = runtime
  const { signal } = stopping
  const running = loops(runtime, options, signal).map(async (loop) => runLoop(loop, { db, log, signal }))
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
      name: 'standing',
      clinics: () => sql`select distinct clinic_id from recall.dirty_standing`,
      pauseMs: 1_000,
      work: async (clinic) => db.tenant(clinic, async (tx) => recomputeStanding(tx.as('recall'))),
    },
    {
      name: 'recall types',
      clinics: () => sql`select clinic_id from recall.wanted_rebuild`,
      pauseMs: 1_000,
      work: async (clinic) =>
        Number(await db.tenant(clinic, async (tx) => runWantedRebuild(tx.as('recall')))),
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
    {
      name: 'audit',
      clinics: (now) => sql`
        select distinct clinic_id from insights.audit_measurement
        where state = 'waiting' or state = 'running' and lease_until <= ${now}`,
      pauseMs: 2_000,
      work: async (clinic) => measureAudit(db, clinic, { signal }),
    },
    ...accountLoops(runtime, options),
    ...answeringLoops(runtime, options),
  ]
}

/** Tests that staff send by an account, and what waits at one that has ended. */
function accountLoops(runtime: Runtime, options: WorkerOptions): readonly Loop[] {
  const { db } = runtime
  return [
    {
      name: 'test messages',
      clinics: () => sql`
        select distinct clinic_id from outreach.test_message where state in ('queued', 'submitting')`,
      pauseMs: 1_000,
      work: async (clinic) =>
        runTests(db, clinic, {
          channels: options.channels.channelsOf(clinic),
          leaseSeconds: runtime.config.sendLeaseSeconds,
        }),
    },
    {
      name: 'accounts',
      clinics: () => sql`
        select distinct m.clinic_id from outreach.message m
        join outreach.account a on a.clinic_id = m.clinic_id and a.id = m.account_id and a.state = 'ended'
        where m.state = 'queued'`,
      pauseMs: 15_000,
      work: async (clinic) => {
        await db.tenant(clinic, async (tx) => leaveEndedAccounts(tx.as('outreach')))
        return 0
      },
    },
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
      name: 'long texts',
      clinics: (now) => sql`select distinct clinic_id from outreach.inbound_text where next_at <= ${now}`,
      pauseMs: 2_000,
      work: async (clinic) => handOnDueTexts(runtime, options.receive, clinic),
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
