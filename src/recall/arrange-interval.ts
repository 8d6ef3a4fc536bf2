import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { endArrangements } from './end-arrangement.ts'
import type { CycleKey } from './override-due-date.ts'
import { recomputeSoon } from './recompute-soon.ts'
import type { RecallInterval } from './rules/recall-rule.ts'
import { momentOf } from './store/moment.ts'
import { openCycleOf } from './store/open-cycle.ts'

export interface IntervalWish extends CycleKey {
  readonly interval: RecallInterval
  /** `round`: until the next trigger; `always`: every round from now on. */
  readonly holds: 'round' | 'always'
  readonly by: Extract<Actor, { readonly name: string }>
  readonly reason: string
  /** Last day on which it holds; null: no end. */
  readonly expiresOn: Temporal.PlainDate | null
}

export type IntervalRefusal = {
  readonly kind: 'no_open_cycle' | 'reason_missing' | 'expires_in_the_past' | 'no_interval'
}

/**
 * Sets another interval for one patient and type, in place of the type's and of the one before. The due date moves with
 * it at once, unless staff set that day by hand.
 */
export async function arrangeInterval(
  db: ModuleDb<'recall'>,
  { patientId, typeKey, interval, holds, by, reason, expiresOn }: IntervalWish,
): Promise<Result<null, IntervalRefusal>> {
  if (reason.trim() === '') return fail({ kind: 'reason_missing' })
  if (interval.months < 0 || interval.days < 0 || interval.months + interval.days === 0)
    return fail({ kind: 'no_interval' })
  const { today } = await momentOf(db, db.now)
  if (expiresOn !== null && Temporal.PlainDate.compare(expiresOn, today) < 0)
    return fail({ kind: 'expires_in_the_past' })
  const cycle = await openCycleOf(db, { patientId, typeKey })
  if (cycle === null) return fail({ kind: 'no_open_cycle' })
  await endArrangements(db, { patientId, typeKey, kinds: ['interval'], by: by.name })
  await db.write
    .insertInto('recall.arrangement')
    .values({
      clinic_id: db.clinicId,
      id: db.ids.uuid(db.now),
      patient_id: patientId,
      type_key: typeKey,
      kind: 'interval',
      months: interval.months,
      days: interval.days,
      triggered_on: holds === 'round' ? cycle.triggeredOn : null,
      made_by: by.name,
      reason: reason.trim(),
      made_at: db.now,
      expires_on: expiresOn,
    })
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'recall_interval.arranged',
    subjectKind: 'patient',
    subjectId: patientId,
    detail: { typeKey, ...interval, holds, expiresOn: expiresOn?.toString() ?? null },
  })
  await recomputeSoon(db, patientId)
  return ok(null)
}
