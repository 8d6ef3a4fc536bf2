import { sql } from 'kysely'
import type { Database } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import { applyReceipt } from './apply-receipt.ts'
import type { Channel, DeliveryStatus, QueryAnswer } from './channels/channel.ts'
import { uncountContacts } from './count-contacts.ts'
import { noteTornMessage } from './note-torn-message.ts'
import { releaseCap } from './reserve-cap.ts'
import { judgePartAnswers, type PartAnswer, partReference } from './rules/message-parts.ts'

export interface ReconcileOptions {
  /** The open channels by account. */
  readonly channels: ReadonlyMap<string, Channel>
  /** Receipts get this long before the provider is asked about a message. */
  readonly windowSeconds: number
  readonly most: number
}

export interface ReconcileReport {
  readonly orphaned: number
  readonly accepted: number
  readonly released: number
  readonly leftForStaff: number
}

/** A lease that ran out: its holder died between submitting and writing it down, so the message may have gone out. */
async function recoverLeases(db: ModuleDb<'outreach'>): Promise<number> {
  return db.run(sql`
    update outreach.message set state = 'ambiguous', state_reason = 'lease_expired', lease_token = null
    where clinic_id = ${db.clinicId} and state = 'submitting' and lease_until < ${db.now}`)
}

interface AmbiguousRow {
  readonly id: string
  readonly account_id: string
  readonly provider_message_id: string | null
  readonly reference: number
  readonly submissions: number
  /** Ids of parts whose answer was seen, by their place. */
  readonly part_ids: Readonly<Record<string, string>> | null
  readonly sender: string
  readonly to: string
  readonly released_at: Temporal.Instant | null
}

/**
 * Settles what is uncertain (G5): asks the provider where it can be asked, for every part of a long message. All found →
 * accepted. None there, at a provider that keeps records → released to the queue, once. Some of them → torn. That and
 * anything else stays ambiguous for staff; nothing is repeated blindly.
 */
export async function reconcileMessages(
  db: Database,
  clinicId: ClinicId,
  options: ReconcileOptions,
): Promise<ReconcileReport> {
  const { orphaned, rows } = await db.tenant(clinicId, async (tx) => {
    const outreach = tx.as('outreach')
    const orphaned = await recoverLeases(outreach)
    return { orphaned, rows: await ambiguousRows(outreach, options) }
  })
  const counts = { accepted: 0, released: 0, leftForStaff: 0 }
  for (const row of rows) {
    const channel = options.channels.get(row.account_id)
    if (channel === undefined) {
      counts.leftForStaff += 1
      continue
    }
    const answers = await askForParts(channel, row)
    const result = await db.tenant(clinicId, async (tx) => applyAnswers(tx.as('outreach'), row, answers))
    counts[result] += 1
  }
  return { orphaned, ...counts }
}

async function ambiguousRows(
  db: ModuleDb<'outreach'>,
  options: ReconcileOptions,
): Promise<readonly AmbiguousRow[]> {
  const asked = [...options.channels].flatMap(([id, channel]) =>
    channel.capabilities.statusQuery === 'none' ? [] : [id],
  )
  return db.sql<AmbiguousRow>(sql`
    select m.id, m.account_id, m.provider_message_id, m.reference, m.submissions, a.sender, cp.value as "to", m.released_at,
      (select json_object_agg(p.sequence, p.provider_message_id) from outreach.message_part p
        where p.clinic_id = m.clinic_id and p.account_id = m.account_id and p.message_id = m.id and p.sequence is not null) as part_ids
    from outreach.message m
    join outreach.account a on a.clinic_id = m.clinic_id and a.id = m.account_id
    join patients.contact_point cp on cp.clinic_id = m.clinic_id and cp.id = m.contact_point_id
    where m.clinic_id = ${db.clinicId} and m.state = 'ambiguous' and m.account_id = any(${asked}::uuid[])
      and m.state_reason is distinct from 'message_torn'
      and m.submitted_at < ${db.now.subtract({ seconds: options.windowSeconds })}
    order by m.submitted_at, m.id limit ${options.most}`)
}

/** One answer for each part, the last one last. A part whose id is known was accepted, whatever became of it since. */
async function askForParts(channel: Channel, row: AmbiguousRow): Promise<readonly QueryAnswer[]> {
  const answers: QueryAnswer[] = []
  for (let sequence = 1; sequence <= row.submissions; sequence += 1) {
    const isLast = sequence === row.submissions
    const known = row.part_ids?.[String(sequence)]
    answers.push(
      known !== undefined && !isLast
        ? { kind: 'found', status: 'accepted', providerMessageId: known }
        : await channel.query({
            providerMessageId: isLast ? row.provider_message_id : null,
            reference: partReference(row.reference, sequence),
            from: row.sender,
            to: row.to,
          }),
    )
  }
  return answers
}

async function applyAnswers(
  db: ModuleDb<'outreach'>,
  row: AmbiguousRow,
  answers: readonly QueryAnswer[],
): Promise<'accepted' | 'released' | 'leftForStaff'> {
  const found = judgePartAnswers(answers.map(partAnswer))
  const last = answers.at(-1)
  switch (found.kind) {
    case 'all': {
      if (last?.kind !== 'found') throw new Error('all parts were found, the last one too')
      await applyReceipt(db, row.account_id, {
        providerMessageId: last.providerMessageId,
        reference: partReference(row.reference, row.submissions),
        to: row.to,
        // A phone joins all parts or none: the one that failed speaks for the message.
        status: answers.flatMap(failedStatus)[0] ?? last.status,
        at: null,
        detail: 'asked',
      })
      return 'accepted'
    }
    case 'none':
      return row.released_at === null ? release(db, row.id) : 'leftForStaff'
    case 'torn':
      await noteTornMessage(db, { messageId: row.id, accepted: found.found })
      return 'leftForStaff'
    case 'unknown':
      return 'leftForStaff'
  }
}

function failedStatus(answer: QueryAnswer): readonly DeliveryStatus[] {
  const isFailed = answer.kind === 'found' && ['failed', 'expired', 'rejected'].includes(answer.status)
  return isFailed ? [answer.status] : []
}

function partAnswer(answer: QueryAnswer): PartAnswer {
  switch (answer.kind) {
    case 'found':
    case 'absent':
      return answer.kind
    case 'unsupported':
    case 'unavailable':
      return 'silent'
  }
}

async function release(db: ModuleDb<'outreach'>, id: string): Promise<'released' | 'leftForStaff'> {
  await releaseCap(db, [id])
  await uncountContacts(db, [id])
  const released = await db.run(sql`
    update outreach.message set state = 'queued', state_reason = 'absent_at_provider', released_at = ${db.now}, not_before = ${db.now}
    where clinic_id = ${db.clinicId} and id = ${id} and state = 'ambiguous' and released_at is null`)
  return released === 1 ? 'released' : 'leftForStaff'
}
