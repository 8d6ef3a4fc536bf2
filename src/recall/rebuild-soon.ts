import { sql } from 'kysely'
import { chooseSample } from '../patients/choose-sample.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import { type CycleChanges, lockCycles } from './store/write-cycles.ts'

/**
 * Brings the cycles in line with types that were just changed: at once where the clinic is small, by the worker where
 * somebody would wait for it (null).
 */
export async function rebuildSoon(db: ModuleDb<'recall'>): Promise<CycleChanges | null> {
  const isSmall = (await chooseSample(db.as('patients'))) === null
  if (isSmall) return rebuildCycles(db, { withStanding: false })
  await db.run(sql`
    insert into recall.wanted_rebuild as w (clinic_id, asked_at) values (${db.clinicId}, ${db.now})
    on conflict (clinic_id) do update set asked_at = greatest(w.asked_at, excluded.asked_at)`)
  return null
}

/** Since when the clinic's cycles wait to be brought in line with its types; null: they are. */
export async function waitsSince(db: ModuleDb<'recall'>): Promise<Temporal.Instant | null> {
  const [wanted] = await db.sql<{ asked_at: Temporal.Instant }>(sql`
    select asked_at from recall.wanted_rebuild where clinic_id = ${db.clinicId}`)
  return wanted?.asked_at ?? null
}

/** Does what rebuildSoon() left to the worker; false: nothing was left. Whoever asks meanwhile is served by the next run. */
export async function runWantedRebuild(db: ModuleDb<'recall'>): Promise<boolean> {
  await lockCycles(db)
  const since = await waitsSince(db)
  if (since === null) return false
  await rebuildCycles(db, { withStanding: false })
  await db.run(sql`
    delete from recall.wanted_rebuild where clinic_id = ${db.clinicId} and asked_at = ${since}`)
  return true
}
