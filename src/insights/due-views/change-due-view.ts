import { recordAudit } from '../../clinic/record-audit.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import { hasNamesake, lockView, updateView } from '../store/saved-views.ts'
import type { Staff } from './save-due-view.ts'

export type ViewChange =
  | { readonly kind: 'rename'; readonly name: string }
  | { readonly kind: 'remove' }
  | { readonly kind: 'restore' }

const actions = {
  rename: 'due_view.renamed',
  remove: 'due_view.removed',
  restore: 'due_view.restored',
} as const

/** Gives one's own view another name, removes it, or takes that back; a view is never deleted. */
export async function changeDueView(
  db: ModuleDb<'insights'>,
  { viewId, change, by }: { readonly viewId: string; readonly change: ViewChange; readonly by: Staff },
): Promise<Result<null, { readonly kind: 'unknown_view' | 'name_taken' }>> {
  const key = { staffId: by.id, viewId }
  const view = await lockView(db, key)
  if (view === null || (change.kind === 'rename' && view.isRemoved)) return fail({ kind: 'unknown_view' })
  const next = {
    name: change.kind === 'rename' ? change.name : view.name,
    isRemoved: change.kind === 'remove',
  }
  if (next.name === view.name && next.isRemoved === view.isRemoved) return ok(null)
  if (!next.isRemoved && (await hasNamesake(db, { ...key, name: next.name })))
    return fail({ kind: 'name_taken' })
  await updateView(db, { ...key, ...next })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: actions[change.kind],
    subjectKind: 'due_view',
    subjectId: viewId,
  })
  return ok(null)
}
