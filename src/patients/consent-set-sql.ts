import { type RawBuilder, sql } from 'kysely'
import type { ConsentPurpose } from './rules/consent.ts'

/** What the tables are asked about: `addresses` is a table of the statement, (patient_id, contact_point_id, channel). */
export interface ConsentSetQuestion {
  readonly clinicId: string
  readonly addresses: RawBuilder<unknown>
  readonly purposes: readonly ConsentPurpose[]
  readonly at: Temporal.Instant
  /** The addresses are those of the whole clinic: the ledger is read through, not looked up. */
  readonly isEverybody: boolean
}

/**
 * `consentState` of rules/consent.ts for every address and purpose at once: common table expressions that end in
 * `consent_state (patient_id, contact_point_id, channel, purpose, state)`. The newest row of a group is the greatest of a
 * text that orders as the rule does (moment, withdrawal before consent, id): a million groups are hashed, never sorted.
 */
export function consentTables(question: ConsentSetQuestion): RawBuilder<unknown> {
  const { clinicId, addresses, purposes, at, isEverybody } = question
  const keyed = (asked: RawBuilder<unknown>) => sql`
    select l.contact_point_id, l.patient_id, l.channel, l.purpose, l.method not in ('import', 'declared') as by_person,
      (lpad((extract(epoch from l.at) * 1000000 + 100000000000000000)::bigint::text, 18, '0')
        || (case l.state when 'withdrawn' then 1 else 0 end)::text || l.id::text
        || coalesce((extract(epoch from l.expires_at) * 1000000)::bigint::text, '')) collate "C" as key
    from patients.consent l
    where l.clinic_id = ${clinicId} and l.at <= ${at} and l.purpose = any(${[...purposes, 'all']}::text[]) ${asked}`
  const array = (column: string) => sql`array(select ${sql.ref(`a.${column}`)} from ${addresses} a)`
  return sql`
    asked_consent as (
      select a.patient_id, a.contact_point_id, a.channel, w.purpose
      from ${addresses} a cross join unnest(${[...purposes]}::text[]) as w (purpose)
    ),
    ledger_here as (${keyed(isEverybody ? sql`` : sql`and l.contact_point_id = any(${array('contact_point_id')})`)}),
    ledger_person as (${keyed(isEverybody ? sql`and l.patient_id is not null` : sql`and l.patient_id = any(${array('patient_id')})`)}),
    newest_here as (
      select q.patient_id, q.contact_point_id, q.channel, q.purpose, max(l.key) as newest,
        max(l.key) filter (where l.by_person) as newest_by_person
      from asked_consent q join ledger_here l on l.contact_point_id = q.contact_point_id
      where (l.patient_id is null or l.patient_id = q.patient_id) and l.channel in (q.channel, 'any')
        and l.purpose in (q.purpose, 'all')
      group by 1, 2, 3, 4
    ),
    newest_person as (
      select q.patient_id, q.channel, q.purpose, max(l.key) as newest, max(l.key) filter (where l.by_person) as newest_by_person
      from (select distinct patient_id, channel, purpose from asked_consent) q
        join ledger_person l on l.patient_id = q.patient_id
      where l.channel in (q.channel, 'any') and l.purpose in (q.purpose, 'all')
      group by 1, 2, 3
    ),
    consent_state as materialized (
      select q.patient_id, q.contact_point_id, q.channel, q.purpose, case
        when '1' in (${isWithdrawn('h.newest')}, ${isWithdrawn('h.newest_by_person')},
          ${isWithdrawn('n.newest')}, ${isWithdrawn('n.newest_by_person')}) then 'withdrawn'
        when h.newest is null then 'missing'
        when nullif(substr(h.newest, 56), '')::numeric <= extract(epoch from ${at}::timestamptz) * 1000000 then 'expired'
        else 'given' end as state
      from asked_consent q
        left join newest_here h on h.patient_id = q.patient_id and h.contact_point_id = q.contact_point_id
          and h.channel = q.channel and h.purpose = q.purpose
        left join newest_person n on n.patient_id = q.patient_id and n.channel = q.channel and n.purpose = q.purpose
    )`
}

function isWithdrawn(key: string): RawBuilder<unknown> {
  return sql`coalesce(substr(${sql.ref(key)}, 19, 1), '')`
}
