import { type RawBuilder, sql } from 'kysely'
import type { ClinicProfile } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import { lapsedPatients } from '../recall/lapsed-patients.ts'
import { recallAnswers } from '../recall/recall-answers.ts'
import type { AudienceDocument, Programme } from './rules/audience-document.ts'
import type { AskedAt } from './rules/criteria/asked-at.ts'
import { leavesOf } from './rules/criteria/criterion.ts'
import { readSpecialists } from './specialists.ts'
import { allOf, askedFor, type CriteriaScope } from './store/criteria/criteria-scope.ts'
import { criteriaSql } from './store/criteria/criteria-sql.ts'
import { patientSets } from './store/criteria/patient-sets.ts'
import { percentileTable } from './store/criteria/value-sql.ts'

type Db = ModuleDb<'campaigns'>

export interface AudienceQuestion {
  readonly clinic: ClinicProfile
  readonly audience: AudienceDocument
  /** Only patients of the sample buckets below this one; null: everybody. */
  readonly belowBucket?: number | null
  /** Only these open recalls, or their patients where the programme is about the person; absent: everybody's. */
  readonly among?: readonly Recall[]
}

export interface Recall {
  readonly patientId: string
  readonly typeKey: string
}

/** A column list of `audienceQuery`. */
export interface AudienceMember {
  readonly patient_id: string
  /** What the patient enters by: a patient enters a campaign once for each (law 9). */
  readonly entry_key: string
  readonly type_key: string | null
  readonly band: string | null
  readonly anchor_on: Temporal.PlainDate
}

/** The moment of the transaction as criteria ask about it. */
export function askedAt(db: Db, { zone }: Pick<ClinicProfile, 'zone'>): AskedAt {
  return { now: db.now, today: db.now.toZonedDateTimeISO(zone).toPlainDate(), zone }
}

/**
 * Everybody an audience names, one row per patient, as a query in parentheses; run it inside `withHashPlans`. Enrolment,
 * invitation, live count and sample ask the same. Nobody in it is dead, merged into another record, or formally gone.
 */
export async function audienceQuery(db: Db, question: AudienceQuestion): Promise<RawBuilder<AudienceMember>> {
  const { clinic, audience, among } = question
  const asked = askedPatients(db, question)
  const scope: CriteriaScope = {
    db,
    asked: askedAt(db, clinic),
    clinicLanguage: clinic.language,
    records: asked === null ? null : sql`array(select r.id from asked_record r)`,
    specialists: await readSpecialists(db, audience.criteria),
  }
  const sets = patientSets()
  const criteria = audience.criteria === undefined ? sql`true` : criteriaSql(audience.criteria, scope, sets)
  // A sample stands for the clinic; some who were picked do not.
  const ranked = among === undefined ? scope : { ...scope, records: null }
  return sql<AudienceMember>`(
    with recursive ${lineageTables(scope)}
    ${asked === null ? sql`` : askedTables(asked)}
    ${await recallTables(scope, audience)}
    ${percentileTable(audience.criteria, ranked)}
    ${sets.tables()},
    matching as materialized (
      select p.id as patient_id
      from patients.patient p
        left join recall.standing s on s.clinic_id = ${db.clinicId} and s.patient_id = p.id ${askedFor(scope, sql`s.patient_id`)}
        left join dead_duplicate x on x.patient_id = p.id
        ${sets.joins()}
      where ${isAskable(scope)} ${asked === null ? sql`` : sql`and p.id = any(array(select a.id from asked_patient a))`}
        and x.patient_id is null and ${criteria}
    )
    ${membersOf(audience.programme, { scope, among })})`
}

/** The patients that a question is kept to, as a query of their ids; null: everybody. */
function askedPatients(
  db: Db,
  { among, belowBucket = null }: Pick<AudienceQuestion, 'among' | 'belowBucket'>,
): RawBuilder<unknown> | null {
  if (among !== undefined)
    return sql`select distinct u.id from unnest(${patientsOf(among)}::uuid[]) as u (id)`
  if (belowBucket === null) return null
  return sql`
    select p.id from patients.patient p
    where p.clinic_id = ${db.clinicId} and p.sample_bucket < ${belowBucket} and p.merged_into is null`
}

function patientsOf(among: readonly Recall[]): readonly string[] {
  return [...new Set(among.map(({ patientId }) => patientId))]
}

