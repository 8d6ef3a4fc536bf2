import { allPacks, type PackFault, packTexts, readPack } from '../platform/packs/read-pack.ts'
import type { Result } from '../platform/rules/result.ts'
import { campaignDocumentSchema } from './contract.ts'
import type { CampaignDocument } from './rules/campaign-document.ts'

/** A campaign document from its YAML text; every fault names file, place and what is wrong. */
export function readCampaignDocument(source: {
  readonly file: string
  readonly text: string
}): Result<CampaignDocument, readonly PackFault[]> {
  return readPack<CampaignDocument>(campaignDocumentSchema, source)
}

/** The documents that ship in packs/campaigns; throws `PackError` when one does not hold together. */
export async function shippedCampaignDocuments(): Promise<readonly CampaignDocument[]> {
  return allPacks((await packTexts('campaigns')).map(readCampaignDocument))
}
