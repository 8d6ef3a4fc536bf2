import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { markPatientsDirty } from './mark-patients-dirty.ts'
import { scopeOf } from './store/cycle-scope.ts'
import { withMergedRecords } from './store/merged-records.ts'
import { type CycleChanges, cyclesLock, writeCycles } from './store/write-cycles.ts'
import { writeStanding } from './store/write-standing.ts'

/** Recomputes the cycles and the standing of these patients and of the records merged with them; the caller holds the lock. */
async function recomputePatients(
  db: ModuleDb<'recall'>,
  patientIds: readonly string[],
): Promise<CycleChanges> {
  const scope = await scopeOf(db, {
    asOf: db.now,
    patientIds: await withMergedRecords(db, patientIds),
  })
  const changes = await writeCycles(db, scope)
  await writeStanding(db, scope)
  return changes
}

/** The same for one patient whom somebody waits for: at once, or by the worker while a rebuild of the clinic runs. */
export async function recomputeSoon(db: ModuleDb<'recall'>, patientId: string): Promise<void> {
  const [lock] = await db.sql<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(${cyclesLock(db)}) as taken`,
  )
  if (lock?.taken === true) await recomputePatients(db, [patientId])
  else await markPatientsDirty(db, [patientId])
}
