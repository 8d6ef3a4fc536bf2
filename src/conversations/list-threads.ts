import type { ModuleDb } from '../platform/db/module-db.ts'
import { formatWaiting, when } from '../platform/i18n/format-time.ts'
import { maskEmail, maskPhone } from '../platform/i18n/mask.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { InboxPage, InboxQuery, ThreadLine } from './contract.ts'
import { needs } from './rules/resolve-inbound.ts'
import { countInbox, type InboxRow, readInbox } from './store/inbox.ts'

const pageSize = 50

/** One page of the inbox in the reader's words, with the count of every tab. */
export async function listThreads(
  db: ModuleDb<'conversations'>,
  {
    query,
    staffId,
    reading,
  }: { readonly query: InboxQuery; readonly staffId: string; readonly reading: Reading },
): Promise<InboxPage> {
  const rows = await readInbox(db, { ...query, staffId, pageSize })
  return {
    counts: await countInbox(db, staffId),
    page: query.page,
    pageSize,
    threads: rows.map((row) => threadLine(row, reading, db.now)),
  }
}

export function threadLine(row: InboxRow, reading: Reading, now: Temporal.Instant): ThreadLine {
  return {
    id: row.id,
    people: [...(row.people ?? [])],
    address: row.kind === 'phone' ? maskPhone(row.address) : maskEmail(row.address),
    channel: row.channel,
    lastText: row.lastText,
    lastAt: when(row.lastAt, reading, now),
    need: needs.find((need) => need === row.needs) ?? null,
    state: row.state,
    waiting: row.waitingSince === null ? null : formatWaiting(row.waitingSince, reading, now),
    snoozedUntil:
      row.state !== 'snoozed' || row.snoozedUntil === null ? null : when(row.snoozedUntil, reading, now),
    assignedTo: row.assignedTo === null ? null : { id: row.assignedTo, name: row.assignedName ?? '' },
  }
}
