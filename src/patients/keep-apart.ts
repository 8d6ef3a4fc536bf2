import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { decidePair, lockPair, type PairIds } from './store/duplicate-pairs.ts'

/**
 * Somebody knows that two records are two people. The search proposes them no more until something that is compared
 * changes in one of them.
 */
export async function keepApart(
  db: ModuleDb<'patients'>,
  decision: PairIds & { readonly by: Extract<Actor, { readonly name: string }> },
): Promise<Result<true, { readonly kind: 'no_such_pair' | 'one_person_already' }>> {
  const pair = await lockPair(db, decision)
  if (pair === null) return fail({ kind: 'no_such_pair' })
  if (pair.state === 'merged') return fail({ kind: 'one_person_already' })
  await decidePair(db, pair, { state: 'kept_apart', by: decision.by.name, mergeId: null })
  await recordAudit(db.as('clinic'), {
    actor: decision.by,
    action: 'patient.kept_apart',
    subjectKind: 'patient',
    subjectId: pair.oneId,
    detail: { otherId: pair.otherId },
  })
  return ok(true)
}
