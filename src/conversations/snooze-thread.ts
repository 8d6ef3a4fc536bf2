import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'

export type SnoozeRefusal = { readonly kind: 'unknown_thread' | 'in_the_past' }

/** Puts a thread off; when the time has come, or the patient writes again, it is open by itself. */
export async function snoozeThread(
  db: ModuleDb<'conversations'>,
  { threadId, until }: { readonly threadId: string; readonly until: Temporal.Instant },
): Promise<Result<null, SnoozeRefusal>> {
  if (Temporal.Instant.compare(until, db.now) <= 0) return fail({ kind: 'in_the_past' })
  const changed = await db.run(sql`
    update conversations.thread set state = 'snoozed', snoozed_until = ${until}
    where clinic_id = ${db.clinicId} and id = ${threadId} and state <> 'begun'`)
  return changed === 0 ? fail({ kind: 'unknown_thread' }) : ok(null)
}
