import { type RawBuilder, sql } from 'kysely'
import { readClinic } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import { ok, type Result } from '../platform/rules/result.ts'
import { withHashPlans } from '../recall/with-hash-plans.ts'
import { audienceQuery } from './audience-query.ts'
import { type RoutesQuestion, reachTables, routesOf, type UnknownMessage } from './reach-tables.ts'
import { channels } from './rules/campaign-document.ts'
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

/** Patients of each language with the longest names: where a text breaks first. */
const samplesPerLanguage = 2

/**
 * Whom a document would reach if it started now, and what keeps the others: the questions of the gate asked of everybody
 * at once, from facts alone. Writes nothing; the gate decides again for each message.
 */
export async function countAudience(
  db: Db,
  question: RoutesQuestion,
): Promise<Result<CountedAudience, UnknownMessage>> {
  const { document } = question
  const clinic = await readClinic(db.as('clinic'))
  const routes = routesOf(question, clinic)
  if (!routes.ok) return routes
  const today = db.now.toZonedDateTimeISO(clinic.zone).toPlainDate()
  const { audience } = document
  const tables = reachTables(db, {
    document,
    clinic,
    routes: routes.value,
    channels,
    audience: audienceQuery({ clinicId: db.clinicId, now: db.now, today, zone: clinic.zone, audience }),
    standsInTheWay: sql`true`,
  })
  const query = factsQuery(db, tables)
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
