import { sql } from 'kysely'
import type { Tables } from '../platform/db/tables.gen.ts'
import type { Purpose } from './contact-rules.ts'
import type { PromptPlan } from './prompt-plan.ts'

/** What a message says of itself when it is queued, and still says when it is claimed. */
export interface OutboxFields {
  readonly origin: string
  readonly subjectKey: string
  readonly stepKey: string
  readonly purpose: Purpose
  /** Message kind of the packs, e.g. recall_invitation. */
  readonly kind: string
  readonly isInvitation: boolean
  readonly isReply: boolean
  readonly patientId: string
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
  readonly accountId: string
  readonly language: 'en' | 'pl' | 'ru' | 'ms'
  readonly subject: string | null
  /** Holds `linkMarker` where the one-purpose link goes. */
  readonly body: string
  readonly html: string | null
  readonly linkPurpose: 'book' | 'confirm' | null
  readonly linkMinutes: number
  readonly prompt: PromptPlan | null
  readonly appointmentId: string | null
  /** Whose own words it is written in: `<origin>@<version>`; null: those of the packs. */
  readonly ownWording: string | null
  readonly capPer30Days: number | null
  readonly expiresAt: Temporal.Instant
}

const columnOf = {
  origin: 'origin',
  subjectKey: 'subject_key',
  stepKey: 'step_key',
  purpose: 'purpose',
  kind: 'kind',
  isInvitation: 'is_invitation',
  isReply: 'is_reply',
  patientId: 'patient_id',
  contactPointId: 'contact_point_id',
  channel: 'channel',
  accountId: 'account_id',
  language: 'language',
  subject: 'subject',
  body: 'body',
  html: 'html',
  linkPurpose: 'link_purpose',
  linkMinutes: 'link_minutes',
  prompt: 'prompt',
  appointmentId: 'appointment_id',
  ownWording: 'own_wording',
  capPer30Days: 'cap_per_30_days',
  expiresAt: 'expires_at',
} as const satisfies Readonly<Record<keyof OutboxFields, keyof Tables['outreach.message']>>

type OutboxValues = { [Field in keyof OutboxFields as (typeof columnOf)[Field]]: OutboxFields[Field] }

/** The fields under the names of their columns. */
export function outboxValues(fields: OutboxFields): OutboxValues {
  const named = fieldNames.map((field) => [columnOf[field], fields[field]] as const)
  return Object.fromEntries(named) as unknown as OutboxValues
}

const fieldNames = Object.keys(columnOf) as readonly (keyof OutboxFields)[]

/** A row of the outbox as claims, sending and settling need it. */
export interface OutboxRow extends OutboxFields {
  readonly id: string
  /** Of the first part; the others count on from it. */
  readonly reference: number
  /** Submits it goes out as, known since it was claimed. */
  readonly submissions: number
  readonly attempts: number
}

/** Columns of `outreach.message m` in the shape of OutboxRow. */
export const outboxColumns = sql`
  m.id, m.reference, m.submissions, m.attempts,
  ${sql.join(fieldNames.map((field) => sql`m.${sql.ref(columnOf[field])} as ${sql.ref(field)}`))}`
