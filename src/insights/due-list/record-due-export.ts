import { recordAudit } from '../../clinic/record-audit.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { countDue } from '../../recall/count-due.ts'
import type { DueExportBody } from '../contract/due-list.ts'

/** Law 17: who took the list away as a file, whom it named and how many rows it has. Words of a search may be a name and stay out. */
export async function recordDueExport(
  db: ModuleDb<'insights'>,
  { asked, by }: { readonly asked: DueExportBody; readonly by: Actor },
): Promise<void> {
  const { search, ...filter } = asked
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'due_list.exported',
    subjectKind: 'due_list',
    subjectId: null,
    detail: { ...filter, isSearch: search !== '', rows: await countDue(db.as('recall'), asked) },
  })
}
