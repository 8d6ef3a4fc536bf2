import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { DriftReason } from '../rules/drift-reasons.ts'

type Db = ModuleDb<'recall'>

export interface StoredDriftReason {
  readonly id: string
  readonly reason: DriftReason
  readonly note: string
  readonly by: string
  readonly at: Temporal.Instant
}

/** What somebody said last of why a person stays away, nobody took back, and no visit has overtaken: one row or none. */
export function driftReasonOf(
  clinicId: string,
  patientId: RawBuilder<unknown>,
  lastVisitAt: RawBuilder<unknown>,
): RawBuilder<StoredDriftReason> {
  return sql`
    select w.id, w.reason, w.note, w.recorded_by as by, w.recorded_at as at
    from recall.drift_reason w
    where w.clinic_id = ${clinicId} and w.ended_at is null
      and w.patient_id in (select ${patientId} union all
        select m.id from patients.patient m where m.clinic_id = ${clinicId} and m.merged_into = ${patientId})
      and (${lastVisitAt} is null or ${lastVisitAt} <= w.recorded_at)
    order by w.recorded_at desc, w.id desc limit 1`
}

export async function currentDriftReason(db: Db, patientId: string): Promise<StoredDriftReason | null> {
  const lastVisitAt = sql`(select s.last_visit_at from recall.standing s
    where s.clinic_id = ${db.clinicId} and s.patient_id = ${patientId}::uuid)`
  const [row] = await db.sql(driftReasonOf(db.clinicId, sql`${patientId}::uuid`, lastVisitAt))
  return row ?? null
}
