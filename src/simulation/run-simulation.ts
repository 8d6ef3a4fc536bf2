import { sql } from 'kysely'
import { enrolPatients } from '../campaigns/enrol-patients.ts'
import { followImportedVisits } from '../campaigns/follow-visits.ts'
import { runPlanner } from '../campaigns/run-planner.ts'
import { runVisitStream } from '../campaigns/run-visit-stream.ts'
import { runOutbox } from '../outreach/run-outbox.ts'
import { recomputeDirty } from '../recall/recompute-dirty.ts'
import { FrontDesk } from './front-desk.ts'
import { SimulatedPatients } from './simulated-patients.ts'
import { type Post, openPost } from './post.ts'
import type { SimulationRoom } from './simulation-room.ts'

export interface SimulationOptions {
  readonly room: SimulationRoom
  readonly accounts: { readonly sms: string; readonly email: string }
  readonly campaignIds: readonly string[]
  /** Told after each simulated day. */
  readonly onDay: (day: Temporal.PlainDate) => void
  readonly signal: AbortSignal
}

const batch = 500

/**
 * Runs the clinic from the clock's present to the room's end: one loop, ordered by time and key, that calls what the
 * worker calls. Answers false when it was stopped on the way.
 */
export async function runSimulation(options: SimulationOptions): Promise<boolean> {
  const { room } = options
  const patients = new SimulatedPatients(room)
  const post = openPost(room, patients, options.accounts)
  const frontDesk = new FrontDesk(room, patients)
  scheduleDays(options, frontDesk)
  const end = room.end.epochMilliseconds
  for (;;) {
    if (options.signal.aborted) return false
    const work = await nextWorkAt(room)
    const at = Math.min(work ?? end, room.queue.nextAt() ?? end, post.nextAt() ?? end)
    if (at >= end) break
    room.clock.moveTo(Temporal.Instant.fromEpochMilliseconds(Math.max(at, room.clock.now().epochMilliseconds)))
    await happen(room, at)
    await post.deliverReceipts()
    await workThrough(room, post)
  }
  room.clock.moveTo(room.end)
  return true
}

/** Everything planned for this moment, in the order of its keys; what it plans for the same moment comes after. */
async function happen(room: SimulationRoom, at: number): Promise<void> {
  while ((room.queue.nextAt() ?? Number.POSITIVE_INFINITY) <= at) await room.queue.pop()?.run()
}

/** The worker's steps until nothing is due any more; what they sent is read by the patients. */
async function workThrough(room: SimulationRoom, post: Post): Promise<void> {
  const { db, clinicId, packs, rules, publicUrl } = room
  const planning = { packs, rules, publicUrl, most: batch }
  const sending = { rules, channels: post.channels, publicUrl, most: batch, leaseSeconds: 600 }
  const due = await dueWork(room)
  if (due.enrolments) while ((await runPlanner(db, clinicId, planning)) > 0);
  if (due.visits) while ((await runVisitStream(db, clinicId, planning)) > 0);
  while ((await runOutbox(db, clinicId, sending)) > 0);
  await post.handOut()
}

function scheduleDays(options: SimulationOptions, frontDesk: FrontDesk): void {
  const { room, campaignIds, onDay } = options
  const { queue, clinic, clock, end } = room
  const first = clock.now().toZonedDateTimeISO(clinic.zone).toPlainDate()
  const at = (day: Temporal.PlainDate, time: string): number => day.toZonedDateTime({ timeZone: clinic.zone, plainTime: time }).epochMilliseconds
  const planDay = (day: Temporal.PlainDate): void => {
    if (at(day, '00:00') >= end.epochMilliseconds) return
    queue.push({
      at: at(day, '01:00'),
      key: '0 night',
      run: async () => {
        await nightly(room, campaignIds)
        onDay(day)
        planDay(day.add({ days: 1 }))
      },
    })
    queue.push({ at: at(day, '01:00'), key: '1 returns', run: async () => frontDesk.planReturns() })
    for (let hour = 9; hour <= 20; hour += 1) {
      queue.push({ at: at(day, `${String(hour).padStart(2, '0')}:00`), key: '0 desk', run: async () => frontDesk.closeVisits() })
    }
  }
  planDay(first)
}

/** What the worker does in short intervals all day is done once a night here: nobody's due date changes by the hour. */
async function nightly({ db, clinicId }: SimulationRoom, campaignIds: readonly string[]): Promise<void> {
  while ((await db.tenant(clinicId, async (tx) => recomputeDirty(tx.as('recall')))).patients > 0);
  for (const id of campaignIds) await db.tenant(clinicId, async (tx) => enrolPatients(tx.as('campaigns'), id))
  await db.tenant(clinicId, async (tx) => followImportedVisits(tx.as('campaigns')))
}

interface DueWork {
  readonly enrolments: boolean
  readonly visits: boolean
}

async function dueWork({ db, clinicId, clock }: SimulationRoom): Promise<DueWork> {
  const [due] = await db.discover<DueWork>(sql`
    select exists (select from campaigns.enrolment where clinic_id = ${clinicId} and state = 'active' and next_at <= ${clock.now()}) as enrolments,
      exists (select from campaigns.visit_stream where clinic_id = ${clinicId} and next_at <= ${clock.now()}) as visits`)
  return due ?? { enrolments: false, visits: false }
}

const minuteMs = 60_000

/** When the worker next has something to do, on the next whole minute; never before now. */
async function nextWorkAt({ db, clinicId }: SimulationRoom): Promise<number | null> {
  const [next] = await db.discover<{ at: Temporal.Instant | null }>(sql`
    select least(
      (select min(next_at) from campaigns.enrolment where clinic_id = ${clinicId} and state = 'active' and next_at is not null),
      (select min(next_at) from campaigns.visit_stream where clinic_id = ${clinicId} and next_at is not null),
      (select min(not_before) from outreach.message where clinic_id = ${clinicId} and state = 'queued')) as at`)
  const at = next?.at?.epochMilliseconds
  return at === undefined ? null : Math.ceil(at / minuteMs) * minuteMs
}
