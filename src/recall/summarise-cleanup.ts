import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { CleanupProgress, CleanupSummary } from './contract/cleanup.ts'
import { type CleanupCounts, readCounts } from './count-cleanup.ts'
import { dayWords } from './present-cleanup.ts'
import { cleanupKinds, daysLeft, type Progress, progressOf, roundSince } from './rules/cleanup.ts'
import { type AssignedTasks, assignedTasks } from './store/cleanup/tasks.ts'
import { momentOf } from './store/moment.ts'

/** How much there is to clean up, who has it, and how far the round has come. */
export async function summariseCleanup(db: ModuleDb<'recall'>, reading: Reading): Promise<CleanupSummary> {
  const { today } = await momentOf(db, db.now)
  const counts = await readCounts(db)
  const assigned = await assignedTasks(db, roundSince(today))
  const owners = assigned.map((tasks) => {
    const open = openOf(counts, tasks.owner)
    const progress = progressOf(tasks.tasks, open)
    return { name: tasks.owner, open, ...presented(progress, tasks.firstDueOn, { reading, today }) }
  })
  return {
    kinds: cleanupKinds.map((kind) => {
      const byOwner = counts.get(kind) ?? new Map<string, number>()
      const open = [...byOwner.values()].reduce((sum, each) => sum + each, 0)
      return { kind, open, unowned: byOwner.get('') ?? 0 }
    }),
    owners,
    progress: presented(
      {
        done: owners.reduce((sum, { done }) => sum + done, 0),
        of: owners.reduce((sum, { of }) => sum + of, 0),
      },
      nearest(assigned, counts),
      { reading, today },
    ),
    away: counts.get('away')?.get('') ?? 0,
    colleagues: await colleagues(db),
  }
}

function openOf(counts: CleanupCounts, owner: string): number {
  return cleanupKinds.reduce((sum, kind) => sum + (counts.get(kind)?.get(owner) ?? 0), 0)
}

/** The nearest deadline of those who have something open; of nobody's the last one. */
function nearest(assigned: readonly AssignedTasks[], counts: CleanupCounts): Temporal.PlainDate | null {
  const busy = assigned.filter(({ owner }) => openOf(counts, owner) > 0)
  const days = (busy.length > 0 ? busy : assigned).map(({ firstDueOn }) => firstDueOn)
  return days.toSorted(Temporal.PlainDate.compare)[0] ?? null
}

function presented(
  progress: Progress,
  dueOn: Temporal.PlainDate | null,
  { reading, today }: { readonly reading: Reading; readonly today: Temporal.PlainDate },
): CleanupProgress {
  return {
    ...progress,
    due: dueOn === null ? null : dayWords(dueOn, reading),
    daysLeft: dueOn === null ? null : daysLeft(dueOn, today),
  }
}

async function colleagues(db: ModuleDb<'recall'>): Promise<string[]> {
  const rows = await db.sql<{ name: string }>(sql`
    select distinct name from clinic.staff
    where clinic_id = ${db.clinicId} and ended_at is null and role <> 'read_only' order by name limit 500`)
  return rows.map(({ name }) => name)
}
