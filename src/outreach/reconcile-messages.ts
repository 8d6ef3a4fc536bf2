import { sql } from 'kysely'
import type { Database } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import { applyReceipt } from './apply-receipt.ts'
import type { Channel, QueryAnswer } from './channels/channel.ts'
import { releaseCap } from './reserve-cap.ts'

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
  readonly sender: string
  readonly to: string
  readonly released_at: Temporal.Instant | null
}

/**
 * Settles what is uncertain (G5): asks the provider where it can be asked. Found → accepted. Absent at a provider that
 * keeps records → released to the queue, once. Anything else stays ambiguous for staff; nothing is repeated blindly.
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
    const answer: QueryAnswer =
      channel === undefined
        ? { kind: 'unavailable', reason: 'channel closed' }
        : await channel.query({
            providerMessageId: row.provider_message_id,
            reference: row.reference,
            from: row.sender,
            to: row.to,
          })
    const result = await db.tenant(clinicId, async (tx) => applyAnswer(tx.as('outreach'), row, answer))
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
    select m.id, m.account_id, m.provider_message_id, m.reference, a.sender, cp.value as "to", m.released_at
    from outreach.message m
    join outreach.account a on a.clinic_id = m.clinic_id and a.id = m.account_id
    join patients.contact_point cp on cp.clinic_id = m.clinic_id and cp.id = m.contact_point_id
    where m.clinic_id = ${db.clinicId} and m.state = 'ambiguous' and m.account_id = any(${asked}::uuid[])
      and m.submitted_at < ${db.now.subtract({ seconds: options.windowSeconds })}
    order by m.submitted_at, m.id limit ${options.most}`)
}

async function applyAnswer(
  db: ModuleDb<'outreach'>,
  row: AmbiguousRow,
  answer: QueryAnswer,
): Promise<'accepted' | 'released' | 'leftForStaff'> {
  switch (answer.kind) {
    case 'found': {
      await applyReceipt(db, row.account_id, {
        providerMessageId: answer.providerMessageId,
        reference: row.reference,
        to: row.to,
        status: answer.status,
        at: null,
        detail: 'asked',
      })
      return 'accepted'
    }
    case 'absent':
      return row.released_at === null ? release(db, row.id) : 'leftForStaff'
    case 'unsupported':
    case 'unavailable':
      return 'leftForStaff'
  }
}

async function release(db: ModuleDb<'outreach'>, id: string): Promise<'released' | 'leftForStaff'> {
  await releaseCap(db, [id])
  const released = await db.run(sql`
    update outreach.message set state = 'queued', state_reason = 'absent_at_provider', released_at = ${db.now}, not_before = ${db.now}
    where clinic_id = ${db.clinicId} and id = ${id} and state = 'ambiguous' and released_at is null`)
  return released === 1 ? 'released' : 'leftForStaff'
}
