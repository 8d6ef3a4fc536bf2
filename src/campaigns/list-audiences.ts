import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { audienceDocumentSchema } from './contract/audience-document.ts'
import type { AudienceListQuery } from './contract/audiences.ts'
import type { AudienceDocument } from './rules/audience-document.ts'
import type { CampaignState } from './rules/campaign-state.ts'

export interface AudienceRow {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly document: AudienceDocument
  readonly createdBy: string
  readonly createdAt: Temporal.Instant
  readonly changedBy: string
  readonly changedAt: Temporal.Instant
  /** Since when it is no longer offered. */
  readonly endedAt: Temporal.Instant | null
  /** Of the newest version when it was last counted; null: it was not counted yet. */
  readonly size: AudienceSize | null
  /** Campaigns whose newest version pins one of its versions. */
  readonly usedBy: readonly UsingCampaign[]
}

export interface AudienceSize {
  readonly matching: number
  /** Of them, whom a message could go to then. */
  readonly reachable: number
  readonly countedAt: Temporal.Instant
}

export interface UsingCampaign {
  readonly id: string
  readonly name: string
  readonly state: CampaignState
  readonly audienceVersion: number
}

export interface AudiencePage {
  readonly rows: readonly AudienceRow[]
  /** How many match. */
  readonly total: number
  /** How many are offered, whatever is searched for. */
  readonly offered: number
}

type StoredRow = Omit<AudienceRow, 'document' | 'size'> & {
  readonly document: unknown
  readonly matching: number | null
  readonly reachable: number | null
  readonly countedAt: Temporal.Instant | null
}

/** A page of the saved audiences that are offered, by name; the newest version of each. */
export async function listAudiences(
  db: ModuleDb<'campaigns'>,
  { search, programme, page, pageSize }: AudienceListQuery,
): Promise<AudiencePage> {
  const matches = sql`
    position(platform.folded(${search}) in platform.folded(a.name)) > 0
      ${programme === undefined ? sql`` : sql`and v.document #>> '{programme,kind}' = ${programme}`}`
  const [counts] = await db.sql<Pick<AudiencePage, 'total' | 'offered'>>(sql`
    select count(*)::integer as offered, count(*) filter (where ${matches})::integer as total
    from ${newest(db)} and a.ended_at is null`)
  const rows = await rowsOf(
    db,
    sql`and a.ended_at is null and ${matches} order by lower(a.name), a.id limit ${pageSize} offset ${(page - 1) * pageSize}`,
  )
  return { total: 0, offered: 0, ...counts, rows }
}

/** One audience as the list has it, also one that is no longer offered. */
export async function findAudience(
  db: ModuleDb<'campaigns'>,
  audienceId: string,
): Promise<AudienceRow | null> {
  const [row] = await rowsOf(db, sql`and a.id = ${audienceId}`)
  return row ?? null
}

function newest(db: ModuleDb<'campaigns'>): RawBuilder<unknown> {
  return sql`campaigns.audience a
    join campaigns.audience_version v on v.clinic_id = a.clinic_id and v.audience_id = a.id and v.version = a.version
    where a.clinic_id = ${db.clinicId}`
}

async function rowsOf(
  db: ModuleDb<'campaigns'>,
  which: RawBuilder<unknown>,
): Promise<readonly AudienceRow[]> {
  const rows = await db.sql<StoredRow>(sql`
    select o.*, coalesce(u.used_by, '[]') as "usedBy"
    from (
      select a.id, a.name, a.version, v.document, a.created_by as "createdBy", a.created_at as "createdAt",
        a.changed_by as "changedBy", a.changed_at as "changedAt", a.ended_at as "endedAt",
        a.size_matching as matching, a.size_reachable as reachable, a.counted_at as "countedAt"
      from ${newest(db)} ${which}
    ) o
    left join lateral (
      select json_agg(json_build_object('id', c.id, 'name', c.name, 'state', c.state,
        'audienceVersion', (w.document #>> '{audience,version}')::integer) order by c.created_at desc) as used_by
      from campaigns.version w
        join campaigns.campaign c on c.clinic_id = w.clinic_id and c.id = w.campaign_id and c.version = w.version
      where w.clinic_id = ${db.clinicId} and w.document #>> '{audience,kind}' = 'saved'
        and w.document #>> '{audience,audienceId}' = o.id::text
    ) u on true
    order by lower(o.name), o.id`)
  return rows.map(audienceRow)
}

function audienceRow({ matching, reachable, countedAt, ...row }: StoredRow): AudienceRow {
  return {
    ...row,
    document: audienceDocumentSchema.parse(row.document),
    size:
      matching === null || reachable === null || countedAt === null
        ? null
        : { matching, reachable, countedAt },
  }
}

export interface AudienceVersionRow {
  readonly version: number
  readonly document: AudienceDocument
  readonly createdBy: string
  readonly createdAt: Temporal.Instant
}

const mostVersions = 500

/** The versions of an audience, newest first. */
export async function listAudienceVersions(
  db: ModuleDb<'campaigns'>,
  audienceId: string,
): Promise<readonly AudienceVersionRow[]> {
  const rows = await db.sql<Omit<AudienceVersionRow, 'document'> & { readonly document: unknown }>(sql`
    select v.version, v.document, v.created_by as "createdBy", v.created_at as "createdAt"
    from campaigns.audience_version v
    where v.clinic_id = ${db.clinicId} and v.audience_id = ${audienceId}
    order by v.version desc limit ${mostVersions}`)
  return rows.map((row) => ({ ...row, document: audienceDocumentSchema.parse(row.document) }))
}
