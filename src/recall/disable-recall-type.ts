import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import type { CycleChanges } from './store/write-cycles.ts'
import { endRecallType } from './store/write-recall-type.ts'

/** Ends a recall type for the clinic: its open cycles close and nobody is invited for it any more. */
export async function disableRecallType(
  db: ModuleDb<'recall'>,
  { key, by }: { readonly key: string; readonly by: Extract<Actor, { readonly name: string }> },
): Promise<Result<CycleChanges, { readonly kind: 'nobody_named' | 'not_enabled' }>> {
  if (by.kind === 'system' || by.name.trim() === '') return fail({ kind: 'nobody_named' })
  if (!(await endRecallType(db, key))) return fail({ kind: 'not_enabled' })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'recall_type.disabled',
    subjectKind: 'recall_type',
    subjectId: key,
  })
  return ok(await rebuildCycles(db, { withStanding: false }))
}
