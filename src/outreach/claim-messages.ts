import { sql } from 'kysely'
import { lockPatientsShared } from '../patients/lock-patients.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import {
  type DecidedRow,
  type DueRow,
  decideDueMessages,
  type SecondGate,
  sendingOf,
} from './decide-due-messages.ts'
import type { OutreachSettled, SettledMessage } from './events.ts'
import { numberParts } from './number-parts.ts'
import { issuePageLink } from './page-link.ts'
import { openPrompt } from './prompts.ts'
import { recordDecisions } from './record-decisions.ts'
import { reserveCap } from './reserve-cap.ts'
import { type OutboxRow, outboxColumns } from './store.ts'

export interface ClaimOptions extends SecondGate {
  /** Accounts whose channel is open; messages of the others wait until they expire. */
  readonly accountIds: readonly string[]
  /** Messages at most. */
  readonly most: number
  /** How long the holder may take to send them; after that they are ambiguous. */
  readonly leaseSeconds: number
  /** How many submits a message takes at its channel; one each where it is left out. */
  readonly submissionsOf?: (claimed: ClaimedMessage) => number
}

/** A message that this process alone may submit now. */
export interface ClaimedMessage {
  readonly row: OutboxRow
  readonly leaseToken: string
  readonly leaseUntil: Temporal.Instant
  readonly to: string
  /** Path of the link in the text, if the text has one; its secret is stored nowhere. */
  readonly linkPath: string | null
  readonly unsubscribePath: string | null
}

/**
 * The second gate (law 7): takes due rows of the outbox from `queued` to `submitting`, or withholds, holds, expires them.
 * Locks patients (shared) before outbox rows, so that a STOP or a booking that came first is seen and one that comes
 * later waits for this transaction.
 */
export async function claimMessages(
  db: ModuleDb<'outreach'>,
  options: ClaimOptions,
): Promise<readonly ClaimedMessage[]> {
  const candidates = await db.sql<{ id: string; patient_id: string }>(sql`
    select id, patient_id from outreach.message
    where clinic_id = ${db.clinicId} and state = 'queued' and not_before <= ${db.now}
      and (account_id = any(${[...options.accountIds]}::uuid[]) or expires_at <= ${db.now})
    order by not_before, id limit ${options.most}`)
  if (candidates.length === 0) return []
  await lockPatientsShared(
    db.as('patients'),
    candidates.map((candidate) => candidate.patient_id),
  )
  const due = await db.sql<DueRow>(sql`
    select ${outboxColumns}, cp.value as "to",
      array(select i.type_key from outreach.message_item i where i.clinic_id = m.clinic_id and i.message_id = m.id) as "typeKeys"
    from outreach.message m
    join patients.contact_point cp on cp.clinic_id = m.clinic_id and cp.id = m.contact_point_id
    where m.clinic_id = ${db.clinicId} and m.state = 'queued' and m.not_before <= ${db.now}
      and m.id = any(${candidates.map((candidate) => candidate.id)}::uuid[])
    order by m.id
    for update of m skip locked`)
  return applyDecisions(db, options, await decideDueMessages(db, options, due))
}

async function applyDecisions(
  db: ModuleDb<'outreach'>,
  options: ClaimOptions,
  decided: readonly DecidedRow[],
): Promise<readonly ClaimedMessage[]> {
  await recordDecisions(
    db,
    decided.map(({ row, decision }) => ({ ...row, stage: 'sending' as const, messageId: row.id, decision })),
  )
  await holdRows(db, decided)
  await withholdRows(db, decided)
  const sending = sendingOf(decided)
  await reserveCap(db, sending)
  return markSubmitting(db, options, sending)
}

async function holdRows(db: ModuleDb<'outreach'>, decided: readonly DecidedRow[]): Promise<void> {
  const held = decided.flatMap(({ row, decision }) =>
    decision.outcome === 'hold' ? [{ id: row.id, until: decision.until, reason: decision.reason }] : [],
  )
  if (held.length === 0) return
  await db.run(sql`
    update outreach.message m set not_before = h.until, state_reason = h.reason
    from unnest(${held.map((row) => row.id)}::uuid[], ${held.map((row) => row.until)}::timestamptz[], ${held.map((row) => row.reason)}::text[])
      as h (id, until, reason)
    where m.clinic_id = ${db.clinicId} and m.id = h.id`)
}

async function withholdRows(db: ModuleDb<'outreach'>, decided: readonly DecidedRow[]): Promise<void> {
  const settled = decided.flatMap(({ row, decision }): readonly SettledMessage[] => {
    if (decision.outcome !== 'skip' && decision.outcome !== 'exit') return []
    const outcome = decision.reason === 'expired' ? 'expired' : 'withheld'
    return [
      { ...row, messageId: row.id, outcome, reason: decision.reason, isFinal: decision.outcome === 'exit' },
    ]
  })
  if (settled.length === 0) return
  await db.run(sql`
    update outreach.message m set state = h.state, state_reason = h.reason, settled_at = ${db.now}
    from unnest(${settled.map((row) => row.messageId)}::uuid[], ${settled.map((row) => row.outcome)}::text[], ${settled.map((row) => row.reason)}::text[])
      as h (id, state, reason)
    where m.clinic_id = ${db.clinicId} and m.id = h.id`)
  await db.emit<OutreachSettled>({ type: 'outreach.settled', messages: settled })
}

async function markSubmitting(
  db: ModuleDb<'outreach'>,
  options: ClaimOptions,
  rows: readonly DueRow[],
): Promise<readonly ClaimedMessage[]> {
  if (rows.length === 0) return []
  const leaseToken = db.ids.uuid(db.now)
  const leaseUntil = db.now.add({ seconds: options.leaseSeconds })
  await db.run(sql`
    update outreach.message set state = 'submitting', state_reason = null, attempts = attempts + 1, submitted_at = ${db.now},
      lease_token = ${leaseToken}, lease_until = ${leaseUntil}
    where clinic_id = ${db.clinicId} and id = any(${rows.map((row) => row.id)}::uuid[])`)
  const claimed: ClaimedMessage[] = []
  for (const row of rows) {
    if (row.prompt !== null) await openPrompt(db, row, row.prompt)
    claimed.push({
      row,
      leaseToken,
      leaseUntil,
      to: row.to,
      linkPath: row.linkPurpose === null ? null : await linkFor(db, row, row.linkPurpose),
      unsubscribePath: row.channel === 'email' ? await linkFor(db, row, 'unsubscribe') : null,
    })
  }
  const { submissionsOf } = options
  if (submissionsOf === undefined) return claimed
  const numbered = await numberParts(
    db,
    claimed.map((one) => ({ row: one.row, submissions: submissionsOf(one) })),
  )
  return claimed.map((one, index) => ({ ...one, row: numbered[index] ?? one.row }))
}

const unsubscribeDays = 400

async function linkFor(
  db: ModuleDb<'outreach'>,
  row: OutboxRow,
  purpose: 'book' | 'confirm' | 'unsubscribe',
): Promise<string> {
  const lifetime = purpose === 'unsubscribe' ? { hours: unsubscribeDays * 24 } : { minutes: row.linkMinutes }
  const link = await issuePageLink(db, {
    purpose,
    patientId: row.patientId,
    contactPointId: row.contactPointId,
    channel: row.channel,
    subjectKey: row.subjectKey,
    origin: row.origin,
    messageId: row.id,
    appointmentId: row.appointmentId,
    expiresAt: db.now.add(lifetime),
  })
  return link.path
}
