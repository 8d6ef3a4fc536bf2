import { sql } from 'kysely'
import { personRecordsSql } from '../../patients/person-records-sql.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'

type Db = ModuleDb<'conversations'>

/** Somebody who is reached at the address now. */
export interface Owner {
  readonly id: string
  readonly givenName: string | null
  readonly language: Language | null
}

/** Living patients of the address by id, merged records left out. */
export async function readOwners(db: Db, contactPointId: string): Promise<readonly Owner[]> {
  return db.sql<Owner>(sql`
    select p.id, p.given_name as "givenName", p.language
    from patients.patient_contact c
    join patients.patient p on p.clinic_id = c.clinic_id and p.id = c.patient_id
    where c.clinic_id = ${db.clinicId} and c.contact_point_id = ${contactPointId} and c.ended_at is null
      and p.merged_into is null and not p.is_deceased
    order by p.id`)
}

export interface VisitAhead {
  readonly id: string
  readonly patientId: string
  readonly startsAt: Temporal.Instant
}

export async function readVisitsAhead(db: Db, patientIds: readonly string[]): Promise<readonly VisitAhead[]> {
  if (patientIds.length === 0) return []
  return db.sql<VisitAhead>(sql`
    select a.id, asked.id as "patientId", a.starts_at as "startsAt"
    from unnest(${[...patientIds]}::uuid[]) as asked (id)
    cross join lateral ${personRecordsSql(db.clinicId, sql`asked.id`)} own
    join scheduling.appointment a on a.clinic_id = ${db.clinicId} and a.patient_id = own.id
    where a.state = 'booked' and a.starts_at > ${db.now}
    order by a.starts_at, a.id`)
}

export async function hasPromptAboutVisitSince(
  db: Db,
  contactPointId: string,
  since: Temporal.Instant,
): Promise<boolean> {
  const rows = await db.sql(sql`
    select 1 from outreach.prompt
    where clinic_id = ${db.clinicId} and contact_point_id = ${contactPointId} and kind = 'confirm' and opened_at > ${since} limit 1`)
  return rows.length > 0
}

/** The newest message that left for the address. */
export interface LastMessage {
  readonly subjectKey: string
  readonly patientId: string
  readonly kind: string
  readonly isReply: boolean
}

export async function readLastMessage(
  db: Db,
  { contactPointId, since }: { readonly contactPointId: string; readonly since: Temporal.Instant },
): Promise<LastMessage | null> {
  const [row] = await db.sql<LastMessage>(sql`
    select subject_key as "subjectKey", patient_id as "patientId", kind, is_reply as "isReply" from outreach.message
    where clinic_id = ${db.clinicId} and contact_point_id = ${contactPointId} and submitted_at > ${since}
    order by submitted_at desc, id desc limit 1`)
  return row ?? null
}

/** Whether the newest word of the address about all messages of a channel was to end them. */
export async function hasEndedMessages(
  db: Db,
  { contactPointId, channel }: { readonly contactPointId: string; readonly channel: 'sms' | 'email' },
): Promise<boolean> {
  const [row] = await db.sql<{ state: string }>(sql`
    select state from patients.consent
    where clinic_id = ${db.clinicId} and contact_point_id = ${contactPointId} and channel in (${channel}, 'any') and purpose = 'all'
      and at <= ${db.now}
    order by at desc, id desc limit 1`)
  return row?.state === 'withdrawn'
}

/** The inbound text of the same content that came last, and when the address was last asked something. */
export async function readEarlierText(
  db: Db,
  {
    threadId,
    contactPointId,
    contentHash,
  }: { readonly threadId: string; readonly contactPointId: string; readonly contentHash: string },
): Promise<{ readonly at: Temporal.Instant; readonly promptedAt: Temporal.Instant | null } | null> {
  const [row] = await db.sql<{ at: Temporal.Instant; promptedAt: Temporal.Instant | null }>(sql`
    select e.at, (select max(p.opened_at) from outreach.prompt p
        where p.clinic_id = ${db.clinicId} and p.contact_point_id = ${contactPointId}) as "promptedAt"
    from conversations.entry e
    where e.clinic_id = ${db.clinicId} and e.thread_id = ${threadId} and e.content_hash = ${contentHash} and e.direction = 'in'
    order by e.at desc limit 1`)
  return row ?? null
}

/** When the patient last wrote; null: never. */
export async function readLastHeard(db: Db, threadId: string): Promise<Temporal.Instant | null> {
  const [row] = await db.sql<{ at: Temporal.Instant | null }>(sql`
    select max(at) as at from conversations.entry
    where clinic_id = ${db.clinicId} and thread_id = ${threadId} and direction = 'in'`)
  return row?.at ?? null
}

/** When answers went out that no person wrote. */
export async function readOwnAnswers(
  db: Db,
  threadId: string,
  since: Temporal.Instant,
): Promise<readonly Temporal.Instant[]> {
  const rows = await db.sql<{ at: Temporal.Instant }>(sql`
    select at from conversations.entry
    where clinic_id = ${db.clinicId} and thread_id = ${threadId} and direction = 'out' and staff_id is null and at > ${since}`)
  return rows.map((row) => row.at)
}

/** The account an answer leaves from: the one the text came in by, else the channel's oldest that still sends. */
export async function readReplyAccount(
  db: Db,
  { accountId, channel }: { readonly accountId: string | null; readonly channel: 'sms' | 'email' },
): Promise<{ readonly id: string; readonly partCost: number } | null> {
  const [row] = await db.sql<{ id: string; partCost: number }>(sql`
    select id, part_cost_minor as "partCost" from outreach.account
    where clinic_id = ${db.clinicId} and channel = ${channel} and state <> 'ended'
    order by id = ${accountId}::uuid desc nulls last, created_at, id limit 1`)
  return row ?? null
}

/** The sending stream of an enrolment, so that a booking is counted to the campaign that led to it. */
export async function readOriginOfEnrolment(
  db: Db,
  enrolmentId: string,
): Promise<{ campaignId: string; typeKey: string | null } | null> {
  const [row] = await db.sql<{ campaignId: string; typeKey: string | null }>(sql`
    select campaign_id as "campaignId", type_key as "typeKey" from campaigns.enrolment
    where clinic_id = ${db.clinicId} and id = ${enrolmentId}`)
  return row ?? null
}
