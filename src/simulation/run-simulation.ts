import { sql } from 'kysely'
import { enrolPatients } from '../campaigns/enrol-patients.ts'
import { followImportedVisits } from '../campaigns/follow-visits.ts'
import { runPlanner } from '../campaigns/run-planner.ts'
import { runVisitStream } from '../campaigns/run-visit-stream.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { runOutbox } from '../outreach/run-outbox.ts'
import { recomputeDirty } from '../recall/recompute-dirty.ts'
import { recomputeStanding } from '../recall/recompute-standing.ts'
import { FrontDesk } from './front-desk.ts'
import { InboxDesk } from './inbox-desk.ts'
import { planDays, wholeHours } from './plan-days.ts'
import { openPost, type Post } from './post.ts'
import { SimulatedPatients } from './simulated-patients.ts'
import type { SimulationRoom } from './simulation-room.ts'

export interface SimulationOptions {
  readonly room: SimulationRoom
  readonly accounts: { readonly sms: string; readonly email: string }
  readonly campaignIds: readonly string[]
  readonly receptionist: Extract<Actor, { kind: 'staff' }>
  /** Told after each simulated day. */
  readonly onDay: (day: Temporal.PlainDate) => void
  readonly signal: AbortSignal
}

const batch = 500
const recallBatch = 1_000

/**
 * Runs the clinic from the clock's present to the room's end: one loop, ordered by time and key, that calls what the
 * worker calls. Answers false when it was stopped on the way.
 */
export async function runSimulation(options: SimulationOptions): Promise<boolean> {
  const { room } = options
  const patients = new SimulatedPatients(room)
  const post = openPost(room, patients, options.accounts)
  const frontDesk = new FrontDesk(room, patients)
  const inboxDesk = new InboxDesk(room, patients, options.receptionist)
  planDays(room, [
    { at: ['01:00'], name: '0 night', work: async (day) => night(options, day) },
    { at: ['01:00'], name: '1 texts', work: async () => patients.planTexts(post.write) },
    { at: ['01:00'], name: '2 callers', work: async () => frontDesk.planReturns() },
    { at: wholeHours(9, 20), name: '0 desk', work: async () => frontDesk.closeVisits() },
    {
      at: ['09:30', '12:30', '15:30'],
      name: '1 inbox',
      isOnWeekdays: true,
      work: async () => inboxDesk.workThrough(),
    },
  ])
  const end = room.end.epochMilliseconds
  while (!options.signal.aborted) {
    const work = await nextWork(room)
    const at = Math.min(earliest(work), room.queue.nextAt() ?? end, post.nextAt() ?? end)
    if (at >= end) {
      room.clock.moveTo(room.end)
      return true
    }
    room.clock.moveTo(
      Temporal.Instant.fromEpochMilliseconds(Math.max(at, room.clock.now().epochMilliseconds)),
    )
    // What happens may give the worker something to do at the same moment: it is asked again first.
    if (!(await happen(room, post, at))) await workOn(room, post, { work, at })
  }
  return false
}

/** Everything planned for this moment, in the order of its keys, and the receipts that are due; false: nothing. */
async function happen(room: SimulationRoom, post: Post, at: number): Promise<boolean> {
  const isDue = (time: number | null): boolean => time !== null && time <= at
  if (!isDue(room.queue.nextAt()) && !isDue(post.nextAt())) return false
  while (isDue(room.queue.nextAt())) await room.queue.pop()?.run()
  await post.deliverReceipts()
  return true
}

/** One round of the worker's steps; the loop comes back while there is more. What was sent is read by the patients. */
async function workOn(
  room: SimulationRoom,
  post: Post,
  { work, at }: { work: Work; at: number },
): Promise<void> {
  const { db, clinicId, packs, rules, publicUrl } = room
  const planning = { packs, rules, publicUrl, most: batch }
  if (work.enrolments <= at) await runPlanner(db, clinicId, planning)
  if (work.visits <= at) await runVisitStream(db, clinicId, planning)
  await runOutbox(db, clinicId, { rules, channels: post.channels, publicUrl, most: batch, leaseSeconds: 600 })
  await post.handOut()
}

/** What the worker does in short intervals all day is done once a night here: nobody's due date changes by the hour. */
async function night(
  { room, campaignIds, onDay }: SimulationOptions,
  day: Temporal.PlainDate,
): Promise<void> {
  const { db, clinicId } = room
  let recomputed = recallBatch
  while (recomputed === recallBatch) {
    recomputed = (await db.tenant(clinicId, async (tx) => recomputeDirty(tx.as('recall'), recallBatch)))
      .patients
    await db.tenant(clinicId, async (tx) => recomputeStanding(tx.as('recall'), recallBatch))
  }
  for (const id of campaignIds) await db.tenant(clinicId, async (tx) => enrolPatients(tx.as('campaigns'), id))
  await db.tenant(clinicId, async (tx) => followImportedVisits(tx.as('campaigns')))
  onDay(day)
}

/** Epoch milliseconds at which each step of the worker next has something to do; infinity: never. */
interface Work {
  readonly enrolments: number
  readonly visits: number
  readonly outbox: number
}

// Planning waits for the next quarter of an hour, so that one round plans for many; what is in the outbox leaves at once.
const planningMarkMs = 15 * 60_000

function earliest({ enrolments, visits, outbox }: Work): number {
  return Math.min(enrolments, visits, outbox)
}

async function nextWork({ db, clinicId }: SimulationRoom): Promise<Work> {
  const [next] = await db.discover<{ readonly [Step in keyof Work]: Temporal.Instant | null }>(sql`
    select
      (select min(next_at) from campaigns.enrolment where clinic_id = ${clinicId} and state = 'active' and next_at is not null) as enrolments,
      (select min(next_at) from campaigns.visit_stream where clinic_id = ${clinicId} and next_at is not null) as visits,
      (select min(not_before) from outreach.message where clinic_id = ${clinicId} and state = 'queued') as outbox`)
  return {
    enrolments: onMark(next?.enrolments, planningMarkMs),
    visits: onMark(next?.visits, planningMarkMs),
    outbox: onMark(next?.outbox, 1),
  }
}

function onMark(at: Temporal.Instant | null | undefined, markMs: number): number {
  return at ? Math.ceil(at.epochMilliseconds / markMs) * markMs : Number.POSITIVE_INFINITY
}
