import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import type { CycleChanges } from './store/write-cycles.ts'
import { endRecallType } from './store/write-recall-type.ts'

interface TypeToDisable {
  readonly key: string
  readonly by: Extract<Actor, { readonly name: string }>
}

type DisablingRefusal = { readonly kind: 'nobody_named' | 'not_enabled' }

/** Ends a recall type for the clinic: its open cycles close and nobody is invited for it any more. */
export async function disableRecallType(
  db: ModuleDb<'recall'>,
  type: TypeToDisable,
): Promise<Result<CycleChanges, DisablingRefusal>> {
  const ended = await recordDisabledType(db, type)
  return ended.ok ? ok(await rebuildCycles(db, { withStanding: false })) : ended
}

/** The same without the cycles, which the caller brings in line. */
export async function recordDisabledType(
  db: ModuleDb<'recall'>,
  { key, by }: TypeToDisable,
): Promise<Result<null, DisablingRefusal>> {
  if (by.kind === 'system' || by.name.trim() === '') return fail({ kind: 'nobody_named' })
  if (!(await endRecallType(db, key))) return fail({ kind: 'not_enabled' })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'recall_type.disabled',
    subjectKind: 'recall_type',
    subjectId: key,
  })
  return ok(null)
}
