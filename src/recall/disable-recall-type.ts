import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import type { CycleChanges } from './store/write-cycles.ts'

/** Ends a recall type for the clinic: its open cycles close and nobody is invited for it any more. */
export async function disableRecallType(
  db: ModuleDb<'recall'>,
  { key, by }: { readonly key: string; readonly by: Actor },
): Promise<Result<CycleChanges, { readonly kind: 'not_enabled' }>> {
  const ended = await db.write
    .updateTable('recall.recall_type')
    .set({ disabled_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('key', '=', key)
    .where('disabled_at', 'is', null)
    .returning('key')
    .execute()
  if (ended.length === 0) return fail({ kind: 'not_enabled' })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'recall_type.disabled',
    subjectKind: 'recall_type',
    subjectId: key,
  })
  return ok(await rebuildCycles(db, { withStanding: false }))
}
