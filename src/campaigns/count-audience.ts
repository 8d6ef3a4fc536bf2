import { type RawBuilder, sql } from 'kysely'
import { type ClinicProfile, readClinic } from '../clinic/read-clinic.ts'
import type { ContactRules, Purpose } from '../outreach/contact-rules.ts'
import type { MessagePack } from '../outreach/rules/message-template.ts'
import { consentStateSql } from '../patients/consent-sql.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { withHashPlans } from '../recall/with-hash-plans.ts'
import { audienceQuery } from './audience-query.ts'
import { type CampaignDocument, lapseBands, messageFor } from './rules/campaign-document.ts'
import type { LeftOutReason } from './rules/left-out.ts'

type Db = ModuleDb<'campaigns'>

export interface AudienceFacts {
  readonly matching: number
  readonly reachable: number
  readonly leftOut: readonly { readonly reason: LeftOutReason; readonly patients: number }[]
  readonly languages: readonly { readonly language: Language; readonly patients: number }[]
  readonly channels: readonly { readonly channel: 'sms' | 'email'; readonly patients: number }[]
  readonly groups: readonly {
    readonly key: string
    readonly names: Readonly<Record<Language, string>> | null
    readonly patients: number
  }[]
}

export interface SamplePatient {
  readonly patientId: string
  readonly name: string
  readonly birthDate: Temporal.PlainDate | null
  readonly language: Language
  readonly band: string | null
  readonly typeKey: string | null
  readonly lastVisit: Temporal.Instant | null
}

export interface CountedAudience extends AudienceFacts {
  readonly sample: readonly SamplePatient[]
}

export interface AudienceToCount {
  readonly document: CampaignDocument
  readonly messages: MessagePack
  readonly rules: ContactRules
}

/** Patients of each language with the longest names: where a text breaks first. */
const samplesPerLanguage = 2

/**
 * Whom a document would reach if it started now, and what keeps the others: the questions of the gate asked of everybody
 * at once, from facts alone. Writes nothing; the gate decides again for each message.
 */
export async function countAudience(
  db: Db,
  question: AudienceToCount,
): Promise<Result<CountedAudience, { kind: 'unknown_message'; message: string }>> {
  const { document } = question
  const clinic = await readClinic(db.as('clinic'))
  const routes = routesOf(question, clinic)
  if (!routes.ok) return routes
  const query = factsQuery(
    db,
    sql`${audienceTables(db, document, clinic)}, ${routeTables(db, document, routes.value)}`,
  )
  const [facts] = await withHashPlans(db.as('recall'), async () => db.sql<AudienceRow>(query))
  if (facts === undefined) throw new Error('a statement of aggregates gave no row')
  return ok({ ...facts, sample: facts.sample.map(samplePatient) })
}

interface AudienceRow extends AudienceFacts {
  readonly sample: readonly (Omit<SamplePatient, 'birthDate' | 'lastVisit'> & {
    readonly birthDate: string | null
    readonly lastVisit: string | null
  })[]
}

/** Inside JSON, days and moments are text. */
function samplePatient(row: AudienceRow['sample'][number]): SamplePatient {
  return {
    ...row,
    birthDate: row.birthDate === null ? null : Temporal.PlainDate.from(row.birthDate),
    lastVisit: row.lastVisit === null ? null : Temporal.Instant.from(row.lastVisit),
  }
}

function factsQuery(db: Db, tables: RawBuilder<unknown>): RawBuilder<AudienceRow> {
  return sql`
    with ${tables}
    select (select count(*)::int from judged) as matching, (select count(*)::int from judged where reason is null) as reachable,
      ${listed(sql`select reason, count(*)::int as patients from judged where reason is not null group by reason order by 2 desc, 1`)} as "leftOut",
      ${listed(sql`select language, count(*)::int as patients from judged where reason is null group by language order by 2 desc, 1`)} as languages,
      ${listed(sql`select channel, count(*)::int as patients from judged where reason is null group by channel order by 2 desc, 1`)} as channels,
      ${listed(sql`select g.key, t.names, g.patients from (
          select coalesce(band, type_key) as key, count(*)::int as patients from judged where reason is null group by 1) g
        left join recall.recall_type t on t.clinic_id = ${db.clinicId} and t.key = g.key
        where g.key is not null order by g.patients desc, g.key`)} as groups,
      ${listed(sql`select s.patient_id as "patientId", p.full_name as name, p.birth_date as "birthDate", s.language, s.band, s.type_key as "typeKey",
          (select max(v.ended_at) from scheduling.visit v where v.clinic_id = ${db.clinicId} and v.patient_id = s.patient_id
            and v.status = 'finished' and v.ended_at <= ${db.now}) as "lastVisit"
        from (select j.*, row_number() over (partition by j.language order by length(j.full_name) desc, j.patient_id) as place
          from judged j where j.reason is null) s
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = s.patient_id
        where s.place <= ${samplesPerLanguage} order by s.language, s.place`)} as sample`
}

