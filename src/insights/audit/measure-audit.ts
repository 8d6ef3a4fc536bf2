import type { Database } from '../../platform/db/database.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import type { AuditStep } from '../contract/audit.ts'
import {
  failMeasurement,
  giveBackMeasurement,
  keepMeasurement,
  noteStep,
  type TakenMeasurement,
  takeMeasurement,
} from '../store/audit-measurements.ts'
import { auditOfToday } from './audit-of-today.ts'

export interface Measuring {
  /** Stops it, and whoever takes it next begins it anew. */
  readonly signal?: AbortSignal
  readonly onStep?: (step: AuditStep) => void
}

/** Takes the measurement that was asked for and keeps what it finds; answers how many were taken. */
export async function measureAudit(
  db: Database,
  clinicId: ClinicId,
  { signal, onStep }: Measuring = {},
): Promise<number> {
  const own = async <T>(work: (tx: ModuleDb<'insights'>) => Promise<T>): Promise<T> =>
    db.tenant(clinicId, async (tx) => work(tx.as('insights')))
  const taken = await own(takeMeasurement)
  if (taken === null) return 0
  try {
    const found = await db.tenant(
      clinicId,
      async (tx) =>
        // Told in a transaction of its own: whoever waits sees it before the measuring ends.
        auditOfToday(tx.as('insights'), async (step) => {
          onStep?.(step)
          await own(async (side) => noteStep(side, taken, step))
        }),
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
