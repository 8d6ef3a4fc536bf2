import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { LongTextPart } from './channels/smpp/inbound-parts.ts'

export interface PartToKeep {
  /** The account whose link it came in by. */
  readonly accountId: string
  readonly part: LongTextPart
  /** How long the rest is waited for, from the first part on. */
  readonly waitSeconds: number
}

/**
 * Keeps one part of a long text. Two links that each bring a part meet at the locked row of their text, so one of them
 * sees that it is whole. Answers the ids of texts that nothing is missing of, or that another text has put an end to:
 * they can be handed on.
 */
export async function keepInboundPart(
  db: ModuleDb<'outreach'>,
  kept: PartToKeep,
): Promise<readonly string[]> {
  const { sequence, total } = kept.part.concatenation
  const words = JSON.stringify(kept.part.text)
  let textId = await openText(db, kept)
  const closed: string[] = []
  const [taken] = await db.sql<{ words: string }>(sql`
    select words from outreach.inbound_part
    where clinic_id = ${db.clinicId} and inbound_text_id = ${textId} and sequence = ${sequence}`)
  if (taken !== undefined && taken.words === words) return []
  if (taken !== undefined) {
    closed.push(await closeText(db, textId))
    textId = await openText(db, kept)
  }
  await db.write
    .insertInto('outreach.inbound_part')
    .values({ clinic_id: db.clinicId, inbound_text_id: textId, sequence, words, received_at: db.now })
    .execute()
  const [come] = await db.sql<{ parts: number }>(sql`
    select count(*) as parts from outreach.inbound_part where clinic_id = ${db.clinicId} and inbound_text_id = ${textId}`)
  return come?.parts === total ? [...closed, await closeText(db, textId)] : closed
}

/** The open text the part belongs to, made when it is the first; locked for this transaction. */
async function openText(
  db: ModuleDb<'outreach'>,
  { accountId, part, waitSeconds }: PartToKeep,
): Promise<string> {
  const { reference, total } = part.concatenation
  const [text] = await db.sql<{ id: string }>(sql`
    insert into outreach.inbound_text (clinic_id, id, account_id, sender, recipient, reference, total, state, started_at, next_at)
    values (${db.clinicId}, ${db.ids.uuid(db.now)}, ${accountId}, ${part.from}, ${part.to}, ${reference}, ${total}, 'open',
      ${db.now}, ${db.now.add({ seconds: waitSeconds })})
    on conflict (clinic_id, account_id, sender, recipient, reference, total) where state = 'open'
      do update set state = inbound_text.state
    returning id`)
  if (text === undefined) throw new Error('a text that was just opened is not there')
  return text.id
}

/** It takes no more parts; handing it on is due. */
async function closeText(db: ModuleDb<'outreach'>, textId: string): Promise<string> {
  await db.run(sql`
    update outreach.inbound_text set state = 'closed', next_at = ${db.now} where clinic_id = ${db.clinicId} and id = ${textId}`)
  return textId
}
