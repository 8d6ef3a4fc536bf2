import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { scopeOf } from './store/cycle-scope.ts'
import { type CycleChanges, lockCycles, writeCycles } from './store/write-cycles.ts'
import { writeStanding } from './store/write-standing.ts'

/**
 * Computes every cycle of the clinic anew from the facts, in sets, and every patient's standing; a change of recall types
 * alone leaves the standing as it is, unless patients are marked whose facts it has not seen. It is also the audit of the incremental way: on a clinic without dirty patients it
 * changes nothing but what the passing of days changes.
 */
export async function rebuildCycles(
  db: ModuleDb<'recall'>,
  { withStanding = true }: { readonly withStanding?: boolean } = {},
): Promise<CycleChanges> {
  await lockCycles(db)
  // Patients marked while the rebuild runs are marked for facts it may not have seen: only marks standing now are spent.
  await db.run(sql`
    create temp table dirty_before on commit drop as
    select patient_id, ctid as place, marked_at, true as is_fresh from recall.dirty_patient where clinic_id = ${db.clinicId}
    union all
    select patient_id, ctid, marked_at, false from recall.dirty_standing where clinic_id = ${db.clinicId}`)
  const scope = await scopeOf(db, { asOf: db.now })
  const changes = await writeCycles(db, scope)
  const [marked] = await db.sql(sql`select from dirty_before limit 1`)
  if (withStanding || marked !== undefined) await writeStanding(db, scope)
  await db.run(sql`
    delete from recall.dirty_patient d using dirty_before b
    where b.is_fresh and ${isSame(db)}`)
  await db.run(
    sql`delete from recall.dirty_standing d using dirty_before b where not b.is_fresh and ${isSame(db)}`,
  )
  await db.run(sql`drop table dirty_before`)
  return changes
}

/** Mark `d` is the one that stood before; a mark renewed meanwhile lies elsewhere. */
function isSame(db: ModuleDb<'recall'>): RawBuilder<unknown> {
  return sql`d.clinic_id = ${db.clinicId} and d.patient_id = b.patient_id and d.ctid = b.place and d.marked_at = b.marked_at`
}
