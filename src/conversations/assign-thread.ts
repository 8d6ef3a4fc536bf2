import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'

export type AssignRefusal = { readonly kind: 'unknown_thread' | 'unknown_staff' }

/** Gives a thread to somebody of this clinic, or to nobody (null). */
export async function assignThread(
  db: ModuleDb<'conversations'>,
  { threadId, staffId }: { readonly threadId: string; readonly staffId: string | null },
): Promise<Result<null, AssignRefusal>> {
  if (staffId !== null) {
    const staff = await db.sql(sql`
      select 1 from clinic.staff where clinic_id = ${db.clinicId} and id = ${staffId} and ended_at is null`)
    if (staff.length === 0) return fail({ kind: 'unknown_staff' })
  }
  const changed = await db.run(sql`
    update conversations.thread set assigned_to = ${staffId} where clinic_id = ${db.clinicId} and id = ${threadId}`)
  return changed === 0 ? fail({ kind: 'unknown_thread' }) : ok(null)
}
