import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'

/** The audience is no longer offered, and its name is free; campaigns that pin a version of it go on. */
export async function endAudience(
  db: ModuleDb<'campaigns'>,
  { audienceId, actor }: { readonly audienceId: string; readonly actor: Actor },
): Promise<Result<Record<never, never>, { readonly kind: 'not_found' }>> {
  const ended = await db.run(sql`
    update campaigns.audience set ended_at = ${db.now}, changed_by = ${'name' in actor ? actor.name : actor.kind}, changed_at = ${db.now}
    where clinic_id = ${db.clinicId} and id = ${audienceId} and ended_at is null`)
  if (ended === 0) return fail({ kind: 'not_found' })
  await recordAudit(db.as('clinic'), {
    actor,
    action: 'audience.ended',
    subjectKind: 'audience',
    subjectId: audienceId,
  })
  return ok({})
}
