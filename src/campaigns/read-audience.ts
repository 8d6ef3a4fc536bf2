import type { ModuleDb } from '../platform/db/module-db.ts'
import { audienceDocumentSchema } from './contract/audience-document.ts'
import { type AudienceDocument, type CampaignAudience, ownAudience } from './rules/audience-document.ts'

export interface SavedAudienceVersion {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly document: AudienceDocument
}

type Db = ModuleDb<'campaigns'>

/** A saved audience in one of its versions, the newest by default; also one that is no longer offered. */
export async function readAudience(
  db: Db,
  audienceId: string,
  version?: number,
): Promise<SavedAudienceVersion | null> {
  const row = await db.read
    .selectFrom('campaigns.audience as a')
    .innerJoin('campaigns.audience_version as v', (join) =>
      join.onRef('v.clinic_id', '=', 'a.clinic_id').onRef('v.audience_id', '=', 'a.id'),
    )
    .select(['a.id', 'a.name', 'v.version', 'v.document'])
    .where('a.clinic_id', '=', db.clinicId)
    .where('a.id', '=', audienceId)
    .where((query) =>
      version === undefined
        ? query('v.version', '=', query.ref('a.version'))
        : query('v.version', '=', version),
    )
    .executeTakeFirst()
  return row === undefined ? null : { ...row, document: audienceDocumentSchema.parse(row.document) }
}

/** The audience a campaign asks for: its own, or the version it pins. */
export async function audienceOfCampaign(db: Db, audience: CampaignAudience): Promise<AudienceDocument> {
  if (audience.kind !== 'saved') return ownAudience(audience)
  const saved = await readAudience(db, audience.audienceId, audience.version)
  if (saved === null) throw new Error('a campaign pins a version of an audience that is not there')
  return saved.document
}
