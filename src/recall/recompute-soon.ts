import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { markPatientsDirty } from './mark-patients-dirty.ts'
import { scopeOf } from './store/cycle-scope.ts'
import { withMergedRecords } from './store/merged-records.ts'
import { cyclesLock, writeCycles } from './store/write-cycles.ts'
import { writeStanding } from './store/write-standing.ts'

/**
 * Recomputes the cycles and the standing of one patient whom somebody waits for, and of the records merged with them: at
 * once, or by the worker while a rebuild of the clinic runs.
 */
export async function recomputeSoon(db: ModuleDb<'recall'>, patientId: string): Promise<void> {
  const [lock] = await db.sql<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(${cyclesLock(db)}) as taken`,
  )
  if (lock?.taken !== true) return markPatientsDirty(db, [patientId])
  const scope = await scopeOf(db, { asOf: db.now, patientIds: await withMergedRecords(db, [patientId]) })
  await writeCycles(db, scope)
  await writeStanding(db, scope)
}
