import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { audienceDocumentSchema } from './contract/audience-document.ts'
import type { AudienceDocument } from './rules/audience-document.ts'
import type { CampaignState } from './rules/campaign-state.ts'

export interface AudienceRow {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly document: AudienceDocument
  readonly createdBy: string
  readonly createdAt: Temporal.Instant
  readonly changedAt: Temporal.Instant
  /** Campaigns whose newest version pins one of its versions. */
  readonly usedBy: readonly UsingCampaign[]
}

export interface UsingCampaign {
  readonly id: string
  readonly name: string
  readonly state: CampaignState
  readonly audienceVersion: number
}

const mostAudiences = 500

/** The saved audiences of the clinic that are offered, by name; the newest version of each. */
export async function listAudiences(db: ModuleDb<'campaigns'>): Promise<readonly AudienceRow[]> {
  const rows = await db.sql<Omit<AudienceRow, 'document'> & { readonly document: unknown }>(sql`
    select a.id, a.name, a.version, v.document, v.created_by as "createdBy", a.created_at as "createdAt", a.changed_at as "changedAt",
      coalesce(u.used_by, '[]') as "usedBy"
    from campaigns.audience a
      join campaigns.audience_version v on v.clinic_id = a.clinic_id and v.audience_id = a.id and v.version = a.version
      left join (
        select w.document #>> '{audience,audienceId}' as audience_id,
          json_agg(json_build_object('id', c.id, 'name', c.name, 'state', c.state,
            'audienceVersion', (w.document #>> '{audience,version}')::integer) order by c.created_at desc) as used_by
        from campaigns.version w
          join campaigns.campaign c on c.clinic_id = w.clinic_id and c.id = w.campaign_id and c.version = w.version
        where w.clinic_id = ${db.clinicId} and w.document #>> '{audience,kind}' = 'saved'
        group by 1
      ) u on u.audience_id = a.id::text
    where a.clinic_id = ${db.clinicId} and a.ended_at is null
    order by lower(a.name), a.id limit ${mostAudiences}`)
  return rows.map((row) => ({ ...row, document: audienceDocumentSchema.parse(row.document) }))
}

export interface AudienceVersionRow {
  readonly version: number
  readonly document: AudienceDocument
  readonly createdBy: string
  readonly createdAt: Temporal.Instant
}

/** Every version of an audience, newest first. */
export async function listAudienceVersions(
  db: ModuleDb<'campaigns'>,
  audienceId: string,
): Promise<readonly AudienceVersionRow[]> {
  const rows = await db.sql<Omit<AudienceVersionRow, 'document'> & { readonly document: unknown }>(sql`
    select v.version, v.document, v.created_by as "createdBy", v.created_at as "createdAt"
    from campaigns.audience_version v
    where v.clinic_id = ${db.clinicId} and v.audience_id = ${audienceId}
    order by v.version desc limit ${mostAudiences}`)
  return rows.map((row) => ({ ...row, document: audienceDocumentSchema.parse(row.document) }))
}
