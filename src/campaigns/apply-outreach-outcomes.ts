import { sql } from 'kysely'
import type { OutreachSettled } from '../outreach/events.ts'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { contactNumberOf, settleContact } from './rules/contact-log.ts'
import { appointmentIdOf, enrolmentIdOf } from './rules/origins.ts'
import { readContacts } from './store.ts'

/**
 * In-transaction subscriber of outreach.settled: what the sequence believed to be on its way now has an outcome. A contact
 * that did not go out is no contact, so the planner looks again at once; a final refusal of the gate ends the enrolment.
 */
export async function applyOutreachOutcomes(
  db: ModuleDb<'campaigns'>,
  event: OutreachSettled,
): Promise<void> {
  const sorted = [...event.messages].sort((a, b) => (a.subjectKey < b.subjectKey ? -1 : 1))
  for (const message of sorted) {
    const enrolmentId = enrolmentIdOf(message.subjectKey)
    const appointmentId = appointmentIdOf(message.subjectKey)
    const contact = { ...contactNumberOf(message.stepKey), outcome: outcomeOf(message.outcome) }
    if (enrolmentId !== null) await settleEnrolment(db, { enrolmentId, contact, message })
    else if (appointmentId !== null) await settleVisitStream(db, appointmentId, contact)
  }
}

type Outcome = 'sent' | 'failed' | 'refused'

function outcomeOf(outcome: OutreachSettled['messages'][number]['outcome']): Outcome {
  switch (outcome) {
    case 'accepted':
      return 'sent'
    case 'failed':
      return 'failed'
    case 'withheld':
    case 'expired':
      return 'refused'
  }
}

interface SettledContact {
  readonly stepKey: string
  readonly contactNumber: number
  readonly outcome: Outcome
}

async function settleEnrolment(
  db: ModuleDb<'campaigns'>,
  {
    enrolmentId,
    contact,
    message,
  }: { enrolmentId: string; contact: SettledContact; message: OutreachSettled['messages'][number] },
): Promise<void> {
  const [row] = await db.sql<{ contacts: unknown; state: string }>(sql`
    select contacts, state from campaigns.enrolment where clinic_id = ${db.clinicId} and id = ${enrolmentId} for update`)
  if (row === undefined) return
  const contacts = settleContact(readContacts(row.contacts), contact)
  const isFinal = message.isFinal && row.state === 'active'
  await db.run(sql`
    update campaigns.enrolment set contacts = ${json(contacts)},
      first_contact_at = case when ${contact.outcome} = 'sent' then coalesce(first_contact_at, ${db.now}::timestamptz) else first_contact_at end,
      next_at = case when state <> 'active' or ${isFinal} then null else ${db.now}::timestamptz end,
      state = case when ${isFinal} then ${stateAfterExit(message.reason)} else state end,
      closed_at = case when ${isFinal} then ${db.now}::timestamptz else closed_at end,
      close_reason = case when ${isFinal} then ${message.reason} else close_reason end
    where clinic_id = ${db.clinicId} and id = ${enrolmentId}`)
}

/** The gate's final word as the enrolment's state. */
export function stateAfterExit(reason: string): 'opted_out' | 'ended' | 'left' {
  if (reason === 'opted_out') return 'opted_out'
  return reason === 'stream_ended' ? 'ended' : 'left'
}

async function settleVisitStream(
  db: ModuleDb<'campaigns'>,
  appointmentId: string,
  contact: SettledContact,
): Promise<void> {
  const [row] = await db.sql<{ contacts: unknown }>(sql`
    select contacts from campaigns.visit_stream where clinic_id = ${db.clinicId} and appointment_id = ${appointmentId} for update`)
  if (row === undefined) return
  await db.run(sql`
    update campaigns.visit_stream set contacts = ${json(settleContact(readContacts(row.contacts), contact))}, next_at = ${db.now}
    where clinic_id = ${db.clinicId} and appointment_id = ${appointmentId}`)
}