function listed(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(rows), '[]') from (${query}) rows)`
}

/** A way a message of the document may take to somebody of a band. */
interface Route {
  readonly band: string
  readonly channel: 'sms' | 'email'
  readonly purpose: Purpose
  readonly isAllowed: boolean
}

function routesOf(
  { document, messages, rules }: AudienceToCount,
  clinic: ClinicProfile,
): Result<readonly Route[], { kind: 'unknown_message'; message: string }> {
  const bands = document.audience.kind === 'lapsed' ? lapseBands : [null]
  const routes = new Map<string, Route>()
  for (const band of bands) {
    for (const step of document.steps) {
      const message = messageFor(step, { band, situation: null })
      const purpose = messages.messages.get(message)?.purpose
      if (purpose === undefined) return fail({ kind: 'unknown_message', message })
      for (const channel of step.channels) {
        const place = { country: clinic.country, region: clinic.region }
        const isAllowed = rules.consentNeeded({ ...place, purpose, channel }) !== 'never'
        routes.set(`${band}|${channel}|${purpose}`, { band: band ?? '', channel, purpose, isAllowed })
      }
    }
  }
  return ok([...routes.values()])
}

function audienceTables(db: Db, document: CampaignDocument, clinic: ClinicProfile): RawBuilder<unknown> {
  const today = db.now.toZonedDateTimeISO(clinic.zone).toPlainDate()
  const asked = { clinicId: db.clinicId, now: db.now, today, zone: clinic.zone, audience: document.audience }
  return sql`
    audience as materialized (${audienceQuery(asked)}),
    person as materialized (
      select a.patient_id, a.band, a.type_key, p.full_name, coalesce(p.language, ${clinic.language}) as language,
        p.safe_contact = 'none' as wants_none,
        exists (select 1 from campaigns.enrolment e
          where e.clinic_id = ${db.clinicId} and e.patient_id = a.patient_id and e.state = 'active') as is_enrolled,
        (select count(*) from outreach.contact_day d where d.clinic_id = ${db.clinicId} and d.patient_id = a.patient_id
          and d.contacts > 0 and d.day > ${today.subtract({ days: 30 })}) as contact_days
      from audience a join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id
    ),
    address as materialized (
      select distinct on (o.patient_id, c.kind) o.patient_id, case c.kind when 'phone' then 'sms' else 'email' end as channel,
        c.id as contact_point_id
      from person p
      join patients.patient_contact o on o.clinic_id = ${db.clinicId} and o.patient_id = p.patient_id and o.ended_at is null
      join patients.contact_point c on c.clinic_id = ${db.clinicId} and c.id = o.contact_point_id and c.validity <> 'invalid'
      order by o.patient_id, c.kind, o.rank, (o.use = 'mobile') desc, c.id
    )`
}

/** Each patient with the first reason that stands in the way, or none. The order is that of rules/left-out.ts. */
function routeTables(db: Db, document: CampaignDocument, routes: readonly Route[]): RawBuilder<unknown> {
  const state = consentStateSql({
    clinicId: db.clinicId,
    contactPoint: sql`a.contact_point_id`,
    patient: sql`p.patient_id`,
    channel: sql`r.channel`,
    purpose: sql`r.purpose`,
    at: db.now,
  })
  return sql`
    route as (
      select * from unnest(${routes.map(({ band }) => band)}::text[], ${routes.map(({ channel }) => channel)}::text[],
        ${routes.map(({ purpose }) => purpose)}::text[], ${routes.map(({ isAllowed }) => isAllowed)}::boolean[])
        as r (band, channel, purpose, is_allowed)
    ),
    way as materialized (
      select p.patient_id, r.channel, r.is_allowed, ${state} as consent
      from person p
      join address a on a.patient_id = p.patient_id
      join route r on r.band = coalesce(p.band, '') and r.channel = a.channel
      where not p.is_enrolled and not p.wants_none
    ),
    ways as materialized (
      select patient_id, bool_or(is_allowed and consent = 'given') as is_open, bool_or(consent = 'withdrawn') as has_opted_out,
        bool_or(is_allowed) as is_allowed, bool_or(consent = 'expired') as has_expired,
        (array_agg(channel order by channel desc) filter (where is_allowed and consent = 'given'))[1] as channel
      from way group by patient_id
    ),
    judged as materialized (
      select p.*, w.channel, case
        when p.is_enrolled then 'in_a_campaign'
        when p.wants_none then 'no_contact_wanted'
        when w.patient_id is null then 'no_contact'
        when not w.is_open and w.has_opted_out then 'opted_out'
        when not w.is_allowed then 'purpose_not_allowed'
        when not w.is_open and w.has_expired then 'consent_expired'
        when not w.is_open then 'no_consent'
        when p.contact_days >= ${document.caps.perPatientPer30Days} then 'cap_reached' end as reason
      from person p left join ways w on w.patient_id = p.patient_id
    )`
}
