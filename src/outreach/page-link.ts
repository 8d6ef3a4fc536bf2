import { createHash } from 'node:crypto'
import type { Database } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { type ClinicId, clinicId } from '../platform/rules/brand.ts'

export type PageLinkPurpose = 'book' | 'confirm' | 'unsubscribe'

export interface NewPageLink {
  readonly patientId: string
  /** Where the link is sent, and by which channel. */
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
  readonly purpose: PageLinkPurpose
  /** What it is about: enrolment:<id>, appointment:<id>. */
  readonly subjectKey: string
  /** The sending stream, e.g. campaign:<id>. */
  readonly origin: string
  readonly appointmentId?: string | null
  readonly messageId?: string | null
  readonly expiresAt: Temporal.Instant
}

export interface IssuedPageLink {
  /** `<clinic key>.<secret>`; kept nowhere but in the message. */
  readonly token: string
  /** Path of the page, to be put behind the clinic's public address. */
  readonly path: string
}

/** A link as the pages need it; `tokenHash` names it. */
export interface PageLink {
  readonly tokenHash: string
  readonly purpose: PageLinkPurpose
  readonly patientId: string
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
  readonly subjectKey: string
  readonly origin: string
  readonly messageId: string | null
  readonly appointmentId: string | null
  readonly expiresAt: Temporal.Instant
}

/** 128 bits (facts: links of patients). */
const secretBytes = 16
const tokenShape = /^([a-z0-9]{4,12})\.([A-Za-z0-9_-]{22})$/
const pathOf: Readonly<Record<PageLinkPurpose, string>> = { book: '/b/', confirm: '/c/', unsubscribe: '/u/' }

type Db = ModuleDb<'outreach'>

/** Makes a single-purpose link; only the hash of its secret is stored. */
export async function issuePageLink(db: Db, link: NewPageLink): Promise<IssuedPageLink> {
  const clinic = await db.read
    .selectFrom('clinic.clinic')
    .select('key')
    .where('id', '=', db.clinicId)
    .executeTakeFirstOrThrow()
  const token = `${clinic.key}.${db.ids.secret(secretBytes)}`
  await db.write
    .insertInto('outreach.page_link')
    .values({
      clinic_id: db.clinicId,
      token_hash: hashOf(token),
      purpose: link.purpose,
      patient_id: link.patientId,
      contact_point_id: link.contactPointId,
      channel: link.channel,
      subject_key: link.subjectKey,
      origin: link.origin,
      message_id: link.messageId ?? null,
      appointment_id: link.appointmentId ?? null,
      created_at: db.now,
      expires_at: link.expiresAt,
    })
    .execute()
  return { token, path: `${pathOf[link.purpose]}${token}` }
}

/** Which clinic a token speaks of, and the hash that finds its link there; null: no token of any clinic here. */
export async function locateToken(
  database: Database,
  token: string,
): Promise<{ readonly clinicId: ClinicId; readonly tokenHash: string } | null> {
  const key = tokenShape.exec(token)?.[1]
  if (key === undefined) return null
  const clinic = await database.directory
    .selectFrom('clinic.clinic')
    .select('id')
    .where('key', '=', key)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return clinic === undefined ? null : { clinicId: clinicId(clinic.id), tokenHash: hashOf(token) }
}

/** The link behind a hash; null when there is none, or it ran out or was revoked. */
export async function readPageLink(db: Db, tokenHash: string): Promise<PageLink | null> {
  const row = await db.read
    .selectFrom('outreach.page_link')
    .selectAll()
    .where('clinic_id', '=', db.clinicId)
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', db.now)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    tokenHash: row.token_hash,
    purpose: row.purpose,
    patientId: row.patient_id,
    contactPointId: row.contact_point_id,
    channel: row.channel,
    subjectKey: row.subject_key,
    origin: row.origin,
    messageId: row.message_id,
    appointmentId: row.appointment_id,
    expiresAt: row.expires_at,
  }
}

/** From now on the link leads to this appointment and books no other. */
export async function bindPageLink(
  db: Db,
  { tokenHash, appointmentId }: { readonly tokenHash: string; readonly appointmentId: string },
): Promise<void> {
  await db.write
    .updateTable('outreach.page_link')
    .set({ appointment_id: appointmentId })
    .where('clinic_id', '=', db.clinicId)
    .where('token_hash', '=', tokenHash)
    .execute()
}

/** Ends every open link to a patient's times that went to this contact point: it reached the wrong person. */
export async function revokePageLinks(
  db: Db,
  { patientId, contactPointId }: { readonly patientId: string; readonly contactPointId: string },
): Promise<number> {
  const ended = await db.write
    .updateTable('outreach.page_link')
    .set({ revoked_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', '=', patientId)
    .where('contact_point_id', '=', contactPointId)
    .where('purpose', '!=', 'unsubscribe')
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
