import { sql } from 'kysely'
import type { Purpose } from './contact-rules.ts'
import type { PromptPlan } from './queue-messages.ts'

/** A row of the outbox as claims, sending and settling need it. */
export interface OutboxRow {
  readonly id: string
  readonly origin: string
  readonly subjectKey: string
  readonly stepKey: string
  readonly purpose: Purpose
  readonly kind: string
  readonly isInvitation: boolean
  readonly isReply: boolean
  readonly patientId: string
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
  readonly accountId: string
  readonly language: 'en' | 'pl' | 'ru' | 'ms'
  readonly subject: string | null
  readonly body: string
  readonly html: string | null
  readonly linkPurpose: 'book' | 'confirm' | null
  readonly linkMinutes: number
  readonly prompt: PromptPlan | null
  readonly appointmentId: string | null
  readonly ownWording: string | null
  readonly capPer30Days: number | null
  readonly expiresAt: Temporal.Instant
  readonly reference: number
  readonly attempts: number
}

/** Columns of `outreach.message m` in the shape of OutboxRow. */
export const outboxColumns = sql`
  m.id, m.origin, m.subject_key as "subjectKey", m.step_key as "stepKey", m.purpose, m.kind,
  m.is_invitation as "isInvitation", m.is_reply as "isReply", m.patient_id as "patientId",
  m.contact_point_id as "contactPointId", m.channel, m.account_id as "accountId", m.language, m.subject, m.body, m.html,
  m.link_purpose as "linkPurpose", m.link_minutes as "linkMinutes", m.prompt, m.appointment_id as "appointmentId",
  m.own_wording as "ownWording", m.cap_per_30_days as "capPer30Days", m.expires_at as "expiresAt", m.reference, m.attempts`
