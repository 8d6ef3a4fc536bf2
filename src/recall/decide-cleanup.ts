import { recordAudit } from '../clinic/record-audit.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { type ChoiceFault, type CleanupWish, carryOutChoice } from './carry-out-choice.ts'
import { cleanupDecisions } from './rules/cleanup.ts'
import { changeCount } from './store/cleanup/counts.ts'
import { openItem } from './store/cleanup/open-items.ts'
import { lockItem, storeDecision } from './store/cleanup/tasks.ts'

export type CleanupFault = ChoiceFault | { readonly kind: 'nothing_to_do' | 'not_of_this_kind' }

/**
 * A person decides one thing of the clean-up list, and it is carried out. The decision holds for the facts as they are: when
 * they change, the item is on the list again.
 */
export async function decideCleanup(
  db: ModuleDb<'recall'>,
  wish: CleanupWish,
): Promise<Result<null, CleanupFault>> {
  const { kind, item, choice, by } = wish
  const allowed: readonly string[] = cleanupDecisions[kind]
  if (!allowed.includes(choice.decision)) return fail({ kind: 'not_of_this_kind' })
  await lockItem(db, kind, item)
  const found = await openItem(db, kind, item)
  if (found === null) return fail({ kind: 'nothing_to_do' })
  const done = await carryOutChoice(db, wish, found)
  if (!done.ok) return done
  await storeDecision(db, {
    kind,
    item,
    decision: choice.decision,
    reason: wish.reason.trim(),
    undo: done.value,
    basis: found.basis,
    by: by.name,
  })
  await changeCount(db, { kind, owner: found.owner, by: -1 })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'cleanup.decided',
    subjectKind: 'patient',
    subjectId: found.patientId,
    detail: { kind, item, decision: choice.decision },
  })
  return ok(null)
}
