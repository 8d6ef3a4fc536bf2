import type { Database } from '../../platform/db/database.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import {
  failMeasurement,
  giveBackMeasurement,
  keepMeasurement,
  noteStep,
  type TakenMeasurement,
  takeMeasurement,
} from '../store/audit-measurements.ts'
import { auditOfToday } from './audit-of-today.ts'

/**
 * Takes the measurement that was asked for and keeps what it finds; answers how many were taken. `signal` stops it, and
 * another worker begins it anew.
 */
export async function measureAudit(db: Database, clinicId: ClinicId, signal?: AbortSignal): Promise<number> {
  const own = async <T>(work: (tx: ModuleDb<'insights'>) => Promise<T>): Promise<T> =>
    db.tenant(clinicId, async (tx) => work(tx.as('insights')))
  const taken = await own(takeMeasurement)
  if (taken === null) return 0
  try {
    const { answers: _, ...found } = await db.tenant(
      clinicId,
      async (tx) =>
        // Told in a transaction of its own: whoever waits sees it before the measuring ends.
        auditOfToday(tx.as('insights'), async (step) => own(async (side) => noteStep(side, taken, step))),
      signal === undefined ? {} : { signal },
    )
    await own(async (tx) => keepMeasurement(tx, taken, found))
  } catch (error) {
    await own(async (tx) => putDown(tx, taken, signal))
    if (signal?.aborted !== true) throw error
  }
  return 1
}

async function putDown(
  db: ModuleDb<'insights'>,
  taken: TakenMeasurement,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal?.aborted === true) await giveBackMeasurement(db, taken)
  else await failMeasurement(db, taken)
}
