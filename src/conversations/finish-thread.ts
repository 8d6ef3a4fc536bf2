import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'

/** Nobody needs to do anything any more; the next text of the patient opens the thread again where it must. */
export async function finishThread(
  db: ModuleDb<'conversations'>,
  { threadId }: { readonly threadId: string },
): Promise<Result<null, { readonly kind: 'unknown_thread' }>> {
  const changed = await db.run(sql`
    update conversations.thread set state = 'done', needs = null, waiting_since = null, snoozed_until = null
    where clinic_id = ${db.clinicId} and id = ${threadId} and state <> 'begun'`)
  return changed === 0 ? fail({ kind: 'unknown_thread' }) : ok(null)
}
