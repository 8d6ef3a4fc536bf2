import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { lockPair, type PairIds } from './store/duplicate-pairs.ts'

/** Takes back that two records were kept apart: the pair waits for a person again. False: they were not kept apart. */
export async function proposeAgain(
  db: ModuleDb<'patients'>,
  wish: PairIds & { readonly by: Extract<Actor, { readonly name: string }> },
): Promise<boolean> {
  const pair = await lockPair(db, wish)
  if (pair?.state !== 'kept_apart') return false
  await db.run(sql`
    update patients.duplicate_pair set state = 'proposed', decided_at = null, decided_by = null, merge_id = null
    where clinic_id = ${db.clinicId} and one_id = ${pair.oneId} and other_id = ${pair.otherId}`)
  await recordAudit(db.as('clinic'), {
    actor: wish.by,
    action: 'patient.proposed_again',
    subjectKind: 'patient',
    subjectId: pair.oneId,
    detail: { otherId: pair.otherId },
  })
  return true
}
