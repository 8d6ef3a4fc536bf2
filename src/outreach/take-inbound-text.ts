import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { InboundMessage } from './channels/channel.ts'
import { assembledText, isRepetitionOf, type KeptPart } from './rules/inbound-text.ts'

/** An SMSC that missed our answer delivers a part again when it has a link again; within this time it is taken for that. */
const repetitionMinutes = 60

interface TextRow {
  readonly id: string
  readonly account_id: string
  readonly sender: string
  readonly recipient: string
  readonly reference: number
  readonly total: number
  readonly started_at: Temporal.Instant
}

export interface TakenText {
  readonly accountId: string
  readonly message: InboundMessage
}

/**
 * Takes a text out of the waiting ones, to be handed on in this same transaction: whoever else is at it waits for the row
 * and then finds it gone, and a worker that dies midway leaves it as it was. Null: nothing to hand on, or not yet.
 */
export async function takeInboundText(db: ModuleDb<'outreach'>, textId: string): Promise<TakenText | null> {
  const [text] = await db.sql<TextRow>(sql`
    select id, account_id, sender, recipient, reference, total, started_at from outreach.inbound_text
    where clinic_id = ${db.clinicId} and id = ${textId} and state in ('open', 'closed') and next_at <= ${db.now}
    for update`)
  if (text === undefined) return null
  const parts = await readParts(db, textId)
  const isRepeated = await isRepetition(db, text, parts)
  await db.run(sql`
    update outreach.inbound_text set state = ${isRepeated ? 'repeated' : 'handed_on'}, next_at = null, ended_at = ${db.now}
    where clinic_id = ${db.clinicId} and id = ${textId}`)
  if (isRepeated) return null
  return {
    accountId: text.account_id,
    message: {
      channel: 'sms',
      from: text.sender,
      to: text.recipient,
      text: assembledText(parts, text.total),
      providerKey: `smpp:${text.id}`,
      keyScope: 'unique',
      receivedAt: db.now,
      isComplete: parts.length === text.total,
    },
  }
}

/** Texts of this clinic that are due, the oldest first. */
export async function dueInboundTexts(db: ModuleDb<'outreach'>): Promise<readonly string[]> {
  const rows = await db.sql<{ id: string }>(sql`
    select id from outreach.inbound_text where clinic_id = ${db.clinicId} and next_at <= ${db.now} order by next_at, id`)
  return rows.map((row) => row.id)
}

async function isRepetition(
  db: ModuleDb<'outreach'>,
  text: TextRow,
  parts: readonly KeptPart[],
): Promise<boolean> {
  const earlier = await db.sql<{ id: string }>(sql`
    select id from outreach.inbound_text
    where clinic_id = ${db.clinicId} and account_id = ${text.account_id} and sender = ${text.sender} and recipient = ${text.recipient}
      and reference = ${text.reference} and total = ${text.total}
      and ((state = 'handed_on' and ended_at >= ${text.started_at.subtract({ minutes: repetitionMinutes })})
        or (state = 'closed' and (started_at, id) < (${text.started_at}::timestamptz, ${text.id}::uuid)))`)
  for (const { id } of earlier) if (isRepetitionOf(parts, await readParts(db, id))) return true
  return false
}

async function readParts(db: ModuleDb<'outreach'>, textId: string): Promise<readonly KeptPart[]> {
  const rows = await db.sql<{ sequence: number; words: string }>(sql`
    select sequence, words from outreach.inbound_part
    where clinic_id = ${db.clinicId} and inbound_text_id = ${textId} order by sequence`)
  return rows.map(({ sequence, words }) => ({ sequence, words: String(JSON.parse(words)) }))
}
