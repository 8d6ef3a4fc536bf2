import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { momentOf } from './store/moment.ts'

export interface CycleKey {
  readonly patientId: string
  readonly typeKey: string
}

export interface DueDateOverride extends CycleKey {
  readonly due: Temporal.PlainDate
  readonly by: Extract<Actor, { readonly name: string }>
  /** Shown to colleagues; never empty. */
  readonly reason: string
  /** Last day on which it holds; null: until the next visit starts a new cycle. */
  readonly expiresOn: Temporal.PlainDate | null
}

export type OverrideRefusal = { readonly kind: 'no_open_cycle' | 'reason_missing' | 'expires_in_the_past' }

/** Sets the due date of one open cycle by hand; the computed date stays beside it, and a new trigger resets it. */
export async function overrideDueDate(
  db: ModuleDb<'recall'>,
  { patientId, typeKey, due, by, reason, expiresOn }: DueDateOverride,
): Promise<Result<null, OverrideRefusal>> {
  if (reason.trim() === '') return fail({ kind: 'reason_missing' })
  const { today } = await momentOf(db, db.now)
  if (expiresOn !== null && Temporal.PlainDate.compare(expiresOn, today) < 0)
    return fail({ kind: 'expires_in_the_past' })
  const changed = await db.write
    .updateTable('recall.cycle')
    .set({
      due_effective: due,
      override_due: due,
      override_by: by.name,
      override_reason: reason.trim(),
      override_expires_on: expiresOn,
      overridden_at: db.now,
    })
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', '=', patientId)
    .where('type_key', '=', typeKey)
    .where('closed_at', 'is', null)
    .returning('triggered_on')
    .execute()
  if (changed.length === 0) return fail({ kind: 'no_open_cycle' })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'recall_cycle.overridden',
    subjectKind: 'patient',
    subjectId: patientId,
    detail: { typeKey, due: due.toString(), expiresOn: expiresOn?.toString() ?? null },
  })
  return ok(null)
}
