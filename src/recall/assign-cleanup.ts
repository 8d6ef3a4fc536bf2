import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { type CleanupKind, deadlineFrom } from './rules/cleanup.ts'
import { storeCounts } from './store/cleanup/counts.ts'
import { countOpen, type OwnerWanted, takeOpenItems } from './store/cleanup/open-items.ts'
import { momentOf } from './store/moment.ts'

export interface CleanupAssignment {
  readonly kinds: readonly CleanupKind[]
  /** A name or the e-mail address of an account. */
  readonly owner: string
  /** Only these items; null: all that are open. */
  readonly items: readonly string[] | null
  /** Only what this person has; null: what nobody has; undefined: whoever has it. */
  readonly from: OwnerWanted
  readonly by: Extract<Actor, { readonly name: string }>
}

export interface Assigned {
  readonly owner: string
  readonly dueOn: Temporal.PlainDate
  readonly items: number
}

/**
 * Somebody gets items of the clean-up list and thirty days for them. One row of audit for all of them; each item has its
 * author itself.
 */
export async function assignCleanup(
  db: ModuleDb<'recall'>,
  wish: CleanupAssignment,
): Promise<Result<Assigned, { readonly kind: 'nobody_named' }>> {
  const { kinds, by, from, items } = wish
  if (wish.owner.trim() === '') return fail({ kind: 'nobody_named' })
  const { owner, ownerId } = await personNamed(db, wish.owner.trim())
  const { today } = await momentOf(db, db.now)
  const dueOn = deadlineFrom(today)
  let taken = 0
  for (const kind of kinds) {
    taken += await takeOpenItems(db, kind, { owner, ownerId, dueOn, by: by.name, from, items })
    await storeCounts(db, kind, await countOpen(db, kind))
  }
  if (taken > 0)
    await recordAudit(db.as('clinic'), {
      actor: by,
      action: 'cleanup.assigned',
      subjectKind: 'cleanup',
      subjectId: null,
      detail: { kinds, owner, ownerId, dueOn: dueOn.toString(), items: taken },
    })
  return ok({ owner, dueOn, items: taken })
}

/** Who has an account is named as there; whoever has none owns by the name that was said. */
async function personNamed(
  db: ModuleDb<'recall'>,
  named: string,
): Promise<{ readonly owner: string; readonly ownerId: string | null }> {
  const [person] = await db.sql<{ owner: string; ownerId: string }>(sql`
    select name as owner, id as "ownerId" from clinic.staff
    where clinic_id = ${db.clinicId} and ended_at is null and (email = ${named.toLowerCase()} or name = ${named})
    order by email = ${named.toLowerCase()} desc, created_at limit 1`)
  return person ?? { owner: named, ownerId: null }
}
