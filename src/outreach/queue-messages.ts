import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { type PlannedContactKey, sendKey } from './rules/send-key.ts'
import { type OutboxFields, outboxValues } from './store.ts'
import { takeReferences } from './take-references.ts'

export interface NewMessage extends OutboxFields, PlannedContactKey {
  /** Everybody the message is about; the patient alone unless it is a family's. */
  readonly items: readonly { readonly patientId: string; readonly typeKey: string | null }[]
  readonly parts: number
  /** Minor currency units. */
  readonly costMinor: number
  readonly notBefore: Temporal.Instant
  readonly trace: unknown
}

/** Stands in a stored text for the link that is made, and only then known, when the message leaves. */
export const linkMarker = '{{link}}'

/** The same for the unsubscribe address of an e-mail. */
export const unsubscribeMarker = '{{unsubscribe}}'

/** Puts messages into the outbox; one whose send key is there already is left alone. Answers the ids of the new rows by send key. */
export async function queueMessages(
  db: ModuleDb<'outreach'>,
  messages: readonly NewMessage[],
): Promise<ReadonlyMap<string, string>> {
  if (messages.length === 0) return new Map()
  await ensureStreams(db, messages)
  const references = await takeReferences(
    db,
    messages.map(({ accountId }) => ({ accountId, count: 1 })),
  )
  const rows = messages.map((message, index) => ({
    message,
    id: db.ids.uuid(db.now),
    key: sendKey(message),
    reference: references[index] ?? 1,
  }))
  const inserted = await db.write
    .insertInto('outreach.message')
    .values(rows.map(({ message, ...identity }) => messageRow(db, message, identity)))
    .onConflict((conflict) => conflict.columns(['clinic_id', 'send_key']).doNothing())
    .returning(['id', 'send_key'])
    .execute()
  const ids = new Map(inserted.map((row) => [row.send_key, row.id]))
  const items = rows
    .filter(({ id, key }) => ids.get(key) === id)
    .flatMap(({ message, id }) =>
      message.items.map((item) => ({
        clinic_id: db.clinicId,
        message_id: id,
        patient_id: item.patientId,
        type_key: item.typeKey,
      })),
    )
  if (items.length > 0) await db.write.insertInto('outreach.message_item').values(items).execute()
  return ids
}

async function ensureStreams(db: ModuleDb<'outreach'>, messages: readonly NewMessage[]): Promise<void> {
  const origins = [...new Set(messages.map((message) => message.origin))].sort()
  await db.write
    .insertInto('outreach.sending_stream')
    .values(
      origins.map((origin) => ({
        clinic_id: db.clinicId,
        origin,
        state: 'running' as const,
        changed_at: db.now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['clinic_id', 'origin']).doNothing())
    .execute()
}

function messageRow(
  db: ModuleDb<'outreach'>,
  message: NewMessage,
  { id, key, reference }: { id: string; key: string; reference: number },
) {
  return {
    clinic_id: db.clinicId,
    id,
    send_key: key,
    ...outboxValues(message),
    prompt: message.prompt === null ? null : json(message.prompt),
    parts: message.parts,
    cost_minor: message.costMinor,
    state: 'queued' as const,
    trace: json(message.trace),
    planned_at: db.now,
    not_before: message.notBefore,
    reference,
  }
}