/** Merged records and those they live on as; whoever is dead by one of their records is dead. */
function lineageTables({ db, asked }: CriteriaScope): RawBuilder<unknown> {
  return sql`
    lineage (id, survivor) as (
      select p.id, p.merged_into from patients.patient p
      where p.clinic_id = ${db.clinicId} and p.merged_into is not null
      union
      select l.id, p.merged_into
      from lineage l
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = l.survivor
      where p.merged_into is not null
    ),
    duplicate as materialized (
      select l.id, l.survivor from lineage l
      where l.survivor not in (select further.id from lineage further)
    ),
    dead_duplicate as (
      select distinct d.survivor as patient_id
      from duplicate d join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = d.id
      where p.merged_into is not null
        and (p.deceased_at <= ${asked.now} or p.deceased_at is null and p.is_deceased)
    )`
}

/** `asked_record (id)`: the patients asked about and every record merged into them. */
function askedTables(asked: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`,
    asked_patient as materialized (${asked}),
    asked_record as materialized (
      select id from asked_patient
      union all
      select d.id from duplicate d join asked_patient a on a.id = d.survivor
    )`
}

function isAskable({ db, asked }: CriteriaScope): RawBuilder<boolean> {
  return allOf([
    sql`p.clinic_id = ${db.clinicId}`,
    sql`p.merged_into is null`,
    sql`(p.deceased_at > ${asked.now} or p.deceased_at is null and not p.is_deceased)`,
    sql`(p.left_at is null or p.left_at > ${asked.now})`,
  ])
}

/** What recall says, asked once whichever of programme and criteria need it. */
async function recallTables(scope: CriteriaScope, audience: AudienceDocument): Promise<RawBuilder<unknown>> {
  const recall = scope.db.as('recall')
  const kinds = audience.criteria === undefined ? [] : leavesOf(audience.criteria).map(({ kind }) => kind)
  const only = scope.records === null ? {} : { records: scope.records }
  const needsAnswers = audience.programme.kind === 'recall' || kinds.includes('recall_status')
  const needsLapse = audience.programme.kind === 'reactivation' || kinds.includes('lapse')
  const answers = needsAnswers
    ? sql`, recall_answer as materialized (select * from ${await recallAnswers(recall, only)} a)`
    : sql``
  const lapsed = needsLapse
    ? sql`, lapsed_now as materialized (select * from ${await lapsedPatients(recall, only)} l)`
    : sql``
  return sql`${answers} ${lapsed}`
}

function membersOf(
  programme: Programme,
  { scope, among }: { readonly scope: CriteriaScope; readonly among: readonly Recall[] | undefined },
): RawBuilder<unknown> {
  const { db } = scope
  const { today } = scope.asked
  const pairs = among?.map(({ patientId, typeKey }) => `${patientId}:${typeKey}`)
  switch (programme.kind) {
    case 'recall': {
      const { recallTypes, enrolFromDays, enrolUntilDays } = programme
      return sql`
        select distinct on (a.patient_id) a.patient_id, a.type_key || ':' || a.triggered_on as entry_key, a.type_key,
          null::text as band, a.due_effective as anchor_on
        from recall_answer a
          join matching m on m.patient_id = a.patient_id
          join recall.recall_type t on t.clinic_id = ${db.clinicId} and t.key = a.type_key
        where a.status <> 'paused'
          and a.due_effective between ${today.subtract({ days: enrolUntilDays })}::date and ${today.subtract({ days: enrolFromDays })}::date
          ${recallTypes.length === 0 ? sql`` : sql`and a.type_key = any(${[...recallTypes]}::text[])`}
          ${pairs === undefined ? sql`` : sql`and a.patient_id || ':' || a.type_key = any(${pairs}::text[])`}
        order by a.patient_id, a.due_effective, t.priority, a.type_key`
    }
    case 'reactivation':
      // The programme is about the person: one recall that staff asked silence for keeps it away.
      // The day of the last visit in UTC, as entries have always been named: a new name would let the same lapse in twice.
      return sql`
        select l.patient_id, l.type_key, l.band, ${today}::date as anchor_on,
          coalesce(l.type_key || ':' || l.triggered_on, 'inactive:' || to_char(s.last_visit_at at time zone 'UTC', 'YYYY-MM-DD')) as entry_key
        from lapsed_now l
          join matching m on m.patient_id = l.patient_id
          left join recall.standing s on s.clinic_id = ${db.clinicId} and s.patient_id = l.patient_id
            ${askedFor(scope, sql`s.patient_id`)}
        where l.band = any(${[...programme.bands]}::text[]) and not l.has_pause`
    case 'one_off':
      return sql`
        select m.patient_id, 'once' as entry_key, null::text as type_key, null::text as band, ${today}::date as anchor_on
        from matching m`
    default:
      return assertNever(programme)
  }
}
