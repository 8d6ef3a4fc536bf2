import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { endArrangements } from './end-arrangement.ts'
import type { CycleKey } from './override-due-date.ts'
import { silenceKinds } from './rules/status.ts'
import { momentOf } from './store/moment.ts'
import { openCycleOf } from './store/open-cycle.ts'

export type SilenceWish = CycleKey & {
  readonly by: Extract<Actor, { readonly name: string }>
  readonly reason: string
  /** Last day on which it holds; null: until somebody ends it. */
  readonly expiresOn: Temporal.PlainDate | null
} & (
    | { readonly kind: 'choice' }
    /** Silent while the patient owes more than this, in minor units. */
    | { readonly kind: 'balance'; readonly amountMinor: number }
    /** Another practice recalls the patient for this. */
    | { readonly kind: 'co_managed'; readonly recalledBy: string }
  )

export type SilenceRefusal = {
  readonly kind: 'no_open_cycle' | 'reason_missing' | 'expires_in_the_past' | 'nobody_named'
}

/**
 * Nobody here invites this patient for this type, round after round: by the patient's choice, until a balance is paid, or
 * because another practice does it. A pause until a day belongs to one round (pause-recall.ts).
 */
export async function silenceRecall(
  db: ModuleDb<'recall'>,
  wish: SilenceWish,
): Promise<Result<null, SilenceRefusal>> {
  const { patientId, typeKey, kind, by, reason, expiresOn } = wish
  if (reason.trim() === '') return fail({ kind: 'reason_missing' })
  if (kind === 'co_managed' && wish.recalledBy.trim() === '') return fail({ kind: 'nobody_named' })
  const { today } = await momentOf(db, db.now)
  if (expiresOn !== null && Temporal.PlainDate.compare(expiresOn, today) < 0)
    return fail({ kind: 'expires_in_the_past' })
  if ((await openCycleOf(db, wish)) === null) return fail({ kind: 'no_open_cycle' })
  await endArrangements(db, { patientId, typeKey, kinds: silenceKinds, by: by.name })
  await db.write
    .insertInto('recall.arrangement')
    .values({
      clinic_id: db.clinicId,
      id: db.ids.uuid(db.now),
      patient_id: patientId,
      type_key: typeKey,
      kind,
      amount_minor: kind === 'balance' ? wish.amountMinor : null,
      recalled_by: kind === 'co_managed' ? wish.recalledBy.trim() : null,
      made_by: by.name,
      reason: reason.trim(),
      made_at: db.now,
      expires_on: expiresOn,
    })
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'recall_silence.arranged',
    subjectKind: 'patient',
    subjectId: patientId,
    detail: { typeKey, kind, expiresOn: expiresOn?.toString() ?? null },
  })
  return ok(null)
}
