import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { WordingFault } from '../outreach/check-own-wording.ts'
import type { OutreachPacks } from '../outreach/compose-message.ts'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { type AudienceFault, checkCampaignAudience } from './check-campaign-audience.ts'
import { checkWording } from './check-wording.ts'
import type { CampaignDocument } from './rules/campaign-document.ts'

export interface NewCampaign {
  /** As staff see it; the document's own name in the clinic's language by default. */
  readonly name: string
  readonly document: CampaignDocument
}

/** Words that this clinic must not or cannot send; `faults` says which and why. */
export interface WordingRefused {
  readonly kind: 'wording'
  readonly faults: readonly WordingFault[]
}

/** A draft with its first version. */
export async function createCampaign(
  db: ModuleDb<'campaigns'>,
  { campaign, packs, actor }: { campaign: NewCampaign; packs: OutreachPacks; actor: Actor },
): Promise<Result<{ id: string }, WordingRefused | AudienceFault>> {
  const faults = await checkWording(db, campaign.document, packs)
  if (faults.length > 0) return fail({ kind: 'wording', faults })
  const checked = await checkCampaignAudience(db, campaign.document)
  if (!checked.ok) return checked
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
  await insertVersion(db, { campaignId: id, version: 1, document: checked.value, author })
  await recordAudit(db.as('clinic'), {
    actor,
    action: 'campaign.created',
    subjectKind: 'campaign',
    subjectId: id,
  })
  return ok({ id })
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
