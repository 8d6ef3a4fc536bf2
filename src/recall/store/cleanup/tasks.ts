import { sql } from 'kysely'
import { json } from '../../../platform/db/database.ts'
import type { ModuleDb } from '../../../platform/db/module-db.ts'
import type { CleanupDecision, CleanupKind } from '../../rules/cleanup.ts'

type Db = ModuleDb<'recall'>

/** What takes a decision back; each decision reads its own field. */
export interface CleanupUndo {
  readonly contactPointId?: string
  /** The address that was ended. */
  readonly endedPointId?: string
  readonly validityReason?: string | null
  readonly visitId?: string
  readonly driftReasonId?: string
}

export interface DecidedTask {
  readonly decision: CleanupDecision
  readonly owner: string | null
  readonly undo: CleanupUndo
}

/** Two people at one item are one after the other, also where it has no task yet. */
export async function lockItem(db: Db, kind: CleanupKind, item: string): Promise<void> {
  await db.sql(sql`
    select pg_advisory_xact_lock(hashtextextended(${`recall.cleanup ${db.clinicId} ${kind} ${item}`}, 0))`)
}

export async function storeDecision(
  db: Db,
  task: {
    readonly kind: CleanupKind
    readonly item: string
    readonly decision: CleanupDecision
    readonly reason: string
    readonly undo: CleanupUndo
    readonly basis: string
    readonly by: string
  },
): Promise<void> {
  const said = {
    decision: task.decision,
    reason: task.reason,
    undo: json(task.undo),
    basis: task.basis,
    decided_by: task.by,
    decided_at: db.now,
  }
  await db.write
    .insertInto('recall.cleanup_task')
    .values({ clinic_id: db.clinicId, kind: task.kind, item: task.item, ...said })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'kind', 'item']).doUpdateSet(said))
    .execute()
}

/** Locks the task. Null: nothing was decided. */
export async function lockDecided(db: Db, kind: CleanupKind, item: string): Promise<DecidedTask | null> {
  const [task] = await db.sql<DecidedTask>(sql`
    select decision, owner, undo from recall.cleanup_task
    where clinic_id = ${db.clinicId} and kind = ${kind} and item = ${item} and decided_at is not null
    for update`)
  return task ?? null
}

/** The item is to do again; its owner and deadline stay. */
export async function reopenTask(db: Db, kind: CleanupKind, item: string): Promise<void> {
  await db.write
    .updateTable('recall.cleanup_task')
    .set({ decision: null, reason: '', undo: null, basis: null, decided_by: null, decided_at: null })
    .where('clinic_id', '=', db.clinicId)
    .where('kind', '=', kind)
    .where('item', '=', item)
    .execute()
}

export interface EarlierDecision {
  readonly decision: CleanupDecision
  readonly reason: string
  readonly by: string
  readonly at: Temporal.Instant
}

/** What was decided about other facts, before they changed; and who gave the item to its owner. */
export async function readTask(
  db: Db,
  kind: CleanupKind,
  item: string,
): Promise<{ readonly earlier: EarlierDecision | null; readonly assignedBy: string | null }> {
  const [task] = await db.sql<{
    decision: CleanupDecision | null
    reason: string
    by: string
    at: Temporal.Instant
    assignedBy: string | null
  }>(sql`
    select decision, reason, decided_by as by, decided_at as at, assigned_by as "assignedBy" from recall.cleanup_task
    where clinic_id = ${db.clinicId} and kind = ${kind} and item = ${item}`)
  if (task === undefined) return { earlier: null, assignedBy: null }
  const { decision, reason, by, at, assignedBy } = task
  return { earlier: decision === null ? null : { decision, reason, by, at }, assignedBy }
}

export interface AssignedTasks {
  readonly owner: string
  readonly tasks: number
  readonly firstDueOn: Temporal.PlainDate
}

/** What was given to whom in the round that began after `since`, and what is undone from before. */
export async function assignedTasks(db: Db, since: Temporal.PlainDate): Promise<readonly AssignedTasks[]> {
  return db.sql<AssignedTasks>(sql`
    select owner, count(*)::int as tasks,
      coalesce(min(due_on) filter (where decided_at is null), max(due_on)) as "firstDueOn"
    from recall.cleanup_task
    where clinic_id = ${db.clinicId} and owner is not null and due_on >= ${since}::date
    group by owner order by owner`)
}
