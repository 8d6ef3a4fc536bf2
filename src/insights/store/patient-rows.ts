import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'
import { longAway } from '../../recall/long-away.ts'
import type { PatientListQuery } from '../contract/patient-card.ts'

type Db = ModuleDb<'insights'>

export interface PatientRow {
  readonly id: string
  readonly fullName: string
  readonly externalId: string
  readonly birthDate: Temporal.PlainDate | null
  readonly language: Language | null
  readonly contact: string | null
  readonly lastVisit: Temporal.Instant | null
  readonly nextVisit: Temporal.Instant | null
  readonly recallNames: Readonly<Record<Language, string>> | null
  readonly due: Temporal.PlainDate | null
  readonly isDeceased: boolean
  readonly hasLeft: boolean
}

/** One page of patients. `among`: only these, because somebody searched; null: everybody. */
export async function patientRows(
  db: Db,
  query: PatientListQuery,
  among: readonly string[] | null,
): Promise<{ readonly rows: readonly PatientRow[]; readonly total: number }> {
  const asked = await filters(db, query, among)
  const [counted] = await db.sql<{ total: number }>(sql`
    select count(*)::int as total from patients.patient p where ${asked}`)
  const rows = await db.sql<PatientRow>(sql`
    with page as materialized (
      select p.id, p.full_name, ${sortKey[query.sort](db)} as sort_key from patients.patient p
      where ${asked}
      order by ${order[query.sort]}, p.full_name, p.id
      limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}
    )
    select p.id, p.full_name as "fullName", p.external_id as "externalId", p.birth_date as "birthDate", p.language,
      (select c.value from patients.patient_contact o
        join patients.contact_point c on c.clinic_id = o.clinic_id and c.id = o.contact_point_id
        where o.clinic_id = ${db.clinicId} and o.patient_id = p.id and o.ended_at is null
        order by c.validity = 'invalid', o.rank, (o.use = 'mobile') desc, c.id limit 1) as contact,
      ${lastVisit(db)} as "lastVisit", ${nextVisit(db)} as "nextVisit",
      r.names as "recallNames", r.due_effective as due,
      p.is_deceased as "isDeceased", p.left_at is not null as "hasLeft"
    from page join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = page.id
    left join lateral (
      select t.names, c.due_effective from recall.cycle c
      join recall.recall_type t on t.clinic_id = c.clinic_id and t.key = c.type_key and t.disabled_at is null
      where c.clinic_id = ${db.clinicId} and c.patient_id = p.id and c.closed_at is null
      order by c.due_effective, c.type_key limit 1) r on true
    order by ${outerOrder[query.sort]}, page.full_name, page.id`)
  return { rows, total: counted?.total ?? 0 }
}

async function filters(
  db: Db,
  { language, standing, away }: PatientListQuery,
  among: readonly string[] | null,
): Promise<RawBuilder<unknown>> {
  const standings = {
    present: sql`and not p.is_deceased and p.left_at is null`,
    gone: sql`and (p.is_deceased or p.left_at is not null)`,
    all: sql``,
  } as const
  return sql`p.clinic_id = ${db.clinicId} and p.merged_into is null ${standings[standing]}
    ${language === undefined ? sql`` : sql`and p.language = ${language}`}
    ${away === undefined ? sql`` : sql`and p.id in (select a.patient_id from ${await longAway(db.as('recall'))} a)`}
    ${among === null ? sql`` : sql`and p.id = any(${[...among]}::uuid[])`}`
}

const lastVisit = (db: Db): RawBuilder<unknown> => sql`(
  select max(v.ended_at) from scheduling.visit v
  where v.clinic_id = ${db.clinicId} and v.patient_id = p.id and v.status = 'finished' and v.ended_at <= ${db.now})`

const nextVisit = (db: Db): RawBuilder<unknown> => sql`(
  select min(a.starts_at) from scheduling.appointment a
  where a.clinic_id = ${db.clinicId} and a.patient_id = p.id and a.state = 'booked' and a.starts_at > ${db.now})`

type Sort = PatientListQuery['sort']

const sortKey: Readonly<Record<Sort, (db: Db) => RawBuilder<unknown>>> = {
  name: () => sql`null::timestamptz`,
  last_visit: lastVisit,
  next_visit: nextVisit,
}

/** Longest away first; soonest to come first; whoever has neither stands last. */
const order: Readonly<Record<Sort, RawBuilder<unknown>>> = {
  name: sql`p.full_name`,
  last_visit: sql`sort_key nulls last`,
  next_visit: sql`sort_key nulls last`,
}

const outerOrder: Readonly<Record<Sort, RawBuilder<unknown>>> = {
  name: sql`page.full_name`,
  last_visit: sql`page.sort_key nulls last`,
  next_visit: sql`page.sort_key nulls last`,
}
