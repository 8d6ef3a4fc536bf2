import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'

export interface AccountChange {
  readonly accountId: string
  readonly state: 'active' | 'paused' | 'ended'
  readonly actor: Actor
}

/** Pauses, resumes or ends an account; false when there is none or it has ended. The gate holds what goes out by a paused one. */
export async function setAccountState(
  db: ModuleDb<'outreach'>,
  { accountId, state, actor }: AccountChange,
): Promise<boolean> {
  const done = await db.write
    .updateTable('outreach.account')
    .set({ state })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', accountId)
    .where('state', '<>', 'ended')
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return false
  await recordAudit(db.as('clinic'), {
    actor,
    action: `account.${state}`,
    subjectKind: 'account',
    subjectId: accountId,
  })
  return true
}
