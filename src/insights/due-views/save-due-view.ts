import { recordAudit } from '../../clinic/record-audit.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import type { SaveDueView } from '../contract/due-views.ts'
import { countViews, insertView } from '../store/saved-views.ts'

/** More than this nobody finds again in a menu. */
const mostViews = 100

export type Staff = Extract<Actor, { readonly kind: 'staff' }>

/** Keeps a view of the due list under a name, for the person who asks. */
export async function saveDueView(
  db: ModuleDb<'insights'>,
  { name, filter, by }: SaveDueView & { readonly by: Staff },
): Promise<Result<{ readonly id: string }, { readonly kind: 'name_taken' | 'too_many_views' }>> {
  if ((await countViews(db, by.id)) >= mostViews) return fail({ kind: 'too_many_views' })
  const id = await insertView(db, { staffId: by.id, name, filter })
  if (id === null) return fail({ kind: 'name_taken' })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'due_view.saved',
    subjectKind: 'due_view',
    subjectId: id,
    detail: filter,
  })
  return ok({ id })
}
