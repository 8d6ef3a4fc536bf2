import { type RawBuilder, sql } from 'kysely'
import type { ClinicProfile } from '../clinic/read-clinic.ts'
import { consentTables } from '../patients/consent-set-sql.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Route } from './contact-routes.ts'
import type { Channel } from './rules/campaign-document.ts'
import { firstAddresses } from './store/criteria/contact-sql.ts'

type Db = ModuleDb<'campaigns'>

export interface ReachQuestion {
  readonly clinic: ClinicProfile
  /** Ways a message may take; at least one. */
  readonly routes: readonly Route[]
  /** The channels that count as a way to somebody. */
  readonly channels: readonly Channel[]
  /** Days of contact within 30 days from which on nobody is written to; null: not asked. */
  readonly capPer30Days: number | null
  /** A query of the columns of `audienceQuery`. */
  readonly audience: RawBuilder<unknown>
  /** A condition on an active enrolment `e`: those that keep a patient from another. */
  readonly standsInTheWay: RawBuilder<unknown>
  /** The audience is a large part of the clinic: tables are read through, where they are looked up for a few thousand. */
  readonly isLarge: boolean
}

/**
 * Common table expressions that end in `judged`: everybody of the audience with the first reason that keeps a message from
 * them, or none; the questions of the gate asked of everybody at once. The order of reasons is that of rules/left-out.ts.
 */
export function reachTables(db: Db, question: ReachQuestion): RawBuilder<unknown> {
  return sql`${personTables(db, question)}, ${routeTables(db, question)}`
}

/** `person`: the members with what is asked of each, and `address`: where those could be reached who may be. */
function personTables(db: Db, question: ReachQuestion): RawBuilder<unknown> {
  const { clinic, channels, isLarge } = question
  const today = db.now.toZonedDateTimeISO(clinic.zone).toPlainDate()
  const only = (column: RawBuilder<unknown>, ids: RawBuilder<unknown>) =>
    isLarge ? sql`` : sql`and ${column} = any(array(${ids}))`
  const members = sql`select m.patient_id from audience m`
  const records = sql`select o.id from own_record o`
  // What happened on a merged record happened to the person.
  return sql`
    audience as materialized (select * from ${question.audience} q),
    own_record as materialized (
      select a.patient_id as id, a.patient_id from audience a
      union all
      select r.id, r.merged_into from patients.patient r
      where r.clinic_id = ${db.clinicId} and r.merged_into is not null ${only(sql`r.merged_into`, members)}
    ),
    silent as (
      select distinct r.merged_into as patient_id from patients.patient r
      where r.clinic_id = ${db.clinicId} and r.merged_into is not null and r.safe_contact = 'none'
    ),
    enrolled as (
      select distinct o.patient_id from campaigns.enrolment e join own_record o on o.id = e.patient_id
      where e.clinic_id = ${db.clinicId} and e.state = 'active' and ${question.standsInTheWay} ${only(sql`e.patient_id`, records)}
    ),
    contacted as (
      select o.patient_id, count(distinct d.day) as days from outreach.contact_day d join own_record o on o.id = d.patient_id
      where d.clinic_id = ${db.clinicId} and d.contacts > 0 and d.day > ${today.subtract({ days: 30 })}
        ${only(sql`d.patient_id`, records)}
      group by 1
    ),
    person as materialized (
      select a.*, p.full_name, p.zone, p.region, p.sample_bucket, coalesce(p.language, ${clinic.language}) as language,
        p.safe_contact = 'none' or s.patient_id is not null as wants_none, e.patient_id is not null as is_enrolled,
        coalesce(c.days, 0) as contact_days
      from audience a
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id ${only(sql`p.id`, members)}
        left join silent s on s.patient_id = a.patient_id
        left join enrolled e on e.patient_id = a.patient_id
        left join contacted c on c.patient_id = a.patient_id
    ),
    ${firstAddresses(db.clinicId, isLarge ? null : sql`array(${members})`)},
    address as materialized (
      select f.* from first_address f join person p on p.patient_id = f.patient_id
      where not p.is_enrolled and not p.wants_none and f.channel = any(${[...channels]}::text[])
    )`
}

function routeTables(db: Db, { routes, capPer30Days, isLarge }: ReachQuestion): RawBuilder<unknown> {
  const consent = consentTables({
    clinicId: db.clinicId,
    addresses: sql`address`,
    purposes: [...new Set(routes.map(({ purpose }) => purpose))],
    at: db.now,
    isEverybody: isLarge,
  })
  const isOpen = sql`r.is_allowed and c.state = 'given'`
  return sql`
    ${consent},
    route as (
      select * from unnest(${routes.map(({ band }) => band)}::text[], ${routes.map(({ channel }) => channel)}::text[],
        ${routes.map(({ purpose }) => purpose)}::text[], ${routes.map(({ isAllowed }) => isAllowed)}::boolean[])
        as r (band, channel, purpose, is_allowed)
    ),
    ways as materialized (
      select p.patient_id, bool_or(${isOpen}) as is_open, bool_or(c.state = 'withdrawn') as has_opted_out,
        bool_or(r.is_allowed) as is_allowed, bool_or(c.state = 'expired') as has_expired,
        array_agg(distinct r.channel order by r.channel desc) filter (where ${isOpen}) as channels
      from person p
        join consent_state c on c.patient_id = p.patient_id
        join route r on r.band = coalesce(p.band, '') and r.channel = c.channel and r.purpose = c.purpose
      group by p.patient_id
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
        when p.contact_days >= ${capPer30Days}::integer then 'cap_reached' end as reason
      from person p left join ways w on w.patient_id = p.patient_id
    )`
}
