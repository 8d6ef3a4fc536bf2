import { sql } from 'kysely'
import { smsParts } from '../outreach/rules/sms-segments.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { AnswerMeasure } from './contract.ts'
import { readReplyAccount } from './store/standing.ts'

/** How long an answer is on its channel and what it would cost, before it is sent; writes nothing. */
export async function measureAnswer(
  db: ModuleDb<'conversations'>,
  { threadId, text }: { readonly threadId: string; readonly text: string },
): Promise<Result<AnswerMeasure, { readonly kind: 'unknown_thread' }>> {
  const [thread] = await db.sql<{ channel: 'sms' | 'email' }>(sql`
    select channel from conversations.thread where clinic_id = ${db.clinicId} and id = ${threadId}`)
  if (thread === undefined) return fail({ kind: 'unknown_thread' })
  const account = await readReplyAccount(db, { accountId: null, channel: thread.channel })
  const partCost = account?.partCost ?? null
  if (thread.channel === 'email') return ok({ sms: null, costMinor: partCost })
  const { parts, units, unitsPerPart, offenders } = smsParts(text)
  return ok({
    sms: { parts: parts.length, units, room: unitsPerPart * parts.length, offenders: [...offenders] },
    costMinor: partCost === null ? null : partCost * parts.length,
  })
}
