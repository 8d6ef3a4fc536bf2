import { type RawBuilder, sql } from 'kysely'
import type { ClinicProfile } from '../clinic/read-clinic.ts'
import type { ContactRules, Purpose } from '../outreach/contact-rules.ts'
import type { MessagePack } from '../outreach/rules/message-template.ts'
import { consentStateSql } from '../patients/consent-sql.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { type CampaignDocument, type Channel, lapseBands, messageFor } from './rules/campaign-document.ts'

type Db = ModuleDb<'campaigns'>

/** A way a message of the document may take to somebody of a band. */
export interface Route {
  readonly band: string
  readonly channel: Channel
  readonly purpose: Purpose
  readonly isAllowed: boolean
}

export interface RoutesQuestion {
  readonly document: CampaignDocument
  readonly messages: MessagePack
  readonly rules: ContactRules
}

export interface UnknownMessage {
  readonly kind: 'unknown_message'
  readonly message: string
}

export function routesOf(
  { document, messages, rules }: RoutesQuestion,
  clinic: ClinicProfile,
): Result<readonly Route[], UnknownMessage> {
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

export interface ReachQuestion {
  readonly document: CampaignDocument
  readonly clinic: ClinicProfile
  readonly routes: readonly Route[]
  /** The channels that count as a way to somebody. */
  readonly channels: readonly Channel[]
  /** A query of the columns of `audienceQuery`. */
  readonly audience: RawBuilder<unknown>
  /** A condition on an active enrolment `e`: those that keep a patient from another. */
  readonly standsInTheWay: RawBuilder<unknown>
}

/**
 * Common table expressions that end in `judged`: everybody of the audience with the first reason that keeps a message from
 * them, or none; the questions of the gate asked of everybody at once. The order of reasons is that of rules/left-out.ts.
 */
export function reachTables(db: Db, question: ReachQuestion): RawBuilder<unknown> {
  return sql`${personTables(db, question)}, ${routeTables(db, question)}`
}

function personTables(db: Db, question: ReachQuestion): RawBuilder<unknown> {
  const { clinic, channels } = question
  const today = db.now.toZonedDateTimeISO(clinic.zone).toPlainDate()
  return sql`
    audience as materialized (${question.audience}),
    person as materialized (
      select a.*, p.full_name, p.zone, p.region, coalesce(p.language, ${clinic.language}) as language,
        p.safe_contact = 'none' as wants_none,
        exists (select 1 from campaigns.enrolment e
          where e.clinic_id = ${db.clinicId} and e.patient_id = a.patient_id and e.state = 'active' and ${question.standsInTheWay}) as is_enrolled,
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
      where case c.kind when 'phone' then 'sms' else 'email' end = any(${[...channels]}::text[])
      order by o.patient_id, c.kind, o.rank, (o.use = 'mobile') desc, c.id
    )`
}

function routeTables(db: Db, { document, routes }: ReachQuestion): RawBuilder<unknown> {
  const state = consentStateSql({
    clinicId: db.clinicId,
    contactPoint: sql`a.contact_point_id`,
    patient: sql`p.patient_id`,
    channel: sql`r.channel`,
    purpose: sql`r.purpose`,
    at: db.now,
  })
  const isOpen = sql`is_allowed and consent = 'given'`
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
      select patient_id, bool_or(${isOpen}) as is_open, bool_or(consent = 'withdrawn') as has_opted_out,
        bool_or(is_allowed) as is_allowed, bool_or(consent = 'expired') as has_expired,
        array_agg(distinct channel order by channel desc) filter (where ${isOpen}) as channels
      from way group by patient_id
    ),
    judged as materialized (
      select p.*, w.channels, w.channels[1] as channel, case
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
