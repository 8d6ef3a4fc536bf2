import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { CampaignDocument } from './rules/campaign-document.ts'

export interface NewCampaign {
  /** As staff see it; the document's own name in the clinic's language by default. */
  readonly name: string
  readonly document: CampaignDocument
}

/** A draft with its first version. */
export async function createCampaign(
  db: ModuleDb<'campaigns'>,
  campaign: NewCampaign,
  actor: Actor,
): Promise<{ id: string }> {
  const id = db.ids.uuid(db.now)
  const author = 'name' in actor ? actor.name : actor.kind
  await db.write
    .insertInto('campaigns.campaign')
    .values({
      clinic_id: db.clinicId,
      id,
      name: campaign.name,
      kind: campaign.document.kind,
      state: 'draft',
      version: 1,
      created_by: author,
      created_at: db.now,
    })
    .execute()
  await insertVersion(db, { campaignId: id, version: 1, document: campaign.document, author })
  await recordAudit(db.as('clinic'), {
    actor,
    action: 'campaign.created',
    subjectKind: 'campaign',
    subjectId: id,
  })
  return { id }
}

export async function insertVersion(
  db: ModuleDb<'campaigns'>,
  version: { campaignId: string; version: number; document: CampaignDocument; author: string },
): Promise<void> {
  await db.write
    .insertInto('campaigns.version')
    .values({
      clinic_id: db.clinicId,
      campaign_id: version.campaignId,
      version: version.version,
      document: json(version.document),
      created_by: version.author,
      created_at: db.now,
    })
    .execute()
}
