import { type RawBuilder, sql } from 'kysely'
import type { ConsentState } from './rules/consent.ts'

/** What the fragment asks about: SQL expressions of the surrounding statement, or parameters. */
export interface ConsentSqlQuestion {
  readonly clinicId: string
  /** uuid */
  readonly contactPoint: RawBuilder<unknown>
  /** uuid */
  readonly patient: RawBuilder<unknown>
  /** text: sms, email, call, letter */
  readonly channel: RawBuilder<unknown>
  /** text */
  readonly purpose: RawBuilder<unknown>
  readonly at: Temporal.Instant
}

/**
 * `consentState` of rules/consent.ts as a scalar SQL expression, for statements that decide about many at once (law 5);
 * a property test holds both to the same answers.
 */
export function consentStateSql(question: ConsentSqlQuestion): RawBuilder<ConsentState> {
  const { clinicId, contactPoint, patient, channel, purpose, at } = question
  const newest = sql`order by l.at desc, l.state = 'withdrawn' desc, l.id desc`
  const byPerson = sql`filter (where l.method not in ('import', 'declared'))`
  const about = sql`l.clinic_id = ${clinicId} and l.channel in (${channel}, 'any') and l.purpose in (${purpose}, 'all')
    and l.at <= ${at}`
  return sql<ConsentState>`(
    select case
      when 'withdrawn' in (coalesce(here.newest, ''), coalesce(here.by_person, ''),
        coalesce(person.newest, ''), coalesce(person.by_person, '')) then 'withdrawn'
      when here.newest is null then 'missing'
      when here.expires_at <= ${at} then 'expired'
      else 'given' end
    from (
      select (array_agg(l.state ${newest}))[1] as newest, (array_agg(l.state ${newest}) ${byPerson})[1] as by_person,
        (array_agg(l.expires_at ${newest}))[1] as expires_at
      from patients.consent l
      where ${about} and l.contact_point_id = ${contactPoint} and (l.patient_id is null or l.patient_id = ${patient})
    ) here, (
      select (array_agg(l.state ${newest}))[1] as newest, (array_agg(l.state ${newest}) ${byPerson})[1] as by_person
      from patients.consent l
      where ${about} and l.patient_id = ${patient}
    ) person)`
}

/** Whether the patient as a person has opted out, whatever the address: the second half of the question above. */
export function hasOptedOutSql(question: Omit<ConsentSqlQuestion, 'contactPoint'>): RawBuilder<boolean> {
  const { clinicId, patient, channel, purpose, at } = question
  const newest = sql`order by l.at desc, l.state = 'withdrawn' desc, l.id desc`
  return sql<boolean>`(
    select coalesce((array_agg(l.state ${newest}))[1] = 'withdrawn', false)
      or coalesce((array_agg(l.state ${newest}) filter (where l.method not in ('import', 'declared')))[1] = 'withdrawn', false)
    from patients.consent l
    where l.clinic_id = ${clinicId} and l.patient_id = ${patient} and l.channel in (${channel}, 'any')
      and l.purpose in (${purpose}, 'all') and l.at <= ${at})`
}
