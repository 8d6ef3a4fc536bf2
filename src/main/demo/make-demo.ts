import { requestAudit } from '../../insights/audit/request-audit.ts'
import { chooseGuidedStart } from '../../insights/start/choose-guided-start.ts'
import { MovableClock } from '../../platform/clock/clock.ts'
import { Database } from '../../platform/db/database.ts'
import { migrate } from '../../platform/db/migrate.ts'
import { type Connection, openPool } from '../../platform/db/pool.ts'
import { dispatchBy } from '../../platform/events/event-table.ts'
import { seededIds } from '../../platform/ids/ids.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { countCleanup } from '../../recall/count-cleanup.ts'
import { EventQueue } from '../../simulation/event-queue.ts'
import { runSimulation } from '../../simulation/run-simulation.ts'
import { setUpClinic, startCampaigns } from '../../simulation/set-up-clinic.ts'
import { clinicZone, syntheticClinic } from '../../simulation/synthetic-clinic.ts'
import { eventTable } from '../events.ts'
import { loadOutreachPacks } from '../worker/load-packs.ts'
import type { DemoPlan } from './demo-plan.ts'
import { type DemoSummary, summarise } from './demo-summary.ts'
import type { ProgressLine } from './progress-line.ts'

const demo = { kind: 'system', name: 'demo' } as const

export interface MadeDemo {
  readonly clinicId: ClinicId
  readonly summary: DemoSummary
}

export interface DemoMaking {
  readonly plan: DemoPlan
  /** Base of the links in the simulated messages. */
  readonly publicUrl: string
  readonly progress: ProgressLine
  readonly signal: AbortSignal
}

/** Makes the clinic in an empty database and lives through its months in fast time; null: stopped on the way. */
export async function makeDemo(connection: Connection, making: DemoMaking): Promise<MadeDemo | null> {
  const { plan } = making
  await migrate(connection)
  const start = plan.asOf.toZonedDateTimeISO(clinicZone).subtract({ months: plan.months }).startOfDay()
  const clock = new MovableClock(start.toInstant())
  const pool = openPool(connection, { size: 4, keepsPlans: true })
  // Ids are drawn from the seed, so that the hold-out is the same people each time; the live server draws its own.
  const db = new Database({
    pool,
    clock,
    ids: seededIds(`demo ${plan.seed}`),
    dispatch: dispatchBy(eventTable),
  })
  try {
    return await live({ db, clock, from: start.toPlainDate() }, making)
  } finally {
    await db.close()
  }
}

interface Stage {
  readonly db: Database
  readonly clock: MovableClock
  /** The first simulated day. */
  readonly from: Temporal.PlainDate
}

async function live(
  { db, clock, from }: Stage,
  { plan, publicUrl, progress, signal }: DemoMaking,
): Promise<MadeDemo | null> {
  const clinic = syntheticClinic({ patients: plan.patients, seed: plan.seed, historyEnd: from })
  progress.show('records of five years', 0)
  const setUp = await setUpClinic(db, clinic, {
    signal,
    onProgress: (share) => progress.show('records of five years', share),
  })
  if (setUp === null) return null
  const { clinicId, receptionist, accounts } = setUp
  // Fresh tables have no statistics, and half a year of questions follows faster than autovacuum gathers them.
  await db.pool.query('analyze')
  const words = await loadOutreachPacks()
  const campaigns = await startCampaigns(db, clinicId, words.packs)
  await db.pool.query('analyze')
  const until = plan.asOf.toZonedDateTimeISO(clinicZone).toPlainDate()
  const days = Math.max(1, from.until(until).days)
  const isDone = await runSimulation({
    room: {
      db,
      clock,
      clinicId,
      clinic,
      queue: new EventQueue(),
      publicUrl,
      end: plan.asOf,
      ...words,
    },
    accounts,
    receptionist,
    campaignIds: campaigns.map(({ id }) => id),
    signal,
    onDay: (day) => progress.show(`simulated months: ${day.toString()}`, from.until(day).days / days),
  })
  if (!isDone) return null
  await db.tenant(clinicId, async (tx) => {
    await countCleanup(tx.as('recall'))
    await requestAudit(tx.as('insights'), demo)
    // Its messages stay inside for good: a step that nobody could ever finish.
    await chooseGuidedStart(tx.as('insights'), { choice: 'not_now', by: demo })
  })
  await db.pool.query('analyze')
  return { clinicId, summary: await summarise(db, clinicId, { campaigns, from }) }
}
