import { type RawBuilder, sql } from 'kysely'
import type { Audience, DueAudience, LapseBand, LapsedAudience } from './rules/campaign-document.ts'

export interface AudienceQuestion {
  readonly clinicId: string
  readonly now: Temporal.Instant
  /** The clinic's local day. */
  readonly today: Temporal.PlainDate
  readonly zone: string
  readonly audience: Audience
  /** Only these open recalls; absent: the whole clinic. */
  readonly among?: readonly Recall[]
}

export interface Recall {
  readonly patientId: string
  readonly typeKey: string
}

/** Rows (patient_id, entry_key, type_key, band, anchor_on), one per patient. Enrolment, invitation, live count and sample ask the same. */
export function audienceQuery(question: AudienceQuestion): RawBuilder<unknown> {
  const { audience } = question
  return audience.kind === 'due' ? dueQuery(question, audience) : lapsedQuery(question, audience)
}

function dueQuery(question: AudienceQuestion, audience: DueAudience): RawBuilder<unknown> {
  const { clinicId, today, among } = question
  const types =
    audience.recallTypes.length === 0
      ? sql``
      : sql`and c.type_key = any(${[...audience.recallTypes]}::text[])`
  return sql`
    select distinct on (c.patient_id) c.patient_id, c.type_key || ':' || c.triggered_on as entry_key, c.type_key,
      null::text as band, c.due_effective as anchor_on
    from recall.cycle c
    join recall.recall_type t on t.clinic_id = c.clinic_id and t.key = c.type_key and t.disabled_at is null
    join patients.patient p on p.clinic_id = c.clinic_id and p.id = c.patient_id
    where c.clinic_id = ${clinicId} and c.closed_at is null and ${notPaused(question)}
      and c.due_effective between ${today.subtract({ days: audience.enrolUntilDays })}::date and ${today.subtract({ days: audience.enrolFromDays })}::date
      ${types} and ${reachable(question)}
      ${among === undefined ? sql`` : sql`and ${isAmong(among)}`}
    order by c.patient_id, c.due_effective, t.priority, c.type_key`
}

/** Months overdue where something is due, else months since the last visit; the bands of A3 and A4. */
function lapsedQuery(question: AudienceQuestion, audience: LapsedAudience): RawBuilder<unknown> {
  const { clinicId, now, today, zone, among } = question
  const startOf = (day: Temporal.PlainDate): Temporal.Instant => day.toZonedDateTime(zone).toInstant()
  const ago = (months: number): Temporal.PlainDate => today.subtract({ months })
  return sql`
    select patient_id, entry_key, type_key, band, anchor_on from (
      select p.id as patient_id,
        coalesce(o.type_key || ':' || o.triggered_on, 'inactive:' || to_char(v.last_end at time zone 'UTC', 'YYYY-MM-DD')) as entry_key,
        o.type_key,
        case when o.due_effective is not null then
            case when o.due_effective > ${ago(6)}::date then 'overdue_3_6' when o.due_effective > ${ago(12)}::date then 'overdue_6_12' else 'overdue_12_plus' end
          when v.last_end > ${startOf(ago(18))} then 'inactive_12_18' when v.last_end > ${startOf(ago(24))} then 'inactive_18_24'
          else 'inactive_24_plus' end as band,
        ${today}::date as anchor_on
      from patients.patient p
      join lateral (select max(v.ended_at) as last_end from scheduling.visit v
        where v.clinic_id = p.clinic_id and v.patient_id = p.id and v.status = 'finished' and v.ended_at <= ${now}) v on v.last_end is not null
      left join lateral (select c.type_key, c.triggered_on, c.due_effective from recall.cycle c
        join recall.recall_type t on t.clinic_id = c.clinic_id and t.key = c.type_key and t.disabled_at is null
        where c.clinic_id = p.clinic_id and c.patient_id = p.id and c.closed_at is null
        order by c.due_effective, c.type_key limit 1) o on true
      where p.clinic_id = ${clinicId} and ${reachable(question)}
        and not exists (select 1 from recall.cycle c where c.clinic_id = p.clinic_id and c.patient_id = p.id and c.closed_at is null
          and not ${notPaused(question)})
        and case when o.due_effective is not null then o.due_effective <= ${ago(3)}::date else v.last_end <= ${startOf(ago(12))} end
        ${among === undefined ? sql`` : sql`and p.id = any(${patientsOf(among)}::uuid[])`}
    ) lapsed
    where band = any(${[...audience.bands] satisfies LapseBand[]}::text[])`
}

/** Arrays, not a join: the planner knows how many they are. The first one is for the index. */
function isAmong(among: readonly Recall[]): RawBuilder<unknown> {
  const pairs = among.map(({ patientId, typeKey }) => `${patientId}:${typeKey}`)
  return sql`c.patient_id = any(${patientsOf(among)}::uuid[]) and c.patient_id::text || ':' || c.type_key = any(${pairs}::text[])`
}

function patientsOf(among: readonly Recall[]): readonly string[] {
  return [...new Set(among.map(({ patientId }) => patientId))]
}

/** Staff asked for silence about this recall until a day. */
function notPaused({ now, today }: AudienceQuestion): RawBuilder<unknown> {
  return sql`not coalesce(c.paused_at <= ${now} and c.paused_until > ${today}::date, false)`
}

/** Alive, not merged away, not formally gone, of the age asked for, and with nothing booked where that is asked. */
function reachable({ clinicId, now, today, audience }: AudienceQuestion): RawBuilder<unknown> {
  const oldest = audience.ages?.to === undefined ? null : today.subtract({ years: audience.ages.to + 1 })
  const youngest = audience.ages?.from === undefined ? null : today.subtract({ years: audience.ages.from })
  const booked = audience.nothingBooked
    ? sql`and not exists (select 1 from scheduling.appointment a where a.clinic_id = ${clinicId} and a.patient_id = p.id
        and a.starts_at > ${now} and a.state in ('held', 'booked'))`
    : sql``
  return sql`not p.is_deceased and coalesce(p.deceased_at > ${now}, true) and p.merged_into is null and p.left_at is null
    ${oldest === null ? sql`` : sql`and p.birth_date > ${oldest}::date`}
    ${youngest === null ? sql`` : sql`and p.birth_date <= ${youngest}::date`}
    ${booked}`
}
