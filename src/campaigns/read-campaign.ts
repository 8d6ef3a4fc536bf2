import type { ModuleDb } from '../platform/db/module-db.ts'
import { campaignDocumentSchema } from './contract.ts'
import type { CampaignDocument, CampaignKind } from './rules/campaign-document.ts'
import type { CampaignState } from './rules/campaign-state.ts'

export interface Campaign {
  readonly id: string
  readonly name: string
  readonly kind: CampaignKind
  readonly state: CampaignState
  readonly version: number
  readonly document: CampaignDocument
  readonly createdBy: string
  readonly createdAt: Temporal.Instant
  readonly startedAt: Temporal.Instant | null
  readonly endedAt: Temporal.Instant | null
}

/** A campaign with its newest version. */
export async function readCampaign(db: ModuleDb<'campaigns'>, campaignId: string): Promise<Campaign | null> {
  const row = await db.read
    .selectFrom('campaigns.campaign as c')
    .innerJoin('campaigns.version as v', (join) =>
      join
        .onRef('v.clinic_id', '=', 'c.clinic_id')
        .onRef('v.campaign_id', '=', 'c.id')
        .onRef('v.version', '=', 'c.version'),
    )
    .select([
      'c.id',
      'c.name',
      'c.kind',
      'c.state',
      'c.version',
      'c.created_by',
      'c.created_at',
      'c.started_at',
      'c.ended_at',
      'v.document',
    ])
    .where('c.clinic_id', '=', db.clinicId)
    .where('c.id', '=', campaignId)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    state: row.state,
    version: row.version,
    document: campaignDocumentSchema.parse(row.document),
    createdBy: row.created_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }
}

/** Documents by version, for enrolments that pinned them. */
export async function readVersions(
  db: ModuleDb<'campaigns'>,
  pins: readonly { readonly campaignId: string; readonly version: number }[],
): Promise<ReadonlyMap<string, CampaignDocument>> {
  const wanted = new Map(pins.map((pin) => [versionKey(pin.campaignId, pin.version), pin]))
  const documents = new Map<string, CampaignDocument>()
  for (const [key, pin] of wanted) {
    const row = await db.read
      .selectFrom('campaigns.version')
      .select('document')
      .where('clinic_id', '=', db.clinicId)
      .where('campaign_id', '=', pin.campaignId)
      .where('version', '=', pin.version)
      .executeTakeFirstOrThrow()
    documents.set(key, campaignDocumentSchema.parse(row.document))
  }
  return documents
}

export function versionKey(campaignId: string, version: number): string {
  return `${campaignId}@${version}`
}
