import { sql } from 'kysely'
import type { Database } from '../../platform/db/database.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { rebuildCycles } from '../../recall/rebuild-cycles.ts'
import { recomputeDirty } from '../../recall/recompute-dirty.ts'
import { recomputeStanding } from '../../recall/recompute-standing.ts'

/** From so many changed patients on, computing everybody is quicker. */
const many = 10_000

/**
 * Audiences ask what recall has computed. A server keeps that up with every change; on the command line nobody does, so
 * what an import brought is taken in first.
 */
export async function takeInChanges(db: Database, clinicId: ClinicId): Promise<void> {
  const changed = await db.tenant(clinicId, async (tx) => {
    const [row] = await tx.sql<{ patients: number }>(sql`
      select count(*)::integer as patients from (
        select patient_id from recall.dirty_patient where clinic_id = ${clinicId}
        union select patient_id from recall.dirty_standing where clinic_id = ${clinicId}) d`)
    return row?.patients ?? 0
  })
  if (changed === 0) return
  if (changed > many) {
    await db.tenant(clinicId, async (tx) => rebuildCycles(tx.as('recall')))
    return
  }
  // As many as were there: those marked meanwhile are the next command's.
  await db.tenant(clinicId, async (tx) => {
    await recomputeDirty(tx.as('recall'), changed)
    await recomputeStanding(tx.as('recall'), changed)
  })
}
