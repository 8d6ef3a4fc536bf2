import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { CampaignListQuery } from './contract/campaign-pages.ts'
import type { CampaignKind } from './rules/campaign-document.ts'
import type { CampaignState } from './rules/campaign-state.ts'

export interface CampaignRow {
  readonly id: string
  readonly name: string
  readonly kind: CampaignKind
  readonly state: CampaignState
  readonly version: number
  readonly createdBy: string
  readonly createdAt: Temporal.Instant
  readonly startedAt: Temporal.Instant | null
  readonly endedAt: Temporal.Instant | null
  readonly enrolled: number
  readonly heldOut: number
  readonly contacted: number
  readonly booked: number
  readonly active: number
  readonly nextAt: Temporal.Instant | null
}

export interface CampaignPage {
  readonly rows: readonly CampaignRow[]
  readonly total: number
  readonly states: readonly { readonly state: CampaignState; readonly count: number }[]
}

/** One page of the clinic's campaigns, newest first, with how far each has come. */
export async function listCampaigns(
  db: ModuleDb<'campaigns'>,
  query: CampaignListQuery,
): Promise<CampaignPage> {
  const { state, page, pageSize } = query
  const states = await db.sql<{ state: CampaignState; count: number }>(sql`
    select state, count(*)::int as count from campaigns.campaign where clinic_id = ${db.clinicId} group by state order by state`)
  const rows = await db.sql<CampaignRow>(sql`
    select c.id, c.name, c.kind, c.state, c.version, c.created_by as "createdBy", c.created_at as "createdAt",
      c.started_at as "startedAt", c.ended_at as "endedAt", e.enrolled, e."heldOut", e.contacted, e.booked, e.active,
      case when c.state = 'running' then e.next_at end as "nextAt"
    from campaigns.campaign c
    left join lateral (
      select count(*)::int as enrolled, count(*) filter (where e.arm = 'hold_out')::int as "heldOut",
        count(*) filter (where e.first_contact_at is not null)::int as contacted,
        count(*) filter (where e.state = 'booked' and e.arm = 'contacted')::int as booked,
        count(*) filter (where e.state = 'active')::int as active,
        min(e.next_at) filter (where e.state = 'active' and e.arm = 'contacted') as next_at
      from campaigns.enrolment e where e.clinic_id = ${db.clinicId} and e.campaign_id = c.id) e on true
    where c.clinic_id = ${db.clinicId} ${state === undefined ? sql`` : sql`and c.state = ${state}`}
    order by c.created_at desc, c.id limit ${pageSize} offset ${(page - 1) * pageSize}`)
  const counted = state === undefined ? states : states.filter((row) => row.state === state)
  return { rows, total: counted.reduce((sum, { count }) => sum + count, 0), states }
}

export interface VersionRow {
  readonly version: number
  readonly createdBy: string
  readonly createdAt: Temporal.Instant
  readonly enrolled: number
  readonly heldOut: number
  readonly active: number
}

/** The versions of a campaign, newest first, with how many enrolments pin each. */
export async function listVersions(
  db: ModuleDb<'campaigns'>,
  campaignId: string,
): Promise<readonly VersionRow[]> {
  return db.sql<VersionRow>(sql`
    select v.version, v.created_by as "createdBy", v.created_at as "createdAt", count(e.id)::int as enrolled,
      count(e.id) filter (where e.arm = 'hold_out')::int as "heldOut", count(e.id) filter (where e.state = 'active')::int as active
    from campaigns.version v
    left join campaigns.enrolment e on e.clinic_id = v.clinic_id and e.campaign_id = v.campaign_id and e.version = v.version
    where v.clinic_id = ${db.clinicId} and v.campaign_id = ${campaignId}
    group by v.version, v.created_by, v.created_at order by v.version desc`)
}
