import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import type { AudienceNames } from './contract/sentence/sentence.ts'

interface NameRow {
  readonly kind: keyof AudienceNames
  readonly key: string
  readonly name: string
}

/** What the clinic calls the things that audiences name; none of these lists is long. */
export async function readAudienceNames(
  db: ModuleDb<'campaigns'>,
  language: Language,
): Promise<AudienceNames> {
  const rows = await db.sql<NameRow>(sql`
    select 'recallTypes' as kind, t.key, coalesce(t.names ->> ${language}, t.names ->> 'en', t.key) as name
    from recall.recall_type t where t.clinic_id = ${db.clinicId}
    union all
    select 'services', s.key, s.name from scheduling.service s where s.clinic_id = ${db.clinicId}
    union all
    select 'providers', r.id::text, r.name from scheduling.resource r where r.clinic_id = ${db.clinicId}
    union all
    select 'locations', l.id::text, l.name from clinic.location l where l.clinic_id = ${db.clinicId}
    union all
    select 'campaigns', c.id::text, c.name from campaigns.campaign c where c.clinic_id = ${db.clinicId}`)
  const of = (kind: keyof AudienceNames) =>
    new Map(rows.filter((row) => row.kind === kind).map(({ key, name }) => [key, name]))
  return {
    recallTypes: of('recallTypes'),
    services: of('services'),
    providers: of('providers'),
    locations: of('locations'),
    campaigns: of('campaigns'),
  }
}
