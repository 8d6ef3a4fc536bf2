import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { CleanupDeadline } from './contract/cleanup.ts'
import { readCounts } from './count-cleanup.ts'
import { dayWords } from './present-cleanup.ts'
import { type CleanupKind, daysLeft, warnedUntil } from './rules/cleanup.ts'
import { momentOf } from './store/moment.ts'

interface Due {
  readonly kind: CleanupKind
  readonly owner: string
  readonly ownerId: string | null
  readonly items: number
  readonly dueOn: Temporal.PlainDate
}

/** Who has something to clean up whose deadline is near or past, by list, the most pressing first. */
export async function cleanupDeadlines(
  db: ModuleDb<'recall'>,
  reading: Reading,
): Promise<readonly CleanupDeadline[]> {
  const { today } = await momentOf(db, db.now)
  const due = await db.sql<Due>(sql`
    select kind, owner, owner_id as "ownerId", count(*)::int as items, min(due_on) as "dueOn"
    from recall.cleanup_task
    where clinic_id = ${db.clinicId} and owner is not null and decided_at is null
      and due_on <= ${warnedUntil(today)}::date
    group by kind, owner, owner_id order by min(due_on), owner, kind`)
  if (due.length === 0) return []
  // What the records have mended themselves is open no more, though nobody decided it.
  const counts = await readCounts(db)
  return due.flatMap(({ items, dueOn, ...rest }) => {
    const open = Math.min(items, counts.get(rest.kind)?.get(rest.owner) ?? 0)
    const left = daysLeft(dueOn, today)
    return open === 0 ? [] : [{ ...rest, items: open, due: dayWords(dueOn, reading), daysLeft: left }]
  })
}
