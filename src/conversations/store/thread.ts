import { sql } from 'kysely'
import { json } from '../../platform/db/database.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Need } from '../rules/resolve-inbound.ts'

type Db = ModuleDb<'conversations'>

export interface ThreadRow {
  readonly id: string
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
  readonly patientId: string | null
  readonly state: 'begun' | 'open' | 'snoozed' | 'done'
  readonly needs: string | null
  readonly assignedTo: string | null
  readonly waitingSince: Temporal.Instant | null
}

const threadColumns = sql`
  t.id, t.contact_point_id as "contactPointId", t.channel, t.patient_id as "patientId", t.state, t.needs,
  t.assigned_to as "assignedTo", t.waiting_since as "waitingSince"`

/** The one thread of an address and channel, made when it is the first; locked for this transaction. */
export async function openThread(
  db: Db,
  who: {
    readonly contactPointId: string
    readonly channel: 'sms' | 'email'
    readonly patientId: string | null
    readonly text: string
    /** Of one that is made now: `begun` by us, or heard of and so far nobody's work. */
    readonly state?: 'begun' | 'done'
  },
): Promise<ThreadRow> {
  await db.write
    .insertInto('conversations.thread')
    .values({
      clinic_id: db.clinicId,
      id: db.ids.uuid(db.now),
      contact_point_id: who.contactPointId,
      channel: who.channel,
      patient_id: who.patientId,
      state: who.state ?? 'done',
      last_at: db.now,
      last_text: who.text,
      opened_at: db.now,
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'contact_point_id', 'channel']).doNothing())
    .execute()
  const [row] = await db.sql<ThreadRow>(sql`
    select ${threadColumns} from conversations.thread t
    where t.clinic_id = ${db.clinicId} and t.contact_point_id = ${who.contactPointId} and t.channel = ${who.channel}
    for update`)
  if (row === undefined) throw new Error('a thread that was just made is not there')
  return row
}

export async function lockThread(db: Db, threadId: string): Promise<ThreadRow | null> {
  const [row] = await db.sql<ThreadRow>(sql`
    select ${threadColumns} from conversations.thread t
    where t.clinic_id = ${db.clinicId} and t.id = ${threadId} for update`)
  return row ?? null
}

export interface NewEntry {
  readonly threadId: string
  readonly direction: 'in' | 'out' | 'event'
  /** What was written; of an event its key. */
  readonly text: string
  readonly providerKey?: string
  readonly contentHash?: string
  readonly messageId?: string
  readonly staffId?: string
  readonly understood?: Readonly<Record<string, unknown>>
}

/** Adds to a thread; null when the provider's key is there already. */
export async function addEntry(db: Db, entry: NewEntry): Promise<string | null> {
  const id = db.ids.uuid(db.now)
  const rows = await db.sql<{ id: string }>(sql`
    insert into conversations.entry
      (clinic_id, id, thread_id, at, direction, text, provider_key, content_hash, message_id, staff_id, understood)
    values (${db.clinicId}, ${id}, ${entry.threadId}, ${db.now}, ${entry.direction}, ${entry.text}, ${entry.providerKey ?? null},
      ${entry.contentHash ?? null}, ${entry.messageId ?? null}, ${entry.staffId ?? null},
      ${entry.understood === undefined ? null : json(entry.understood)})
    on conflict do nothing returning id`)
  return rows[0]?.id ?? null
}

export async function noteUnderstanding(
  db: Db,
  entryId: string,
  understood: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db.run(sql`
    update conversations.entry set understood = ${json(understood)} where clinic_id = ${db.clinicId} and id = ${entryId}`)
}

/** The thread after an inbound text. A need opens it and starts the waiting; without one it stays as it was. */
export async function noteInbound(
  db: Db,
  thread: ThreadRow,
  news: { readonly text: string; readonly patientId: string | null; readonly need: Need | null },
): Promise<void> {
  const needsNow = news.need !== null
  await db.run(sql`
    update conversations.thread set
      last_at = ${db.now}, last_text = ${news.text}, patient_id = ${news.patientId},
      state = case when ${needsNow} then 'open' when state = 'begun' then 'done' else state end,
      needs = ${news.need ?? thread.needs},
      snoozed_until = case when ${needsNow} then null else snoozed_until end,
      waiting_since = case when ${needsNow} then coalesce(waiting_since, ${db.now}::timestamptz) else waiting_since end
    where clinic_id = ${db.clinicId} and id = ${thread.id}`)
}
