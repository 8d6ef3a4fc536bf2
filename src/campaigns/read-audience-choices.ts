import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'

interface Choice {
  readonly key: string
  readonly name: string
}

/** Named where criteria name it already; offered only where it can still be chosen. */
interface OfferedChoice extends Choice {
  readonly isOffered: boolean
}

export interface AudienceChoices {
  readonly recallTypes: readonly OfferedChoice[]
  readonly services: readonly Choice[]
  readonly specialities: readonly string[]
  readonly providers: readonly Choice[]
  readonly locations: readonly Choice[]
  readonly campaigns: readonly OfferedChoice[]
  readonly tags: readonly string[]
}

const most = 500

/** What criteria may name in this clinic, in the reader's language and by name. */
export async function readAudienceChoices(
  db: ModuleDb<'campaigns'>,
  language: Language,
): Promise<AudienceChoices> {
  const choices = (things: ReturnType<typeof sql>) => sql`(
    select coalesce(json_agg(c order by lower(c.name), c.key), '[]') from (${things} limit ${most}) c)`
  const texts = (things: ReturnType<typeof sql>) => sql`(
    select coalesce(json_agg(t.text order by lower(t.text)), '[]') from (${things} limit ${most}) t)`
  const own = (table: string) => sql`${sql.ref(`${table}.clinic_id`)} = ${db.clinicId}`
  const [row] = await db.sql<AudienceChoices>(sql`
    select
      ${choices(sql`select t.key, coalesce(t.names ->> ${language}, t.names ->> 'en', t.key) as name,
          t.disabled_at is null as "isOffered"
        from recall.recall_type t where ${own('t')} order by t.disabled_at is null desc`)} as "recallTypes",
      ${choices(sql`select s.key, s.name from scheduling.service s where ${own('s')}`)} as services,
      ${texts(sql`select s.speciality as text from scheduling.service s where ${own('s')} and s.speciality is not null
        union select r.speciality from scheduling.resource r where ${own('r')} and r.speciality is not null`)} as specialities,
      ${choices(sql`select r.id::text as key, r.name from scheduling.resource r
        where ${own('r')} and r.kind = 'practitioner'`)} as providers,
      ${choices(sql`select l.id::text as key, l.name from clinic.location l where ${own('l')}`)} as locations,
      ${choices(sql`select c.id::text as key, c.name, c.state <> 'draft' as "isOffered"
        from campaigns.campaign c where ${own('c')} order by c.created_at desc`)} as campaigns,
      ${texts(sql`select distinct t.tag as text from patients.patient_tag t where ${own('t')} and t.ended_at is null`)} as tags`)
  if (row === undefined) throw new Error('a select without a table gave no row')
  return row
}
