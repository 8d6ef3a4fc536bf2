import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { announceChanges } from './announce-changes.ts'
import { lockPatients } from './lock-patients.ts'
import { markForMatching } from './mark-for-matching.ts'
import { shareOptOuts } from './share-opt-outs.ts'
import { decidePair, lockPair, type PairIds } from './store/duplicate-pairs.ts'
import { endCarriedConsents } from './store/merged-consents.ts'
import { type ContactBefore, takeContactsBack } from './store/merged-contacts.ts'

export interface UndoProblem {
  readonly kind: 'no_such_pair' | 'not_merged_here' | 'merged_further'
}

interface StoredMerge {
  readonly id: string
  readonly fromId: string
  readonly intoId: string
  readonly moved: readonly string[]
  readonly contacts: readonly ContactBefore[]
  readonly mergedAt: Temporal.Instant
  readonly intoMergedInto: string | null
  readonly fromMergedInto: string | null
}

/**
 * Two records are two people after all: each is again what it was, with its own facts and addresses, and the pair is kept
 * apart. Opt-outs stay with both, for nobody knows any more who meant them.
 */
export async function undoMerge(
  db: ModuleDb<'patients'>,
  wish: PairIds & { readonly by: Extract<Actor, { readonly name: string }> },
): Promise<Result<{ readonly restoredId: string }, UndoProblem>> {
  const seen = await readMerge(db, wish)
  if (seen !== null) await lockPatients(db, [seen.fromId, seen.intoId, ...seen.moved])
  const pair = await lockPair(db, wish)
  if (pair === null) return fail({ kind: 'no_such_pair' })
  const merge = await readMerge(db, wish)
  if (merge === null || pair.state !== 'merged') return fail({ kind: 'not_merged_here' })
  // The later merge gave on what this one brought: the last is undone first.
  if (merge.intoMergedInto !== null || merge.fromMergedInto !== merge.intoId)
    return fail({ kind: 'merged_further' })
  await separate(db, merge, wish.by)
  await decidePair(db, pair, { state: 'kept_apart', by: wish.by.name, mergeId: null })
  await recordAudit(db.as('clinic'), {
    actor: wish.by,
    action: 'patient.merge_undone',
    subjectKind: 'patient',
    subjectId: merge.intoId,
    detail: { mergeId: merge.id, restoredId: merge.fromId },
  })
  return ok({ restoredId: merge.fromId })
}

async function separate(
  db: ModuleDb<'patients'>,
  merge: StoredMerge,
  by: Extract<Actor, { readonly name: string }>,
): Promise<void> {
  const { fromId, intoId, moved } = merge
  await db.run(sql`
    update patients.patient set merged_into = case when id = ${fromId} then null else ${fromId}::uuid end, changed_at = ${db.now}
    where clinic_id = ${db.clinicId} and merged_into = ${intoId} and id = any(${[fromId, ...moved]}::uuid[])`)
  const contactPointIds = await takeContactsBack(db, intoId, merge.contacts)
  await endCarriedConsents(db, { survivor: intoId, mergedAt: merge.mergedAt, contactPointIds })
  await shareOptOuts(db, [[fromId, intoId]], by)
  await db.run(sql`
    update patients.merge set undone_at = ${db.now}, undone_by = ${by.name} where clinic_id = ${db.clinicId} and id = ${merge.id}`)
  await markForMatching(db, [fromId, intoId])
  await announceChanges(db, [fromId, intoId, ...moved])
}

async function readMerge(db: ModuleDb<'patients'>, { oneId, otherId }: PairIds): Promise<StoredMerge | null> {
  const [merge] = await db.sql<StoredMerge>(sql`
    select m.id, m.from_id as "fromId", m.into_id as "intoId", m.moved, m.contacts, m.merged_at as "mergedAt",
      i.merged_into as "intoMergedInto", f.merged_into as "fromMergedInto"
    from patients.duplicate_pair d
    join patients.merge m on m.clinic_id = d.clinic_id and m.id = d.merge_id and m.undone_at is null
    join patients.patient i on i.clinic_id = m.clinic_id and i.id = m.into_id
    join patients.patient f on f.clinic_id = m.clinic_id and f.id = m.from_id
    where d.clinic_id = ${db.clinicId} and d.one_id = least(${oneId}::uuid, ${otherId}::uuid)
      and d.other_id = greatest(${oneId}::uuid, ${otherId}::uuid)`)
  return merge ?? null
}
