import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { momentOf } from './store/moment.ts'
import { openCycleOf } from './store/open-cycle.ts'

export interface RecallPause {
  readonly patientId: string
  readonly typeKey: string
  /** The first day on which the patient may be invited again; null ends a pause now. */
  readonly until: Temporal.PlainDate | null
  readonly by: Extract<Actor, { readonly name: string }>
  readonly reason: string
}

export type PauseRefusal = {
  /** `not_paused`: there is no pause to end; who is silent round after round is silent by an arrangement. */
  readonly kind: 'no_open_cycle' | 'reason_missing' | 'day_in_the_past' | 'not_paused'
}

/** Nobody invites this patient for this type before a day; the due date stays what it is. */
export async function pauseRecall(
  db: ModuleDb<'recall'>,
  { patientId, typeKey, until, by, reason }: RecallPause,
): Promise<Result<null, PauseRefusal>> {
  if (until !== null && reason.trim() === '') return fail({ kind: 'reason_missing' })
  const { today } = await momentOf(db, db.now)
  if (until !== null && Temporal.PlainDate.compare(until, today) <= 0)
    return fail({ kind: 'day_in_the_past' })
  const cycle = await openCycleOf(db, { patientId, typeKey })
  if (cycle === null) return fail({ kind: 'no_open_cycle' })
  if (until === null && !cycle.isPaused) return fail({ kind: 'not_paused' })
  await db.write
    .updateTable('recall.cycle')
    .set({
      paused_until: until,
      pause_by: until === null ? null : by.name,
      pause_reason: until === null ? null : reason.trim(),
      paused_at: until === null ? null : db.now,
    })
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', '=', patientId)
    .where('type_key', '=', typeKey)
    .where('closed_at', 'is', null)
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: until === null ? 'recall_cycle.resumed' : 'recall_cycle.paused',
    subjectKind: 'patient',
    subjectId: patientId,
    detail: { typeKey, until: until?.toString() ?? null },
  })
  return ok(null)
}
