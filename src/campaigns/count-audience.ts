import { type RawBuilder, sql } from 'kysely'
import { type ClinicProfile, readClinic } from '../clinic/read-clinic.ts'
import { chooseSample } from '../patients/choose-sample.ts'
import { type Estimate, estimateFrom } from '../patients/rules/estimate.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import { withHashPlans } from '../recall/with-hash-plans.ts'
import { audienceQuery } from './audience-query.ts'
import type { Route } from './contact-routes.ts'
import { reachTables } from './reach-tables.ts'
import type { AudienceDocument } from './rules/audience-document.ts'
import { channels } from './rules/campaign-document.ts'
import type { LeftOutReason } from './rules/left-out.ts'

type Db = ModuleDb<'campaigns'>

export const countModes = ['estimate', 'exact'] as const
export type CountMode = (typeof countModes)[number]

/** `longest`: of the reachable, the longest names of each language, where a text breaks first. `drawn`: of all, twenty by chance. */
export type SampleKind = 'longest' | 'drawn'

export interface SamplePatient {
  readonly patientId: string
  readonly name: string
  readonly birthDate: Temporal.PlainDate | null
  readonly language: Language
  readonly band: string | null
  readonly typeKey: string | null
  readonly lastVisit: Temporal.Instant | null
  /** Why nobody could write to the patient now. */
  readonly leftOut: LeftOutReason | null
}

export interface CountedAudience {
  /** An estimate was asked for, and the clinic is too large to count at once. */
  readonly basis: CountMode
  /** Everybody the audience names. */
  readonly matching: Estimate
  /** Of them, whom a message could go to now. */
  readonly reachable: Estimate
  readonly leftOut: readonly { readonly reason: LeftOutReason; readonly patients: number }[]
  readonly languages: readonly { readonly language: Language; readonly patients: number }[]
  readonly channels: readonly { readonly channel: 'sms' | 'email'; readonly patients: number }[]
  readonly groups: readonly {
    readonly key: string
    readonly names: Readonly<Record<Language, string>> | null
    readonly patients: number
  }[]
  readonly sample: readonly SamplePatient[]
}

export interface AudienceToCount {
  readonly audience: AudienceDocument
  /** Ways a message may take; at least one. */
  readonly routes: readonly Route[]
  /** Days of contact within 30 days from which on nobody is written to; null: not asked. */
  readonly capPer30Days: number | null
  readonly mode: CountMode
  readonly sample: SampleKind
}

const samplesPerLanguage = 2
const drawnSamples = 20

/**
 * Whom an audience would reach if it were asked now, and what keeps the others: the questions of the gate asked of everybody
 * at once, from facts alone. Writes nothing; the gate decides again for each message. An estimate asks the same of a
 * uniform sample of patients.
 */
export async function countAudience(db: Db, question: AudienceToCount): Promise<CountedAudience> {
  const clinic = await readClinic(db.as('clinic'))
  const sampled = await chooseSample(db.as('patients'))
  const belowBucket = question.mode === 'exact' ? null : sampled
  const isLarge = belowBucket === null && (await isLargePart(db, { question, clinic, sampled }))
  const tables = reachTables(db, {
    ...question,
    clinic,
    channels,
    audience: await audienceQuery(db, { clinic, audience: question.audience, belowBucket }),
    standsInTheWay: sql`true`,
    isLarge,
  })
  const query = factsQuery(db, question, tables)
  const [facts] = await withHashPlans(db.as('recall'), async () => db.sql<AudienceRow>(query))
  if (facts === undefined) throw new Error('a statement of aggregates gave no row')
  const scaled = <Row extends { readonly patients: number }>(rows: readonly Row[]): readonly Row[] =>
    rows.map((row) => ({ ...row, patients: estimateFrom(row.patients, belowBucket).count }))
  return {
    basis: belowBucket === null ? 'exact' : 'estimate',
    matching: estimateFrom(facts.matching, belowBucket),
    reachable: estimateFrom(facts.reachable, belowBucket),
    leftOut: scaled(facts.leftOut),
    languages: scaled(facts.languages),
    channels: scaled(facts.channels),
    groups: scaled(facts.groups),
    sample: facts.sample.map(samplePatient),
  }
}

interface Pilot {
  readonly question: AudienceToCount
  readonly clinic: ClinicProfile
  readonly sampled: number | null
}

/** From so many members on, reading tables through is quicker than looking each member up. */
const many = 30_000

/** Whether to expect many members; a small clinic is read through anyway. */
async function isLargePart(db: Db, { question, clinic, sampled }: Pilot): Promise<boolean> {
  if (sampled === null) return true
  const members = await audienceQuery(db, { clinic, audience: question.audience, belowBucket: sampled })
  const [pilot] = await withHashPlans(db.as('recall'), async () =>
    db.sql<{ found: number }>(sql`select count(*)::integer as found from ${members} m`),
  )
  return estimateFrom(pilot?.found ?? 0, sampled).count > many
}

interface AudienceRow extends Omit<CountedAudience, 'basis' | 'matching' | 'reachable' | 'sample'> {
  readonly matching: number
  readonly reachable: number
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

function factsQuery(db: Db, question: AudienceToCount, tables: RawBuilder<unknown>): RawBuilder<AudienceRow> {
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
      ${listed(sql`select s.patient_id as "patientId", s.full_name as name, p.birth_date as "birthDate", s.language, s.band, s.type_key as "typeKey",
          v.last_visit_at as "lastVisit", s.reason as "leftOut"
        from (${sampleOf(question.sample)}) s
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = s.patient_id
          and p.id = any(array(select x.patient_id from (${sampleOf(question.sample)}) x))
        left join recall.standing v on v.clinic_id = ${db.clinicId} and v.patient_id = s.patient_id
          and v.patient_id = any(array(select x.patient_id from (${sampleOf(question.sample)}) x))
        order by s.place, s.patient_id`)} as sample`
}

function sampleOf(kind: SampleKind): RawBuilder<unknown> {
  return kind === 'longest'
    ? sql`select l.* from (
        select j.*, row_number() over (partition by j.language order by length(j.full_name) desc, j.patient_id) as place
        from judged j where j.reason is null) l where l.place <= ${samplesPerLanguage}`
    : sql`select j.*, j.sample_bucket as place from judged j order by j.sample_bucket, j.patient_id limit ${drawnSamples}`
}

function listed(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(rows), '[]') from (${query}) rows)`
}
