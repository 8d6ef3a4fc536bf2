import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'

type Db = ModuleDb<'insights'>

export interface RecordFacts {
  readonly patients: number
  readonly withBirthDate: number
  readonly reachable: number
  readonly withConsent: number
  readonly withLastVisit: number
  readonly duplicatesSuspected: number
}

/** What is on record of living patients; consent and addresses of duplicates count for whom they live on as. */
export async function recordFacts(db: Db): Promise<RecordFacts> {
  const [row] = await db.sql<RecordFacts>(sql`
    with address as (
      select distinct coalesce(p.merged_into, c.patient_id) as patient_id
      from patients.patient_contact c
        join patients.contact_point t on t.clinic_id = c.clinic_id and t.id = c.contact_point_id
        join patients.patient p on p.clinic_id = c.clinic_id and p.id = c.patient_id
      where c.clinic_id = ${db.clinicId} and c.ended_at is null and t.validity <> 'invalid'
    ),
    said as (
      select coalesce(p.merged_into, p.id) as patient_id, l.state,
        row_number() over (partition by p.id, l.contact_point_id, l.channel, l.purpose order by l.at desc, l.state desc) as age
      from patients.consent l
        join patients.patient_contact c on c.clinic_id = l.clinic_id and c.contact_point_id = l.contact_point_id
          and c.ended_at is null and (l.patient_id is null or l.patient_id = c.patient_id)
        join patients.patient p on p.clinic_id = c.clinic_id and p.id = c.patient_id
      where l.clinic_id = ${db.clinicId} and l.purpose in ('care_recall', 'reactivation', 'all')
        and l.at <= ${db.now} and (l.expires_at is null or l.expires_at > ${db.now})
    ),
    consenting as (
      select distinct patient_id from said where age = 1 and state = 'given'
    ),
    seen as (
      select distinct coalesce(p.merged_into, v.patient_id) as patient_id
      from scheduling.visit v join patients.patient p on p.clinic_id = v.clinic_id and p.id = v.patient_id
      where v.clinic_id = ${db.clinicId} and v.status = 'finished' and v.ended_at <= ${db.now}
    )
    select count(*)::int as patients, count(p.birth_date)::int as "withBirthDate", count(a.patient_id)::int as reachable,
      count(c.patient_id)::int as "withConsent", count(s.patient_id)::int as "withLastVisit",
      (select count(*)::int from patients.duplicate_pair d where d.clinic_id = ${db.clinicId} and d.state = 'proposed')
        as "duplicatesSuspected"
    from patients.patient p
      left join address a on a.patient_id = p.id
      left join consenting c on c.patient_id = p.id
      left join seen s on s.patient_id = p.id
    where p.clinic_id = ${db.clinicId} and p.merged_into is null and not p.is_deceased and p.deceased_at is null
      and (p.left_at is null or p.left_at > ${db.now})`)
  if (row === undefined) throw new Error('a statement of aggregates gave no row')
  return row
}

export interface VisitFacts {
  readonly visits: number
  readonly visitsWithKind: number
  readonly visitsWithValue: number
  readonly firstAt: Temporal.Instant | null
  /** Of visits with a value in the two years before now. */
  readonly recentValued: number
  readonly recentMeanMinor: number | null
}

export async function visitFacts(db: Db, recentSince: Temporal.Instant): Promise<VisitFacts> {
  const recent = sql`v.value_minor > 0 and v.ended_at > ${recentSince}`
  const [row] = await db.sql<VisitFacts>(sql`
    select count(*)::int as visits, count(v.kind_code)::int as "visitsWithKind",
      count(*) filter (where v.value_minor > 0)::int as "visitsWithValue", min(v.ended_at) as "firstAt",
      count(*) filter (where ${recent})::int as "recentValued",
      round(avg(v.value_minor) filter (where ${recent}))::int as "recentMeanMinor"
    from scheduling.visit v
    where v.clinic_id = ${db.clinicId} and v.status = 'finished' and v.ended_at <= ${db.now}`)
  if (row === undefined) throw new Error('a statement of aggregates gave no row')
  return row
}
