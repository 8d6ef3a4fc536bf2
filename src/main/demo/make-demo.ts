import { dispatchBy } from '../../platform/events/event-table.ts'
import { MovableClock } from '../../platform/clock/clock.ts'
import { Database } from '../../platform/db/database.ts'
import { type Connection, openPool } from '../../platform/db/pool.ts'
import { seededIds } from '../../platform/ids/ids.ts'
import { EventQueue } from '../../simulation/event-queue.ts'
import { runSimulation } from '../../simulation/run-simulation.ts'
import { setUpClinic, startCampaigns } from '../../simulation/set-up-clinic.ts'
import { syntheticClinic } from '../../simulation/synthetic-clinic.ts'
import { eventTable } from '../events.ts'
import { loadOutreachPacks } from '../worker/load-packs.ts'

export interface DemoPlan {
  readonly patients: number
  readonly months: number
  readonly seed: number
  readonly asOf: Temporal.Instant
}

export interface DemoProgress {
  readonly onImport: (share: number) => void
  readonly onDay: (share: number, day: Temporal.PlainDate) => void
}

export interface MadeDemo {
  readonly clinicId: string
  readonly campaigns: readonly { readonly id: string; readonly kind: 'recall' | 'reactivation' }[]
}

/** Makes the clinic and lives through its months; null: stopped on the way. */
export async function makeDemo(
  connection: Connection,
  plan: DemoPlan,
  { progress, publicUrl, signal }: { progress: DemoProgress; publicUrl: string; signal: AbortSignal },
): Promise<MadeDemo | null> {
  const zone = 'Europe/Warsaw'
  const end = plan.asOf
  const start = end.toZonedDateTimeISO(zone).subtract({ months: plan.months }).startOfDay()
  const clock = new MovableClock(start.toInstant())
  const pool = openPool(connection, { size: 4 })
  const db = new Database({ pool, clock, ids: seededIds(`demo ${plan.seed}`), dispatch: dispatchBy(eventTable) })
  try {
    const clinic = syntheticClinic({ patients: plan.patients, seed: plan.seed, historyEnd: start.toPlainDate() })
    const { clinicId, accounts, receptionist } = await setUpClinic(db, clinic, (read) => progress.onImport(Math.min(1, read / plan.patients / 15)))
    // Fresh tables have no statistics, and half a year of questions follows faster than autovacuum gathers them.
    await db.pool.query('analyze')
    const campaigns = await startCampaigns(db, clinicId)
    await db.pool.query('analyze')
    const { packs, rules } = await loadOutreachPacks()
    const room = { db, clock, clinicId, clinic, queue: new EventQueue(), packs, rules, publicUrl, end }
    const days = start.toPlainDate().until(end.toZonedDateTimeISO(zone).toPlainDate()).days
    const done = await runSimulation({
      room,
      accounts,
      receptionist,
      campaignIds: campaigns.map(({ id }) => id),
      signal,
      onDay: (day) => progress.onDay(start.toPlainDate().until(day).days / days, day),
    })
    return done ? { clinicId, campaigns } : null
  } finally {
    await db.close()
  }
}
